/** One actor: a table of slots, an identity, and a kernel to ask. */

import type { Kernel } from '../kernel/index.ts';
import type { CallName, Identity, Observed, Operation } from '../law/operation.ts';
import { isTime, millisecondsGiven, type TimeOption } from '../law/timeout.ts';
import { withFlights } from './flights.ts';
import type { Identities } from './identity.ts';
import { Mounts } from './mounts.ts';
import { Networks } from './networks.ts';
import { Nobodys } from './nobodys.ts';
import { Numbers } from './numbers.ts';
import { perform } from './perform.ts';
import { type Performer, plain } from './performer.ts';
import { Room } from './room.ts';
import { Root } from './root.ts';
import { dropSignals, keepSignals } from './signals.ts';
import { Sysctls } from './sysctl.ts';
import type { Watchdog } from './watchdog.ts';

/** Somebody who can carry out operations: this thread, or a process far away. */
export interface Executor {
  readonly pid: number;
  execute(op: Operation): Observed;
  /** Who it is at the start of a scenario. */
  begin(identity: Identity): void;
  /**
   * Closes what is open and becomes who it was: ready for the next scenario. Answers how many descriptors are there that no
   * call told of.
   */
  reset(base: Identity): number;
}

/** Calls that may wait; the others never do. */
const MAY_BLOCK: ReadonlySet<CallName> = new Set([
  'connect',
  'accept4',
  'send',
  'recv',
  'sendto',
  'recvfrom',
  'sendmsg',
  'recvmsg',
  'sendmmsg',
  'recvmmsg',
  'read',
  'write',
  'poll',
  'poll_many',
  'epoll_wait',
  'open',
  'reopen',
  // It never does, but for a kernel that opens a fifo before it says that this is no program.
  'execve',
]);

/** Calls that write to what is the whole network's. */
const SYSCTLS: ReadonlySet<CallName> = new Set([
  'port_start',
  'port_range',
  'somaxconn',
  'ping_groups',
]);

/** Those of them for which a timeout counts, and which one. */
const TIMED_BY: Partial<Record<CallName, TimeOption>> = {
  accept4: 'SO_RCVTIMEO',
  recv: 'SO_RCVTIMEO',
  recvfrom: 'SO_RCVTIMEO',
  recvmsg: 'SO_RCVTIMEO',
  read: 'SO_RCVTIMEO',
  connect: 'SO_SNDTIMEO',
  send: 'SO_SNDTIMEO',
  sendto: 'SO_SNDTIMEO',
  sendmsg: 'SO_SNDTIMEO',
  write: 'SO_SNDTIMEO',
};
const NO_TIMEOUTS: Readonly<Record<TimeOption, number>> = { SO_RCVTIMEO: 0, SO_SNDTIMEO: 0 };

/** How often a call that may time out is asked again, by what became of it. */
const AGAIN = { blocked: 1, early: 2, signalled: 10 } as const;
/** Nobody is likely to miss its turn twice: who is asked again is blocked sooner, by so many milliseconds. */
const SOONER_MS = 150;

const BLOCKS: Observed = { errno: 'BLOCKS', ret: -1 };

/** What a call tells that slept and was interrupted: with a part done, it tells the part. */
function interrupted(observed: Observed): Observed {
  if (observed.errno === 'EINTR') return BLOCKS;
  if (observed.errno !== '') return observed;
  return { ...observed, fields: { ...observed.fields, interrupted: 1 } };
}

/**
 * What a call tells that overlapped with others. A stream that breaks while it is being written to may say so without a
 * signal (sock_alloc_send_pskb()): that there was none tells nothing then.
 */
function overlapped(observed: Observed, isInterrupted: boolean): Observed {
  if (observed.errno === 'EINTR' && isInterrupted) return BLOCKS;
  return observed.fields?.sigpipe === 0 ? { ...observed, fields: {} } : observed;
}

function whyAgain({ errno }: Observed, isEarly: boolean): keyof typeof AGAIN | undefined {
  if (errno === 'EINTR') return 'signalled';
  return errno === 'EAGAIN' && isEarly ? 'early' : undefined;
}

/** Nanoseconds on the clock that all processes of a kernel share (CLOCK_MONOTONIC). */
export function monotonic(): number {
  return Number(process.hrtime.bigint());
}

/** What an actor is made of. */
export interface Setup {
  /** For the harness's own work. */
  readonly real: Kernel;
  /** What is tested. */
  readonly subject: Kernel;
  readonly identities: Identities;
  readonly watchdog: Watchdog;
  /** Pids of actors as this one knows them. */
  readonly pids: (actor: number) => number;
  /** Where scenarios begin: the working directory. */
  readonly directory: string;
}

export class LocalExecutor implements Executor {
  readonly pid: number;
  private readonly real: Kernel;
  private readonly subject: Kernel;
  private readonly identities: Identities;
  private readonly watchdog: Watchdog;
  private readonly slots = new Map<number, number>();
  private readonly nobodys: Nobodys;
  private readonly performer: { -readonly [Key in keyof Performer]: Performer[Key] };
  private readonly networks: Networks;
  private readonly mounts: Mounts;
  private readonly root: Root;
  private readonly sysctls: Sysctls;
  private readonly directory: string;
  /** It may be in another directory than that of the scenarios. */
  private hasMoved = false;
  private mostInFlight: number | undefined;
  private room: Room | undefined;
  /** The longest timeouts that were set since the scenario began, in ms. */
  private timeouts = { ...NO_TIMEOUTS };

  constructor({ real, subject, identities, watchdog, pids, directory }: Setup) {
    this.pid = real.getpid().ret;
    this.real = real;
    this.subject = subject;
    this.identities = identities;
    this.watchdog = watchdog;
    this.directory = directory;
    this.networks = new Networks(real, subject);
    this.root = new Root(real, subject);
    this.mounts = new Mounts(real, subject, directory);
    this.sysctls = new Sysctls(real);
    this.nobodys = new Nobodys(real);
    this.performer = {
      kernel: subject,
      own: real,
      numbers: undefined,
      fd: (slot) => this.slots.get(slot) ?? this.nobodys.numberFor(slot),
      holds: (slot) => this.slots.has(slot),
      keep: (slot, fd) => {
        if (slot !== undefined) this.slots.set(slot, fd);
      },
      forget: (slot) => {
        const fd = this.slots.get(slot);
        if (fd !== undefined) this.nobodys.leave(slot, fd);
        this.slots.delete(slot);
      },
      isKept: (fd) => [...this.slots.values()].includes(fd),
      keepsSignals: keepSignals(real),
      pidOf: pids,
      mayBringPidfds: false,
      limit: (room) => this.limit(room),
      flights: (most) => this.limitFlights(most),
    };
  }

  begin(identity: Identity): void {
    if (this.watchdog.isSettled) this.performer.numbers ??= new Numbers(this.real);
    this.identities.become(identity);
  }

  execute(op: Operation): Observed {
    if (op.call === 'become') return plain(this.identities.becomeBy(this.subject, op.identity));
    if (op.call === 'fsids') return this.identities.forFiles(this.subject, op);
    if (op.call === 'network') return plain(this.networks.enter(op.to));
    if (op.call === 'mounts') return plain(this.mounts.enter(op.to));
    if (op.call === 'chroot') return plain(this.root.enter(op.path));
    if (op.call === 'chdir') this.hasMoved = true;
    if (SYSCTLS.has(op.call) && this.networks.isHome) this.sysctls.remember();
    if (!MAY_BLOCK.has(op.call)) {
      if (op.call === 'setsockopt' && isTime(op.option))
        this.timeouts[op.option] = Math.max(this.timeouts[op.option], millisecondsGiven(op));
      return perform(this.performer, op);
    }
    const timedBy = TIMED_BY[op.call];
    const timeout = timedBy === undefined ? 0 : this.timeouts[timedBy];
    if (timeout > 0) return this.executeTimed(op, timeout);
    this.watchdog.enter('timeout' in op && op.timeout > 0 ? op.timeout : 0);
    const observed = perform(this.performer, op);
    return this.watchdog.leave() ? interrupted(observed) : observed;
  }

  /**
   * Tells how long it took, too. Who came to nothing too early, or was interrupted, is asked again: a busy virtual machine
   * loses ticks, or its turn when time is up, and no call with a timeout goes on after a signal (signal(7)).
   */
  private executeTimed(op: Operation, timeout: number): Observed {
    const left: Record<keyof typeof AGAIN, number> = { ...AGAIN };
    for (;;) {
      this.watchdog.enter(timeout - (left.blocked < AGAIN.blocked ? SOONER_MS : 0));
      const begun = monotonic();
      const observed = perform(this.performer, op);
      const waited = Math.floor((monotonic() - begun) / 1e6);
      const isInterrupted = this.watchdog.leave();
      const isBlocked = isInterrupted && observed.errno === 'EINTR';
      const why = isBlocked ? 'blocked' : whyAgain(observed, waited < timeout);
      if (why !== undefined && left[why]-- > 0) continue;
      const told = isInterrupted ? interrupted(observed) : observed;
      return isBlocked ? BLOCKS : { ...told, fields: { ...told.fields, waited } };
    }
  }

  /** Executes at a moment of `monotonic`, and says when; sleep may last longer by so many milliseconds. */
  executeAt(op: Operation, moment: number, patience: number): Observed {
    this.watchdog.enter(patience);
    while (monotonic() < moment);
    const called = monotonic();
    const observed = perform(this.performer, op);
    const returned = monotonic();
    const isInterrupted = this.watchdog.leave();
    return { ...overlapped(observed, isInterrupted), during: { called, returned } };
  }

  /** Leaves room for so many more descriptors than are in the slots. */
  private limit(room: number | 'any'): void {
    const { performer, real, subject } = this;
    if (room !== 'any') this.watchdog.settle();
    for (const fd of this.room?.close() ?? []) performer.numbers?.free(fd);
    this.room = room === 'any' ? undefined : new Room(real, subject, room, this.highest());
    this.choose();
  }

  private limitFlights(most: number | 'any'): void {
    this.mostInFlight = most === 'any' ? undefined : most;
    this.choose();
  }

  /** The subject, within its limits. */
  private choose(): void {
    const { performer, real, subject, mostInFlight } = this;
    const roomy = this.room?.kernel ?? subject;
    performer.kernel = mostInFlight === undefined ? roomy : withFlights(real, roomy, mostInFlight);
  }

  private highest(): number {
    return Math.max(-1, ...this.slots.values());
  }

  reset(base: Identity): number {
    // A call that was never left, for what it told could not be read, would be interrupted for ever.
    this.watchdog.leave();
    this.mostInFlight = undefined;
    this.limit('any');
    for (const fd of this.slots.values()) {
      this.subject.close(fd);
      this.performer.numbers?.free(fd);
    }
    this.slots.clear();
    this.nobodys.clear();
    // A signal that nobody was told of is not for the next scenario.
    if (this.performer.keepsSignals) dropSignals(this.real);
    this.timeouts = { ...NO_TIMEOUTS };
    this.performer.mayBringPidfds = false;
    this.identities.become(base);
    this.root.leave();
    this.networks.leave();
    this.mounts.leave();
    this.sysctls.restore();
    if (this.hasMoved) this.real.chdir(this.directory);
    this.hasMoved = false;
    this.subject.umask(0o022);
    return this.performer.numbers?.left() ?? 0;
  }
}
