/** What times say of the order of calls that overlapped. */

import type { Interval, Observed, Operation } from '../law/operation.ts';

/** One of the calls with what was seen of it. */
export interface Seen {
  readonly op: Operation;
  readonly observed: Observed;
}

/** Closing and naming touch several sockets one after another: others may see them half done. */
const actsInSteps = ({ op }: Seen): boolean => op.call === 'close' || op.call === 'bind';

const MS = 1e6;
/** Woken shortly before it was seen asleep, or interrupted, a call may not have run yet on a busy machine. */
const SLOW_TO_WAKE_MS = 50;

/**
 * Until when a call that came to nothing is known to have waited in vain: what was over by then did not wake it.
 * Undefined for a call that came to something.
 */
function waitedUntil({ op, observed }: Seen): number | undefined {
  const { during } = observed;
  if (during === undefined) return undefined;
  if (observed.errno === 'BLOCKS') return (during.asleep ?? during.returned) - SLOW_TO_WAKE_MS * MS;
  const ranOut = 'timeout' in op && op.timeout > 0 && observed.errno === '' && observed.ret === 0;
  // One that ran out too early has waited no longer than it took.
  return ranOut ? Math.min(during.called + op.timeout * MS, during.returned) : undefined;
}

const overlap = (a: Interval, b: Interval): boolean =>
  a.called <= b.returned && b.called <= a.returned;

/** Whether one was over before the other happened, as far as their times tell. */
export function precedes(calls: readonly Seen[], earlier: number, later: number): boolean {
  const a = calls[earlier];
  const b = calls[later];
  const [before, after] = [a?.observed.during, b?.observed.during];
  if (b === undefined || before === undefined || after === undefined) return false;
  const until = waitedUntil(b);
  if (until !== undefined) return before.returned < until;
  if (before.returned >= after.called) return false;
  return !calls.some((other) => {
    const { during } = other.observed;
    if (other === a || other === b || during === undefined || !actsInSteps(other)) return false;
    return overlap(during, before) && overlap(during, after);
  });
}
