/** Drives guests until every property has a verdict: a guest that hangs or dies costs one property, never the run. */

import type { Guest } from '../../containers/guest.ts';
import type { VerdictRecord } from '../bundle/records.ts';
import type { Tally } from '../judge/tally.ts';
import type { GuestEvent, GuestRequest } from '../run/protocol.ts';
import { Course } from './course.ts';
import { oneLine } from './errors.ts';
import { readEvent } from './guest-event.ts';
import { nextEvent } from './next-event.ts';

/** What the launcher of the place fills in by itself is not asked for. */
export type Request = Omit<GuestRequest, 'own' | 'directory'>;

/** What a session needs of a guest. */
export type RunningGuest = Pick<Guest, 'events' | 'exited' | 'stderrTail' | 'kill'>;

export interface Session {
  launch(request: Request): Promise<RunningGuest>;
  readonly request: Request;
  /** Milliseconds without an event after which a guest counts as hung. */
  readonly silence: number;
  /** Milliseconds that a killed guest may take to be gone before the kernel is taken to hold it. */
  readonly killGrace?: number;
  /** Raised when the run is to end now. */
  readonly stop: AbortSignal;
}

/** A verdict as a session gives it; the record adds the environment. */
export type SessionVerdict = Omit<VerdictRecord, 't' | 'env' | 'known'>;

/** A property under way. */
export interface Running {
  readonly id: string;
  cases: number;
}

type Passed = Exclude<GuestEvent, { e: 'verdict' | 'refused' | 'end' }>;

export type SessionEvent =
  | Passed
  | { readonly e: 'verdict'; readonly verdict: SessionVerdict; readonly rules?: Tally }
  /** A guest was lost and a fresh one takes over. */
  | { readonly e: 'lost'; readonly reason: string }
  | Over;

/** The last event of a session. */
export interface Over {
  readonly e: 'over';
  readonly why: 'end' | 'refused' | 'stopped' | 'lost';
  /** Refusal, or how the guest was lost. */
  readonly reason: string;
  /** Planned properties without a verdict, without those under way. */
  readonly left: readonly string[];
  readonly running: readonly Running[];
}

/** The usual `killGrace`. */
const KILL_GRACE = 5_000;

/** Guests lost one after another, none of which told a verdict, before the session gives up. */
const LOST_IN_A_ROW = 5;

/** Commands that go from property to property, and on to the next when a guest is lost. */
const JUDGING: ReadonlySet<Request['command']> = new Set(['run', 'record']);

/** Runs the session; the last event is always `over`. */
export async function* drive(session: Session): AsyncGenerator<SessionEvent, void> {
  const course = new Course(session.request);
  for (let inVain = 0; ; ) {
    const told = course.told;
    const end = yield* oneGuest(session, course);
    if (end.why !== 'lost') return yield course.over(end);
    const lost = course.loseRunning(end.reason, end.stuck === true);
    if (lost !== undefined) yield { e: 'verdict', verdict: lost };
    if (!JUDGING.has(session.request.command)) return yield course.over(end);
    if (course.left?.length === 0) return yield course.over({ why: 'end' });
    inVain = course.told > told ? 0 : inVain + 1;
    if (end.stuck === true || !course.isReady || inVain === LOST_IN_A_ROW)
      return yield course.over(end);
    yield { e: 'lost', reason: end.reason };
  }
}

/** How one guest ended. */
export type Ending =
  | { readonly why: 'end' | 'stopped'; readonly reason?: string }
  | { readonly why: 'refused'; readonly reason: string }
  | { readonly why: 'lost'; readonly reason: string; readonly stuck?: boolean };

/** Passes on what one guest says, until it ends, hangs, dies or is stopped. */
async function* oneGuest(session: Session, course: Course): AsyncGenerator<SessionEvent, Ending> {
  const guest = await session.launch(course.request());
  const events = guest.events[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await nextEvent(events, session.silence, session.stop);
      if (next.kind === 'stopped') return { why: 'stopped' };
      if (next.kind === 'closed') return { why: 'lost', reason: await deathOf(guest) };
      if (next.kind === 'silent') {
        const reason = `guest silent for ${session.silence / 1000} s; hung in ${course.place()}`;
        return { why: 'lost', reason, stuck: !(await gone(guest, session)) };
      }
      const event = readEvent(next.value);
      if (event.e === 'end') return { why: 'end' };
      // A mistake of the user shows before the first property; later it is the guest that broke.
      if (event.e === 'refused')
        return { why: course.hasStarted ? 'lost' : 'refused', reason: oneLine(event.message) };
      if (course.take(event)) yield event;
    }
  } catch (error) {
    return { why: 'lost', reason: oneLine(error instanceof Error ? error.message : String(error)) };
  } finally {
    await gone(guest, session);
  }
}

/** Kills the guest; false when it does not go. */
async function gone(guest: RunningGuest, { killGrace = KILL_GRACE }: Session): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => resolve(false), killGrace);
  try {
    return await Promise.race([guest.kill().then(() => true), promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function deathOf(guest: RunningGuest): Promise<string> {
  const { code, signal } = await guest.exited;
  const said = oneLine(guest.stderrTail()).slice(-300);
  return `guest died (${signal ?? `exit ${code}`})${said === '' ? '' : `: ${said}`}`;
}
