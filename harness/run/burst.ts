/** Lets operations of several actors overlap, sees who sleeps, and wakes at the end whoever nobody woke. */

import { existsSync, readFileSync } from 'node:fs';
import { POLLIN } from '../abi/poll.ts';
import { INTERRUPT_SIGNAL, type Kernel } from '../kernel/index.ts';
import type { Observed, Operation } from '../law/operation.ts';
import type { RemoteExecutor } from './actor.ts';
import { monotonic } from './executor.ts';
import { ActorLost } from './link.ts';
import { patient } from './patience.ts';

/** Time for all to read their orders, so that they begin together. */
const LEAD_NS = 150_000;
/** A call of an actor whose sleep cannot be looked at has settled after so long. */
const SETTLED_AFTER_MS = 10;
/** Nobody stirs for so long: what still sleeps was not woken. */
const STILL_MS = 60;
/** Others may come late to wake a call that overlaps with theirs: here, whoever is left asleep is seen and interrupted. */
const PATIENCE_MS = 3_000;
/** Where nobody sees who sleeps, in another container or in a kernel that does not tell, its own watchdog interrupts it. */
const IMPATIENCE_MS = 100;
/** Even the watchdogs of the actors did not end it. */
const LOST_AFTER_MS = patient(10_000);

/** An operation that was begun. */
interface Begun {
  readonly index: number;
  readonly op: Operation;
  readonly actor: RemoteExecutor;
  /** When it was last seen asleep. */
  asleep?: number;
}

/** Executes them, those of one actor one after another; the observations tell times since the burst was begun. */
export function executeBurst(
  kernel: Kernel,
  operations: readonly Operation[],
  actorOf: (op: Operation) => RemoteExecutor,
): Observed[] {
  const burst = new Burst(kernel);
  let moment = monotonic() + LEAD_NS;
  for (const op of operations) {
    if (op.overlaps === 'once-settled') {
      burst.settle();
      moment = monotonic() + LEAD_NS;
    }
    burst.begin(actorOf(op), op, moment);
  }
  return burst.finish();
}

class Burst {
  private readonly kernel: Kernel;
  private readonly since = monotonic();
  /** In the order in which they were begun. */
  private readonly running: Begun[] = [];
  private readonly observed: Observed[] = [];
  private begun = 0;
  /** Who was interrupted, and who was nudged. */
  private readonly interrupted = new Set<RemoteExecutor>();
  private readonly nudged = new Set<number>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  begin(actor: RemoteExecutor, op: Operation, moment: number): void {
    if (op.call === 'nudge') this.nudged.add(op.actor);
    actor.start(op, moment, canBeSeen(actor) ? PATIENCE_MS : IMPATIENCE_MS);
    this.running.push({ index: this.begun++, op, actor });
  }

  /** Until every actor has come to the end of its operations, or sleeps in one. */
  settle(): void {
    const until = performance.now() + SETTLED_AFTER_MS;
    while (this.current().some(({ asleep }) => asleep === undefined) && performance.now() < until) {
      this.collect(1);
      for (const one of this.current()) isAsleep(one);
    }
  }

  /** Until all have ended. Those that nobody woke are interrupted one by one; a poll runs out by itself. */
  finish(): Observed[] {
    let until = performance.now() + LOST_AFTER_MS;
    while (this.running.length > 0) {
      if (this.collect(STILL_MS)) until = performance.now() + LOST_AFTER_MS;
      else if (performance.now() > until) throw new ActorLost(`${this.names()}: came to no end`);
      else this.interruptFirst();
    }
    return this.observed;
  }

  /** Takes the answers that come in so many milliseconds; whether any came. */
  private collect(ms: number): boolean {
    const current = this.current();
    const polled = this.kernel.poll(
      current.map(({ actor }) => ({ fd: actor.link.answers, events: POLLIN })),
      ms,
    );
    if (polled.ret <= 0) return false;
    for (const [i, { actor }] of current.entries()) if (polled.out[i]) this.take(actor);
    return true;
  }

  /** What an actor has answered: one reading may bring several answers. */
  private take(actor: RemoteExecutor): void {
    do {
      const at = this.running.findIndex((one) => one.actor === actor);
      const [one] = this.running.splice(at, 1) as [Begun];
      const observed = this.toldBy(actor.observed(), one);
      this.observed[one.index] = relative(observed, this.since, one.asleep);
    } while (actor.hasAnswered);
  }

  /** Whose sleep was ended blocks; a signal after which calls go on has no part in that (signal(7) SA_RESTART). */
  private toldBy(observed: Observed, { op, actor }: Begun): Observed {
    if (observed.errno === 'BLOCKS') this.interrupted.add(actor);
    if (observed.errno !== 'EINTR') return observed;
    const isNudgedAlone = this.nudged.has(op.by) && !this.interrupted.has(actor);
    return isNudgedAlone ? observed : { ...observed, errno: 'BLOCKS', ret: -1 };
  }

  /** The operation of each actor that it is busy with. */
  private current(): Begun[] {
    const { running } = this;
    return running.filter(({ actor }, i) => running.findIndex((one) => one.actor === actor) === i);
  }

  /** Again and again until it answers; where signals are not allowed its own watchdog does it, later. */
  private interruptFirst(): void {
    const first = this.current().find(({ op }) => !('timeout' in op));
    const pid = first?.actor.link.pid;
    // Whoever was woken, but has not run yet, sleeps no more: an interrupt would hide that.
    if (first === undefined || pid === undefined || !isAsleep(first)) return;
    this.interrupted.add(first.actor);
    this.kernel.tgkill(pid, pid, INTERRUPT_SIGNAL);
  }

  private names(): string {
    return this.running.map(({ actor }) => actor.link.name).join(', ');
  }
}

function relative(observed: Observed, since: number, asleep: number | undefined): Observed {
  const { called = since, returned = since } = observed.during ?? {};
  return {
    ...observed,
    during: {
      ...{ called: called - since, returned: returned - since },
      ...(asleep !== undefined && { asleep: asleep - since }),
    },
  };
}

/** Looks whether its actor sleeps now, and keeps the moment. */
function isAsleep(one: Begun): boolean {
  const now = monotonic();
  const asleep = sleeps(one.actor.link.pid);
  if (asleep) one.asleep = now;
  return asleep;
}

/** What an actor waits in that waits for its next order: `read` of the pipe of requests. */
const AWAITS_ORDERS = /^\d+ 0x3 /;

const isTold = existsSync('/proc/self/syscall');

function canBeSeen({ link }: RemoteExecutor): boolean {
  return isTold && link.pid !== undefined;
}

/** Whether a process sleeps in a system call of a scenario; false where /proc does not tell. */
function sleeps(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    const call = readFileSync(`/proc/${pid}/syscall`, 'latin1');
    return !call.startsWith('running') && !AWAITS_ORDERS.test(call);
  } catch {
    return false;
  }
}
