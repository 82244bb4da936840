/** A stream cuts large sends into pieces: how many bytes may be taken, and what is told of it. */

import type { Observed } from './operation.ts';
import { chargeOf, leastOf, mayBeFull, SENDMSG, type Used, waits } from './pressure.ts';
import { between, type Expectation, type Rule, rule, Unmodelled } from './rule.ts';
import type { Sending } from './send.ts';
import type { Socket } from './state.ts';
import { sendTimeoutOf } from './timeout.ts';

/** Well below the default send buffer (212992): up to here a send never waits and is never short. */
export const ROOM = 65_536;
/** Without a buffer that was set, no piece is known to be shorter than this. */
const PIECE = 16_384;

/** How much of a send that goes in pieces may be taken. */
export interface Portion {
  /** Bytes, if any are taken at all. */
  readonly least: number;
  readonly most: number;
  /** What is expected until it is seen. */
  readonly guess: number;
  readonly piece: number;
  readonly mayBeNone: boolean;
  /** What so many bytes weigh at most. */
  readonly chargeOf: (bytes: number) => number;
}

/** Two messages are to have room in a buffer; a larger send is cut into pieces of that size (unix_stream_sendmsg). */
function largestPiece(buffer: number): number {
  return buffer / 2 - 64;
}

/** Undefined for a send that goes at once: whole, or not at all. */
export function portionOf(
  { charge }: Socket,
  size: number,
  used: Used | undefined,
): Portion | undefined {
  if (used === undefined)
    return size <= PIECE && charge + chargeOf(size) <= ROOM ? undefined : unknown(charge, size);
  const piece = largestPiece(used.buffer);
  return size <= piece ? undefined : known(used, piece, size);
}

/** Each piece goes whole, and another one while the buffer is not full. */
function known(used: Used, piece: number, size: number): Portion {
  const pieces = Math.max(1, Math.ceil((used.buffer - used.least) / leastOf(piece)));
  const most = Math.min(size, pieces * piece);
  return {
    ...{ least: piece, most, guess: most, piece },
    mayBeNone: used.most >= used.buffer,
    chargeOf: chargeIn(piece),
  };
}

/** Of a buffer that nobody set only the least size is known. */
function unknown(charge: number, size: number): Portion {
  const weight = chargeIn(PIECE);
  const fits = charge + weight(size) <= ROOM;
  return {
    ...{ least: fits ? size : 1, most: size, guess: Math.min(size, 3 * ROOM), piece: PIECE },
    mayBeNone: charge >= ROOM,
    chargeOf: weight,
  };
}

const chargeIn = (piece: number) => (bytes: number) =>
  chargeOf(bytes) + (Math.ceil(bytes / piece) - 1) * chargeOf(0);

/** One way in which such a send can end. */
export interface Way {
  readonly rule: Rule;
  readonly expects: readonly Expectation[];
  readonly bytes: (observed: Observed | undefined) => number;
  readonly short: boolean;
  readonly sleeps?: true;
}

const R = {
  whole: rule('send.stream.pieces', 'S33', 'send(2): the number of bytes sent', 'posix'),
  waited: rule('send.stream.pieces.waiting', 'S44', 'send(2); POSIX write()', 'posix'),
  short: rule('send.stream.short', 'S41', 'send(2) RETURN VALUE; POSIX write()', 'posix'),
  bounds: rule('send.stream.short.bounds', 'S43', SENDMSG, 'exact'),
  timedOut: rule('send.stream.pieces.timeout', 'S49', 'socket(7) SO_SNDTIMEO: what was sent'),
  interrupted: rule('send.stream.interrupted', 'S44', 'signal(7); POSIX write()', 'posix'),
};

/** The one that is expected comes first. */
export function waysInPieces(view: Sending, portion: Portion): readonly Way[] {
  const { size } = view.op;
  if (waits(view) && mayBeFull(view)) throw new Unmodelled('asleep before the first byte, or not');
  const ways: Way[] = [];
  if (portion.least < size) ways.push(shortOf(view, portion));
  if (portion.most === size) ways.push(wholeOf(size, waits(view) ? R.waited : R.whole));
  return portion.guess === size ? ways.toReversed() : ways;
}

const wholeOf = (size: number, whole: Rule): Way => ({
  rule: whole,
  expects: [{ rule: whole, name: 'ret', want: size }],
  bytes: () => size,
  short: false,
});

function shortOf(view: Sending, { least, most, guess }: Portion): Way {
  const { size } = view.op;
  const expects: Expectation[] = [
    { rule: R.short, name: 'ret', want: between(1, size - 1) },
    { rule: R.bounds, name: 'ret', want: between(least, Math.min(most, size - 1)) },
  ];
  const bytes = (observed: Observed | undefined): number =>
    observed?.ret ?? Math.min(guess, size - 1);
  if (!waits(view)) return { rule: R.short, expects, bytes, short: true };
  if (sendTimeoutOf(view.socket) > 0)
    return { rule: R.timedOut, expects, bytes, short: true, sleeps: true };
  // Who waits without end is told a part only when a signal ended the sleep.
  expects.push({ rule: R.interrupted, name: 'interrupted', want: 1 });
  return { rule: R.interrupted, expects, bytes, short: true, sleeps: true };
}
