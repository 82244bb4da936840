/** What getsockopt and setsockopt make of an option alike: of which level and kind of socket it is, and whether it is there at all. */

import * as S from '../abi/socket.ts';
import { lookAtBuffer } from './buffers.ts';
import { type FdView, lookFd } from './call.ts';
import { LINGER, lookAtKept, passesToAccepted } from './kept-option.ts';
import type { OperationOf, SocketOption } from './operation.ts';
import { lookAtOffset } from './peek-offset.ts';
import { type Refusal, refusal, Unmodelled } from './rule.ts';
import type { Socket, State } from './state.ts';
import { isTime, lookAtTimeout } from './timeout.ts';

/** What sockets with ports say of these levels, the law says nothing of. */
const OF_OTHER_LEVELS: readonly SocketOption[] = ['TCP_NODELAY', 'NO_LEVEL'];
export const ABOVE_SOCKET: readonly SocketOption[] = [
  'IP_FREEBIND',
  'IP_BIND_ADDRESS_NO_PORT',
  'IPV6_V6ONLY',
  ...OF_OTHER_LEVELS,
];
/** Of the socket level, and of no kernel that the law knows. */
const UNKNOWN: readonly SocketOption[] = ['SO_OF_NOBODY', 'SO_RIGHTS_NOTRUNC'];
/** What an accepted socket has from its listener. */
export const PASSED_ON: readonly SocketOption[] = ['SO_PASSCRED', 'SO_PASSPIDFD', 'SO_PASSSEC'];
const PASSES: readonly SocketOption[] = [...PASSED_ON, 'SO_PASSRIGHTS'];
const OF_SENDERS: readonly SocketOption[] = [...PASSES, 'SO_PEERSEC'];
/** sizeof(struct timeval) and sizeof(int). */
export const [TIMEVAL, INT] = [16, 4] as const;

/** sizeof the value of an option. */
export function lengthOf(option: SocketOption): number {
  if (isTime(option)) return TIMEVAL;
  return option === 'SO_LINGER' ? LINGER : INT;
}

export function lookOption<Name extends 'getsockopt' | 'setsockopt'>(
  state: State,
  op: OperationOf<Name>,
): FdView<Name> {
  const view = lookFd(state, op as never) as FdView<Name>;
  const { socket } = view;
  if (socket.domain === undefined) return view;
  const unix = socket.domain === S.AF_UNIX;
  const isOpen = !OF_KIND.includes(op.option) && !passesToAccepted(op.option);
  if (!unix && socket.origin === 'accepted' && isOpen) throw new Unmodelled('what TCP inherits');
  if (!unix && OF_SENDERS.includes(op.option) && !isOfUnixAlone(view))
    throw new Unmodelled('inet credentials');
  if (socket.protocol === S.IPPROTO_MPTCP && !OF_KIND.includes(op.option))
    throw new Unmodelled('options of MPTCP');
  lookAtUnknown(state, op.option, unix);
  lookAtLabels(state, op.option);
  if (isTime(op.option)) lookAtTimeout(socket, 'value' in op ? Number(op.value) : 0);
  if (op.option === 'SO_PEEK_OFF') lookAtOffset(socket);
  lookAtBuffer(view as FdView<'getsockopt'>);
  lookAtKept(view as FdView<'getsockopt'>);
  if (op.option === 'IPV6_V6ONLY' && socket.domain === S.AF_INET)
    throw new Unmodelled('v6 option on v4');
  if (op.option === 'IPV6_V6ONLY' && socket.inet !== undefined)
    throw new Unmodelled('v6 only by what it is bound to');
  if (op.option.startsWith('IP_') && socket.domain === S.AF_INET6)
    throw new Unmodelled('v4 option on v6');
  return view;
}

/** An option of messages of AF_UNIX, asked of a socket with ports (sock.c sk_may_scm_recv(), since 6.16). */
function isOfUnixAlone<Name extends 'getsockopt' | 'setsockopt'>({
  state,
  op,
  socket,
}: FdView<Name>): boolean {
  const { option } = op as OperationOf<Name>;
  return (
    state.world.has.passedByUnixAlone &&
    socket.domain !== undefined &&
    socket.domain !== S.AF_UNIX &&
    PASSES.includes(option)
  );
}

/** Of levels the law speaks where there is one alone, and of numbers that are none (yet). */
function lookAtUnknown({ world: { has } }: State, option: SocketOption, isUnix: boolean): void {
  if (!isUnix && OF_OTHER_LEVELS.includes(option)) throw new Unmodelled('levels of protocols');
  if (option === 'SO_RIGHTS_NOTRUNC' && !has.rightsTruncated)
    throw new Unmodelled('descriptors that a module denies');
}

/** Of labels the law speaks where there are none, and of SO_INQ where there is one. */
function lookAtLabels({ world: { has } }: State, option: SocketOption): void {
  if (option === 'SO_PASSSEC' && !(has.passsec && has.unlabelled)) throw new Unmodelled('labels');
  if (option === 'SO_PEERSEC' && !has.unlabelled) throw new Unmodelled('labels');
  if (option === 'SO_INQ' && !has.inq) throw new Unmodelled('no such option');
}

/** Told alike of every socket of a kind, however it came to be. */
const OF_KIND: readonly SocketOption[] = ['SO_TYPE', 'SO_DOMAIN', 'SO_PROTOCOL', 'SO_ACCEPTCONN'];

/** Of a level that a socket of AF_UNIX does not have. */
export const isAbove = ({ domain }: Socket, option: SocketOption): boolean =>
  domain === S.AF_UNIX && ABOVE_SOCKET.includes(option);

export const levelRefusal = <Name extends 'getsockopt' | 'setsockopt'>(
  call: Name,
): Refusal<FdView<Name>> =>
  refusal(
    `${call}.level`,
    'EOPNOTSUPP',
    'C13',
    `net/socket.c: no ${call} of its own`,
    ({ socket, op }) => isAbove(socket, (op as OperationOf<Name>).option),
    { strength: 'exact' },
  );

/** An option that nobody has here, no kernel has at all, or sockets with ports have not. */
export const absentRefusals = <Name extends 'getsockopt' | 'setsockopt'>(
  call: Name,
): readonly Refusal<FdView<Name>>[] => [
  refusal(
    `${call}.absent`,
    'ENOPROTOOPT',
    'C13',
    `${call}(2) ERRORS ENOPROTOOPT`,
    ({ state, op }) => absentHere(state, (op as OperationOf<Name>).option),
    { strength: 'posix' },
  ),
  refusal(
    `${call}.unknown`,
    'ENOPROTOOPT',
    'C13',
    `${call}(2) ERRORS ENOPROTOOPT; sock.c sk_${call}()`,
    ({ op }) => UNKNOWN.includes((op as OperationOf<Name>).option),
    { strength: 'posix' },
  ),
  refusal(
    `${call}.pass.inet`,
    'EOPNOTSUPP',
    'K41',
    'sock.c sk_may_scm_recv(), sk_is_unix()',
    isOfUnixAlone,
    { strength: 'exact' },
  ),
];

/** Options that older kernels do not have. */
function absentHere(state: State, option: SocketOption): boolean {
  const { has } = state.world;
  return (
    (option === 'SO_PEERGROUPS' && !has.peergroups) ||
    (option === 'SO_PEERPIDFD' && !has.peerpidfd) ||
    (option === 'SO_PASSPIDFD' && !has.passpidfd) ||
    (option === 'SO_PASSRIGHTS' && !has.passrights)
  );
}
