/** The bench: actors at hand, a place to write scenarios for, and one scenario executed and judged after another. */

import { POLLHUP } from '../abi/poll.ts';
import type { Facts } from '../facts/index.ts';
import { Coverage } from '../judge/coverage.ts';
import { Judge } from '../judge/judge.ts';
import type { Kernel } from '../kernel/index.ts';
import type { Observed, Operation } from '../law/operation.ts';
import { drop } from '../law/references.ts';
import type { State } from '../law/state.ts';
import { type ActorKind, beginsWith, type Cast, kindsOf } from '../scenario/cast.ts';
import type { Place } from '../scenario/place.ts';
import { homeOf, worldOf } from '../scenario/place.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { RemoteExecutor } from './actor.ts';
import { executeBurst } from './burst.ts';
import { confirmed, type Left } from './confirm.ts';
import { type Executor, LocalExecutor } from './executor.ts';
import { Identities } from './identity.ts';
import { judgeSteps, type Run } from './judge-steps.ts';
import { ActorLost } from './link.ts';
import { baseIdentity, placeOf } from './place.ts';
import type { Property } from './property.ts';
import type { Companion } from './protocol.ts';
import { sweep } from './sweep.ts';
import { setSysctls } from './sysctl.ts';
import { knownPids, type Member, Troupe } from './troupe.ts';
import { Watchdog } from './watchdog.ts';

export interface BenchOptions {
  readonly real: Kernel;
  readonly subject: Kernel;
  readonly subjectFile: string | undefined;
  readonly facts: Facts;
  readonly directory: string;
  /** Actors in other containers: the first ones after our own. */
  readonly companions: readonly Companion[];
}

/** Calls that leave names behind in the working directory; bind(2) does with some addresses. */
const FILES: ReadonlySet<Operation['call']> = new Set([
  'open',
  'mknod',
  'mkdir',
  'symlink',
  'link',
  'rename',
]);

export class Bench {
  readonly facts: Facts;
  private readonly options: BenchOptions;
  private readonly local: LocalExecutor;
  private readonly identities: Identities;
  private readonly watchdog: Watchdog;
  private readonly troupe: Troupe;
  private members: readonly Member[] = [];
  private current: Place;

  constructor(options: BenchOptions) {
    this.options = options;
    this.facts = options.facts;
    const { real, subject, facts } = options;
    real.chdir(options.directory);
    real.umask(0o022);
    this.watchdog = new Watchdog(real);
    this.identities = new Identities(real, baseIdentity(facts));
    this.local = new LocalExecutor({
      ...{ real, subject, directory: options.directory },
      ...{ identities: this.identities, watchdog: this.watchdog },
      pids: (actor) => this.pidOf(actor),
    });
    this.current = this.makePlace();
    this.troupe = new Troupe({ ...options, base: this.current.base });
  }

  get place(): Place {
    return this.current;
  }

  /** Makes sure that these actors are there, the local one included; more may be. */
  staff(cast: Cast): void {
    const kinds = kindsOf(cast);
    const there: ActorKind[] = ['plain', ...this.members.map(({ kind }) => kind)];
    if (beginsWith(there, kinds)) return;
    this.members = this.troupe.cast(kinds.slice(1));
    this.current = this.makePlace();
    const { processes } = this.current;
    for (const [i, { executor }] of this.members.entries())
      executor.introduce(knownPids(processes, i + 1));
  }

  /** Executes and judges one scenario. `show` keeps every step in words. */
  run(scenario: Scenario, property: Property | undefined, coverage: Coverage, show = false): Run {
    return confirmed(this.once(scenario, property, coverage, show), () =>
      this.once(scenario, property, new Coverage(), show),
    );
  }

  private once(
    scenario: Scenario,
    property: Property | undefined,
    coverage: Coverage,
    show: boolean,
  ): Left {
    this.staff(scenario.actors.map(({ kind }) => kind ?? 'plain'));
    const executors = this.executors.slice(0, scenario.actors.length);
    const judge = new Judge(worldOf(this.current, scenario), coverage);
    try {
      for (const [i, executor] of executors.entries())
        executor.begin(scenario.actors[i]?.identity ?? homeOf(this.current, i).base);
      const observer = {
        one: (op: Operation) => execute(executors, op),
        overlapping: (part: readonly Operation[]) =>
          executeBurst(this.options.real, part, (op) => this.remote(op.by)),
      };
      const run = judgeSteps(scenario, judge, observer, property, show);
      const isLimited = scenario.operations.some(({ call }) => call === 'flights');
      return { run, left: this.cleanUp(scenario, judge, executors), isLimited };
    } catch (error) {
      // Who is lost answers to nothing any more, and the others are of no use without it.
      if (error instanceof ActorLost) this.dismiss();
      this.cleanUp(scenario, judge, this.executors.slice(0, scenario.actors.length));
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.dismiss();
    await this.watchdog[Symbol.asyncDispose]();
  }

  /** Ends the other processes; new ones come when they are needed. */
  dismiss(): void {
    this.troupe[Symbol.dispose]();
    this.members = [];
    this.current = this.makePlace();
  }

  private get executors(): Executor[] {
    return [this.local, ...this.members.map(({ executor }) => executor)];
  }

  /** The first actor has no process of its own: it begins what others do at once. */
  private remote(actor: number): RemoteExecutor {
    const remote = this.members[actor - 1]?.executor;
    if (remote === undefined) throw new RangeError(`actor ${actor}: overlaps with nobody`);
    return remote;
  }

  private pidOf(actor: number): number {
    return knownPids(this.current.processes, 0)[actor] ?? -1;
  }

  private makePlace(): Place {
    const { permitted } = this.identities;
    const others = this.members.map(({ process }) => process);
    return placeOf(this.facts, [{ pid: this.local.pid, permitted }, ...others]);
  }

  /** Answers how many descriptors are there that no call told of. */
  private cleanUp(scenario: Scenario, judge: Judge, executors: readonly Executor[]): number {
    try {
      return executors
        .map((executor, i) => executor.reset(homeOf(this.current, i).base))
        .reduce((sum, left) => sum + left, 0);
    } finally {
      // Whoever comes next needs others in their place.
      if (this.troupe.bury()) this.members = [];
      // Also when an actor was lost: what it left would be found by the next scenario.
      this.clearPlace(scenario, judge);
    }
  }

  private clearPlace(scenario: Scenario, judge: Judge): void {
    // Only a directory of the run's own is swept: without one the names in it are the host's.
    if (this.facts.own.files && scenario.operations.some(leavesFiles))
      sweep(this.options.real, this.options.directory);
    this.restoreSysctls(judge.state);
    if (leavesGarbage(judge.state)) this.awaitCollector();
  }

  /** Whoever wrote to them puts them back, unless it was lost. */
  private restoreSysctls(state: State): void {
    const { portStart, localPortRange: localPorts, somaxconn, pingGroups } = this.current.world;
    const isSame =
      state.portStart === portStart &&
      state.localPorts === localPorts &&
      state.somaxconn === somaxconn &&
      state.pingGroups === pingGroups;
    if (!isSame) setSysctls(this.options.real, { portStart, localPorts, somaxconn, pingGroups });
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

function execute(executors: readonly Executor[], op: Operation): Observed {
  const executor = executors[op.by];
  if (executor === undefined) throw new RangeError(`no actor ${op.by}`);
  return executor.execute(op);
}

function leavesFiles(op: Operation): boolean {
  if (op.call === 'bind') return op.address.kind === 'path' || op.address.kind === 'bytes';
  return FILES.has(op.call);
}

/** Closes everything in the law's state: whether something stays that only the collector can free. */
function leavesGarbage(state: State): boolean {
  if (state.inFlight.size === 0) return state.garbage.size > 0;
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
