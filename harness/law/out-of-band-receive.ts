/** Receives of an urgent byte with MSG_OOB, and what others find at its mark. */

import * as S from '../abi/socket.ts';
import {
  isInline,
  isUrgent,
  lookAtMark,
  pendingOf,
  settle,
  suits,
  takeByte,
  unlink,
} from './out-of-band.ts';
import { takeMarked, takeUrgent } from './out-of-band-taking.ts';
import { payload } from './payload.ts';
import type { Receiving } from './receive.ts';
import {
  type Expectation,
  ifObserved,
  type Outcome,
  type Refusal,
  type Rule,
  refusal,
  rule,
  Unmodelled,
} from './rule.ts';
import type { Socket, State } from './state.ts';
import { NONE, type Taking } from './taking.ts';
import { expectAddress } from './told-address.ts';

const URG = 'af_unix.c unix_stream_recv_urg()';
const MARK = 'af_unix.c manage_oob(); selftests af_unix/msg_oob.c';

/** Of a receive with MSG_OOB, or from a queue with a mark. */
export function takingOf(state: State, socket: Socket, { size, flags }: Receiving['op']): Taking {
  if (isUrgent({ flags })) return socket.type === S.SOCK_STREAM ? takeUrgent(socket, size) : NONE;
  lookAtMark(state, socket);
  return takeMarked(socket, size, flags);
}

const peeks = ({ op }: Pick<Receiving, 'op'>): boolean => (op.flags & S.MSG_PEEK) !== 0;

/** A peek of no bytes where there is but the mark says EAGAIN on 6.18 and 0 on 7.3: no document speaks of it. */
export function lookAtNothing({ op, taking }: Receiving): void {
  if (op.size === 0 && peeks({ op }) && taking.takes.length === 0)
    throw new Unmodelled('a peek of nothing at a mark');
}

/** Who slept at the mark would have passed it by then: that is left open. */
export function lookAsleep({ taking, socket, op }: Receiving, isWaiting: boolean): void {
  const { takes, copied, emptied } = taking;
  const isWhole = (op.flags & (S.MSG_WAITALL | S.MSG_PEEK)) === S.MSG_WAITALL;
  const lacks = isWhole && emptied && copied < op.size;
  const isEnded = socket.shutReceive || socket.error !== '';
  if (isWaiting && !isEnded && (takes.length === 0 || lacks))
    throw new Unmodelled('asleep at a mark');
}

/** Behind the refusals for want of a connection. */
export const urgentRefusals: readonly Refusal<Receiving>[] = [
  refusal(
    'recv.urgent.unsupported',
    'EOPNOTSUPP',
    'O01',
    'recv(2) MSG_OOB; af_unix.c __unix_dgram_recvmsg()',
    (v) => isUrgent(v.op) && !suits(v.socket, v.state),
    { strength: 'exact' },
  ),
  refusal(
    'recv.urgent.inline',
    'EINVAL',
    'O03',
    `${URG}; POSIX recv() EINVAL: MSG_OOB and no out-of-band data; socket(7) SO_OOBINLINE`,
    (v) => isUrgent(v.op) && isInline(v.socket),
    { strength: 'exact' },
  ),
  refusal(
    'recv.urgent.none',
    'EINVAL',
    'O03',
    `${URG}; POSIX recv() EINVAL: MSG_OOB and no out-of-band data`,
    (v) => isUrgent(v.op) && pendingOf(v.socket) === undefined,
    { strength: 'exact' },
  ),
];

/** The mark is passed, and nothing is behind it. */
const isLast = ({ taking, socket }: Receiving): boolean =>
  taking.passing !== undefined && taking.takes.length === 0 && !socket.shutReceive;
const drops = ({ taking, socket }: Receiving): boolean =>
  taking.passing?.over.includes(pendingOf(socket) as never) === true;

/** What a receive passes over leaves the queue, also if nothing comes of it. */
export function passMark({ state, op, socket, taking: { passing } }: Receiving): void {
  if (passing === undefined || (op.flags & S.MSG_PEEK) !== 0) return;
  for (const one of passing.over) unlink(state, socket, one);
  if (passing.inline !== undefined) settle(socket, passing.inline);
}
const passed = { strength: 'exact', effect: passMark } as const;

/** Of receives that do not wait. */
export const markRefusals: readonly Refusal<Receiving>[] = [
  refusal(
    'recv.peek-urgent.nothing',
    'EAGAIN',
    'O07',
    `${MARK}: peeks`,
    (v) => isLast(v) && peeks(v),
    { strength: 'exact' },
  ),
  refusal(
    'recv.mark.dropped',
    'EAGAIN',
    'O05',
    `${MARK}: oob_drop`,
    (v) => isLast(v) && drops(v),
    passed,
  ),
  refusal('recv.mark.taken', 'EAGAIN', 'O11', MARK, isLast, passed),
];

const R = {
  byte: rule('recv.urgent', 'O03', `${URG}; recv(2) MSG_OOB, POSIX recv()`, 'exact'),
  peeked: rule('recv.urgent.peek', 'O03', `${URG}; selftests af_unix/msg_oob.c peek_oob`, 'exact'),
  flags: rule('recvmsg.urgent.flags', 'O03', `recv(2) msg_flags: MSG_OOB; ${URG}`, 'exact'),
  alone: rule('recvmsg.urgent.alone', 'R24', `${URG}: nothing comes with the byte`, 'exact'),
  stops: rule('recv.mark.stops', 'O04', `${MARK}: oob_break; POSIX sockatmark()`, 'exact'),
  stopsBehind: rule('recv.mark.stops.taken', 'O04', `${MARK}: oob_ahead_break`, 'exact'),
  skips: rule('recv.mark.skips', 'O05', `${MARK}: oob_break_drop`, 'exact'),
  never: rule('recv.mark.passes', 'O08', `${MARK}: ex_oob_*, CVE-2025-38236`, 'exact'),
  peekSkips: rule('recv.mark.peek', 'O07', `${MARK}: peeks`, 'exact'),
  former: rule('recv.mark.former', 'O06', `${MARK}: ex_oob_ahead_break`, 'exact'),
  inline: rule('recv.mark.inline', 'O14', `${MARK}: inline_*; socket(7) SO_OOBINLINE`, 'exact'),
  end: rule('recv.end.mark', 'O12', 'af_unix.c unix_release_sock()', 'exact'),
};

/** Which clause the bytes stand for that come from a queue with a mark. */
export function ruleAtMark(v: Receiving): Rule | undefined {
  const { passing, takes } = v.taking;
  if (passing === undefined) return undefined;
  if (passing.inline !== undefined) return R.inline;
  if (drops(v)) return peeks(v) ? R.peekSkips : R.skips;
  if (takes.some(({ packet }) => packet.urgent === 'former')) return R.former;
  if (passing.stop !== undefined) return passing.stop.urgent === 'taken' ? R.stopsBehind : R.stops;
  return passing.over.length > 0 ? R.never : undefined;
}

/** Of the end that a peer left who had read all but the mark; undefined for all others. */
export const endAtMark = ({ socket: { peer } }: Receiving): Rule | undefined =>
  peer?.dead === true && peer.marks > 0 ? R.end : undefined;

/** MSG_OOB: the byte, without address, credentials and descriptors. */
export function allowUrgent(v: Receiving): Outcome {
  const { state, op, socket, taking } = v;
  const call = op.call as string;
  const { packet } = taking.takes[0] as Taking['takes'][number];
  const byte = peeks(v) ? R.peeked : R.byte;
  const expects: Expectation[] = [{ rule: byte, name: 'ret', want: 1 }];
  if (call !== 'recv') expects.push(...expectAddress(R.alone, 'nobody', op.space));
  if (call === 'recvmsg')
    expects.push(
      { rule: R.flags, name: 'flags', want: S.MSG_OOB },
      { rule: R.alone, name: 'creds', want: 'none' },
      { rule: R.alone, name: 'rights', want: 0 },
      { rule: R.alone, name: 'pidfd', want: ifObserved('none') },
    );
  return {
    errno: '',
    rule: packet.files === undefined ? byte : R.alone,
    expects,
    data: { rule: byte, pieces: [payload(packet.tag, packet.from, packet.to)] },
    ...(call === 'recvmsg' && { passed: { rule: R.alone, want: [] } }),
    commit: () => {
      if (!peeks(v)) takeByte(state, socket, packet);
    },
  };
}
