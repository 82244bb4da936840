/** The bench: actors at hand, a place to write scenarios for, and one scenario executed and judged after another. */

import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { POLLHUP } from '../abi/poll.ts';
import type { Facts } from '../facts/index.ts';
import type { Coverage } from '../judge/coverage.ts';
import { describeObserved, describeOutcome } from '../judge/describe.ts';
import { type Deviation, Judge } from '../judge/judge.ts';
import type { Kernel } from '../kernel/index.ts';
import type { Operation } from '../law/operation.ts';
import { drop } from '../law/references.ts';
import { rule, Unmodelled } from '../law/rule.ts';
import type { State } from '../law/state.ts';
import type { Place } from '../scenario/place.ts';
import { worldOf } from '../scenario/place.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { printOperation } from '../scenario/text.ts';
import { RemoteExecutor } from './actor.ts';
import { type Executor, LocalExecutor } from './executor.ts';
import { Identities } from './identity.ts';
import { meetActor, spawnActor } from './link.ts';
import { baseIdentity, placeOf } from './place.ts';
import type { Property, Trace } from './property.ts';
import type { Companion } from './protocol.ts';
import { Watchdog } from './watchdog.ts';

/** One step as a report shows it. */
export interface ShownStep {
  readonly operation: string;
  readonly observed: string;
  readonly allowed: string[];
  readonly clause?: string;
  readonly diverges: boolean;
}

/** What became of one scenario. */
export interface Run {
  readonly deviation: Deviation | undefined;
  /** The law fell silent on the way: what was seen until then is judged, the rest is not. */
  readonly unmodelled: string | undefined;
  readonly operations: number;
  readonly steps: readonly ShownStep[];
  /** What was seen, up to the step that ended the run. */
  readonly trace: Trace;
}

export interface BenchOptions {
  readonly real: Kernel;
  readonly subject: Kernel;
  readonly subjectFile: string | undefined;
  readonly facts: Facts;
  readonly directory: string;
  /** Actors in other containers: the first ones after our own. */
  readonly companions: readonly Companion[];
}

/** Calls that leave names behind in the working directory. */
const FILES: ReadonlySet<Operation['call']> = new Set([
  'bind',
  'open',
  'mknod',
  'mkdir',
  'symlink',
  'link',
  'rename',
]);
const PORT_START = '/proc/sys/net/ipv4/ip_unprivileged_port_start';
/** The rule that a claim of a property stands for. */
const claimRule = (property: Property) =>
  rule(`claim.${property.id}`, property.clauses[0] ?? '', 'claim of the property');

export class Bench {
  readonly facts: Facts;
  private readonly options: BenchOptions;
  private readonly local: LocalExecutor;
  private readonly identities: Identities;
  private readonly watchdog: Watchdog;
  private remotes: RemoteExecutor[] = [];
  private current: Place;

  constructor(options: BenchOptions) {
    this.options = options;
    this.facts = options.facts;
    const { real, subject, facts } = options;
    real.chdir(options.directory);
    real.umask(0o022);
    this.watchdog = new Watchdog(real);
    this.identities = new Identities(real, baseIdentity(facts));
    this.local = new LocalExecutor(real, subject, this.identities, this.watchdog, (actor) =>
      this.pidOf(actor),
    );
    this.current = this.makePlace();
  }

  get place(): Place {
    return this.current;
  }

  /** Makes sure that so many actors are there, the local one included. */
  staff(actors: number): void {
    if (this.remotes.length >= actors - 1) return;
    const { real, subjectFile, directory } = this.options;
    const hello = { subject: subjectFile, directory, base: this.current.base };
    while (this.remotes.length < actors - 1) {
      const companion = this.options.companions[this.remotes.length];
      const link = companion === undefined ? spawnActor(real) : meetActor(real, companion);
      this.remotes.push(new RemoteExecutor(link, hello));
    }
    this.current = this.makePlace();
    for (const remote of this.remotes)
      remote.introduce(this.current.processes.map(({ pid }) => pid));
  }

  /** Executes and judges one scenario. `show` keeps every step in words. */
  run(scenario: Scenario, property: Property | undefined, coverage: Coverage, show = false): Run {
    this.staff(scenario.actors.length);
    const executors = this.executors.slice(0, scenario.actors.length);
    const judge = new Judge(worldOf(this.current, scenario), coverage);
    try {
      for (const [i, executor] of executors.entries())
        executor.begin(scenario.actors[i]?.identity ?? this.current.base);
      return this.steps(scenario, property, judge, executors, show);
    } finally {
      this.cleanUp(scenario, judge, executors);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.dismiss();
    await this.watchdog[Symbol.asyncDispose]();
  }

  /** Ends the other processes; new ones come when they are needed. */
  dismiss(): void {
    for (const remote of this.remotes) remote[Symbol.dispose]();
    this.remotes = [];
    this.current = this.makePlace();
  }

  private get executors(): Executor[] {
    return [this.local, ...this.remotes];
  }

  private pidOf(actor: number): number {
    return this.executors[actor]?.pid ?? -1;
  }

  private makePlace(): Place {
    const { permitted } = this.identities;
    const others = this.remotes.map(({ pid, permitted }, i) => {
      const { pids, network } = this.options.companions[i] ?? {};
      return { pid, permitted, pids, network };
    });
    return placeOf(this.facts, [{ pid: this.local.pid, permitted }, ...others]);
  }

  private steps(
    scenario: Scenario,
    property: Property | undefined,
    judge: Judge,
    executors: readonly Executor[],
    show: boolean,
  ): Run {
    const trace: Trace[number][] = [];
    const steps: ShownStep[] = [];
    let operations = 0;
    for (const op of scenario.operations) {
      const observed = executors[op.by]?.execute(op);
      if (observed === undefined) throw new RangeError(`no actor ${op.by}`);
      operations++;
      trace.push({ op, observed });
      try {
        const { rule, deviation, allowed } = judge.take(op, observed);
        if (show)
          steps.push({
            operation: printOperation(op),
            observed: describeObserved(observed),
            allowed: deviation ? [...deviation.allowed] : allowed.map(describeOutcome),
            clause: rule.clause,
            diverges: deviation !== undefined,
          });
        if (deviation) return { deviation, unmodelled: undefined, operations, steps, trace };
      } catch (error) {
        if (!(error instanceof Unmodelled)) throw error;
        return { deviation: undefined, unmodelled: error.message, operations, steps, trace };
      }
    }
    const deviation = this.claim(property, trace);
    return { deviation, unmodelled: undefined, operations, steps, trace };
  }

  private claim(property: Property | undefined, trace: Trace): Deviation | undefined {
    const broken = property?.holds?.(trace);
    if (property === undefined || broken === undefined) return undefined;
    const rule = claimRule(property);
    return {
      rule,
      mismatch: { rule, name: 'claim', seen: broken, want: property.claim },
      observed: broken,
      allowed: [property.claim],
      signature: `claim:${property.id}`,
    };
  }

  private cleanUp(scenario: Scenario, judge: Judge, executors: readonly Executor[]): void {
    for (const executor of executors) executor.reset(this.current.base);
    // Only a directory of the run's own is swept: without one the names in it are the host's.
    if (this.facts.own.files && scenario.operations.some(({ call }) => FILES.has(call)))
      this.sweep();
    if (judge.state.portStart !== this.current.world.portStart) this.restorePortStart();
    if (leavesGarbage(judge.state)) this.awaitCollector();
  }

  private sweep(): void {
    const { real, directory } = this.options;
    for (const name of readdirSync(directory)) {
      if (real.unlink(name).ret === 0) continue;
      openAll(`${directory}/${name}`);
      rmSync(`${directory}/${name}`, { recursive: true, force: true });
    }
  }

  private restorePortStart(): void {
    const { real } = this.options;
    const file = real.open(PORT_START, 1, 0);
    real.write(file.ret, Buffer.from(`${this.current.world.portStart}\n`));
    real.close(file.ret);
  }

  /** Queues that held descriptors may be freed late; a pipe of our own in a cycle tells when they are. */
  private awaitCollector(): void {
    const { real } = this.options;
    const [reader, writer] = real.pipe2(0).out;
    const [a, b] = real.socketpair(1, 1, 0).out;
    const control = cycleOf([writer, a, b]);
    real.sendmsg(a, { data: Buffer.of(0), control }, 0);
    for (const fd of [writer, a, b]) real.close(fd);
    // The collector comes when a socket is released.
    real.close(real.socket(1, 1, 0).ret);
    real.poll([{ fd: reader, events: POLLHUP }], 1000);
    real.close(reader);
  }
}

/** Gives a directory, and those in it, the modes that its owner needs to remove them. */
function openAll(directory: string): void {
  chmodSync(directory, 0o700);
  for (const entry of readdirSync(directory, { withFileTypes: true }))
    if (entry.isDirectory()) openAll(`${directory}/${entry.name}`);
}

/** Closes everything in the law's state: whether something stays that only the collector can free. */
function leavesGarbage(state: State): boolean {
  for (const [slot, descriptor] of state.descriptors.entries()) {
    state.descriptors[slot] = undefined;
    if (descriptor !== undefined) drop(state, descriptor.file);
  }
  return state.garbage.size > 0;
}

/** SCM_RIGHTS with these descriptors. */
function cycleOf(fds: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(16 + Math.ceil(fds.length / 2) * 8);
  bytes.writeBigUInt64LE(BigInt(16 + fds.length * 4));
  bytes.writeInt32LE(1, 8);
  bytes.writeInt32LE(1, 12);
  for (const [i, fd] of fds.entries()) bytes.writeInt32LE(fd, 16 + i * 4);
  return bytes;
}
