/** The law's way through a scenario before a kernel was asked: every state in which that may be by now. */

import { initialState } from '../law/fresh.ts';
import { isRestarted } from '../law/nudge.ts';
import type { CallName, Operation } from '../law/operation.ts';
import { explore } from '../law/overlap.ts';
import { type Outcome, Unmodelled } from '../law/rule.ts';
import type { State } from '../law/state.ts';
import { step } from '../law/step.ts';
import { isTime } from '../law/timeout.ts';
import type { World } from '../law/world.ts';

/** What an actor does to itself, or to the whole place, overlaps with nothing. */
const ALONE: ReadonlySet<CallName> = new Set([
  'become',
  'fsids',
  'umask',
  'chdir',
  'chroot',
  'port_start',
  'port_range',
  'somaxconn',
  'ping_groups',
  'network',
  'mounts',
  'mount_bind',
  'mount_empty',
  'unmount',
  'exit',
  'confine',
  'kcmp',
  'limit',
  'flights',
]);
/** More states than that are not worth following. */
const MOST_STATES = 24;

export class Course {
  private all: readonly State[];
  /** The law fell silent half-way: nobody knows what holds by now, and nothing more is taken. */
  private isLost = false;

  constructor(world: World) {
    this.all = [initialState(world)];
  }

  /** One of the states; the only one unless calls overlapped. */
  get state(): State {
    return this.all[0] as State;
  }

  /**
   * Takes the operation if the law has a say in it, in every state, and it would not block. Answers the errno
   * the law expects first ('' for success), or undefined when it was not taken. `maySleep` takes it also if it is to
   * sleep until a signal ends that.
   */
  take(op: Operation, maySleep = false): string | undefined {
    if (this.isLost) return undefined;
    let isLooking = true;
    const firsts: Outcome[] = [];
    try {
      for (const state of this.all) {
        const [first] = step(state, op);
        if (first === undefined || first.errno === 'BLOCKS') return undefined;
        if (first.sleeps && !maySleep) return undefined;
        firsts.push(first);
      }
      isLooking = false;
      for (const first of firsts) first.commit(undefined);
      return firsts[0]?.errno;
    } catch (error) {
      if (!(error instanceof Unmodelled)) throw error;
      this.isLost = !isLooking;
      return undefined;
    }
  }

  /**
   * Takes operations that overlap, those of one actor one after another, if the law has a say in every order of them;
   * `mayStay` also if in some order actors sleep for ever, each in its last. Answers whether they were taken.
   */
  overlap(operations: readonly Operation[], mayStay: boolean): boolean {
    if (this.isLost || !canOverlap(operations)) return false;
    const isSameActor = (a: number, b: number): boolean => operations[a]?.by === operations[b]?.by;
    const after: State[] = [];
    let stays = false;
    let goesOn = false;
    for (const state of this.all) {
      const { states, silent } = explore(state, {
        operations,
        precedes: (earlier, later) => earlier < later && isSameActor(earlier, later),
        follow: (_, [first]) => (first === undefined || first.errno === 'BLOCKS' ? [] : [0]),
        stuck: (left, remaining) => {
          stays = true;
          // What an actor does after it was interrupted may wake another: who is interrupted first is open.
          goesOn ||= new Set(remaining.map((i) => operations[i]?.by)).size < remaining.length;
          for (const index of remaining)
            step(left, operations[index] as Operation)[0]?.commit(undefined);
          after.push(left);
        },
      });
      after.push(...states);
      if (silent !== undefined || (stays && !mayStay) || goesOn || after.length > MOST_STATES)
        return false;
    }
    this.all = after;
    return true;
  }
}

/** What a call looks at when it begins, and no more while it sleeps: whether it waits, and for how long. */
function setsHowToWait(op: Operation): boolean {
  if (op.call === 'fcntl') return op.command === 'SETFL';
  return op.call === 'setsockopt' && isTime(op.option);
}

/** Whoever gets a signal is in calls that go on then. */
function isNudged(op: Operation, operations: readonly Operation[]): boolean {
  return operations.some((other) => other.call === 'nudge' && other.actor === op.by);
}

/** Of several actors, and none by the first: that one starts the others. */
function canOverlap(operations: readonly Operation[]): boolean {
  const actors = new Set(operations.map(({ by }) => by));
  return (
    actors.size > 1 &&
    !actors.has(0) &&
    operations.every(
      (op, i) =>
        !ALONE.has(op.call) &&
        !setsHowToWait(op) &&
        (isRestarted(op) || !isNudged(op, operations)) &&
        (op.overlaps === undefined) === (i === 0),
    )
  );
}
