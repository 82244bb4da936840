/** What is told of an urgent byte in a queue: by poll, SIOCATMARK and SIOCINQ. */

import { POLLIN, POLLPRI } from '../abi/poll.ts';
import * as S from '../abi/socket.ts';
import type { FdView } from './call.ts';
import { isAtMark, isSpent, lookAtMark, pendingOf } from './out-of-band.ts';
import { between, oneOf, type Refusal, type Rule, refusal, rule, Unmodelled } from './rule.ts';
import type { Socket, State } from './state.ts';

const MARK = 'POSIX sockatmark(); selftests af_unix/msg_oob.c siocatmark; af_unix.c unix_ioctl()';
const INQ = 'unix(7) Ioctls: SIOCINQ; af_unix.c unix_inq_len()';

const R = {
  polled: rule('poll.urgent', 'O09', 'poll(2) POLLPRI; af_unix.c unix_poll()', 'exact'),
  taken: rule('poll.urgent.taken', 'O11', 'af_unix.c unix_poll(): its place is left', 'exact'),
  at: rule('ioctl.mark.here', 'O10', MARK, 'exact'),
  taking: rule('ioctl.mark.here.taken', 'O10', MARK, 'exact'),
  ahead: rule('ioctl.mark.ahead', 'O10', MARK, 'exact'),
  none: rule('ioctl.mark.none', 'O10', MARK, 'exact'),
  record: rule('ioctl.mark.record', 'O10', 'af_unix.c unix_ioctl(): before 6.17', 'exact'),
  counted: rule('ioctl.unread.urgent', 'O13', INQ, 'exact'),
  uncounted: rule('ioctl.unread.urgent.taken', 'O13', INQ, 'exact'),
  unseen: rule('ioctl.unread.urgent.dropped', 'O13', INQ, 'exact'),
};

/** Of a socket with a mark: what it adds to the events. */
export function urgentEvents(state: State, socket: Socket, asked: number): number {
  if ((asked & POLLPRI) !== 0) lookAtMark(state, socket);
  return pendingOf(socket) === undefined ? 0 : POLLPRI;
}

/** Which clause its events stand for, if they do for one of these. */
export function polledRule(socket: Socket, asked: number): Rule | undefined {
  if (pendingOf(socket) !== undefined) return (asked & POLLPRI) !== 0 ? R.polled : undefined;
  return (asked & POLLIN) !== 0 && isSpent(socket) && !socket.shutReceive ? R.taken : undefined;
}

type Asking = FdView<'ioctl'>;

export const asksMark = ({ op }: Asking): boolean => op.request === 'SIOCATMARK';

/** A connection that waits for accept is an empty message to the kernel, and taken for a mark. */
function lookForMark({ world }: State, { phase }: Socket): void {
  if (!world.has.oob) throw new Unmodelled('marks without out-of-band data');
  if (phase === 'listening') throw new Unmodelled('the mark of a listener');
}

export function lookAtQueue({ state, op, socket }: Asking): void {
  if (op.request === 'SIOCATMARK') lookForMark(state, socket);
  if (op.request !== 'SIOCOUTQ') lookAtMark(state, socket);
}

const ofRecords = (v: Asking): boolean => asksMark(v) && v.socket.type !== S.SOCK_STREAM;

export const markRefusals: readonly Refusal<Asking>[] = [
  refusal(
    'ioctl.mark.unsupported',
    'EOPNOTSUPP',
    'O10',
    'af_unix.c unix_ioctl(): since 6.17',
    (v) => ofRecords(v) && v.state.world.has.marksOfStreamsAlone,
    { strength: 'exact' },
  ),
  refusal(
    'ioctl.mark.unsupported-or-told',
    'EOPNOTSUPP',
    'O10',
    'af_unix.c unix_ioctl(): before 6.17',
    ofRecords,
    { strength: 'exact', may: true },
  ),
];

/** Of other types than streams some kernels say something, too. */
export function markTold({ socket }: Asking) {
  if (socket.type !== S.SOCK_STREAM) return { rule: R.record, want: oneOf(0, 1) };
  if (isAtMark(socket)) {
    const isTaken = socket.queue[0]?.urgent === 'taken';
    return { rule: isTaken ? R.taking : R.at, want: 1 };
  }
  return { rule: socket.marks > 0 ? R.ahead : R.none, want: 0 };
}

/**
 * How many bytes wait, where urgent ones are, or were dropped: since 6.17 the kernel goes on counting those, which
 * nobody can read any more.
 */
export function unreadTold({ marks, unseen, queue }: Socket, bytes: number) {
  if (marks === 0 && unseen === 0) return undefined;
  if (unseen > 0) return { rule: R.unseen, want: between(bytes, bytes + unseen) };
  const isPending = queue.some(({ urgent }) => urgent === 'pending');
  return { rule: isPending ? R.counted : R.uncounted, want: bytes };
}
