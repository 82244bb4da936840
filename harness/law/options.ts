/** getsockopt and setsockopt. */

import * as S from '../abi/socket.ts';
import {
  isBuffer,
  lookAtBuffer,
  setBuffer,
  setBufferRefusals,
  toldBuffer,
  toldBufferRefusals,
} from './buffers.ts';
import { type CallLaw, done, type FdView, lookFd, notOpen, notSocket, success } from './call.ts';
import type { OperationOf, SocketOption } from './operation.ts';
import { lookAtOffset, toldOffset } from './peek-offset.ts';
import { peercred, peergroups, peerpidfd, peerRefusals } from './peer-option.ts';
import {
  type Expectation,
  ifObserved,
  type Outcome,
  type Rule,
  refusal,
  rule,
  Unmodelled,
} from './rule.ts';
import type { Socket, State } from './state.ts';
import {
  isNoTime,
  isTime,
  lookAtTimeout,
  millisecondsGiven,
  type TimeOption,
  toldTimeout,
} from './timeout.ts';
import { setInqRefusals, toldInqRefusals } from './told-unread.ts';

const READ_ONLY: readonly SocketOption[] = [
  'SO_TYPE',
  'SO_DOMAIN',
  'SO_PROTOCOL',
  'SO_ERROR',
  'SO_ACCEPTCONN',
  'SO_PEERCRED',
];
/** What sockets with ports say of these levels, the law says nothing of. */
const OF_OTHER_LEVELS: readonly SocketOption[] = ['TCP_NODELAY', 'NO_LEVEL'];
const ABOVE_SOCKET: readonly SocketOption[] = [
  'IP_FREEBIND',
  'IP_BIND_ADDRESS_NO_PORT',
  'IPV6_V6ONLY',
  ...OF_OTHER_LEVELS,
];
/** Of the socket level, and of no kernel that the law knows. */
const UNKNOWN: readonly SocketOption[] = ['SO_OF_NOBODY', 'SO_RIGHTS_NOTRUNC'];
/** What an accepted socket has from its listener. */
const PASSED_ON: readonly SocketOption[] = ['SO_PASSCRED', 'SO_PASSPIDFD', 'SO_PASSSEC'];
const PASSES: readonly SocketOption[] = [...PASSED_ON, 'SO_PASSRIGHTS'];
const OF_SENDERS: readonly SocketOption[] = [...PASSES, 'SO_PEERSEC'];
const TIMEVAL = 16;
const INT = 4;

const R = {
  identity: rule('getsockopt.kind', 'C05', 'socket(7) SO_DOMAIN, SO_TYPE, SO_PROTOCOL'),
  error: rule(
    'getsockopt.error',
    'S26',
    'socket(7) SO_ERROR: get and clear the pending error',
    'posix',
  ),
  listening: rule('getsockopt.listening', 'S04', 'socket(7) SO_ACCEPTCONN', 'posix'),
  length: rule(
    'getsockopt.length',
    'C05',
    'getsockopt(2): the size of the value is returned',
    'posix',
  ),
  plain: rule('getsockopt.set-value', 'K16', 'socket(7), unix(7) SO_PASSCRED'),
  pidfds: rule('getsockopt.pass-pidfds', 'K38', 'unix(7) SO_PASSPIDFD; af_unix.c'),
  labels: rule('getsockopt.pass-labels', 'K35', 'unix(7) SO_PASSSEC'),
  set: rule('setsockopt.set', 'K16', 'socket(7), unix(7) SO_PASSCRED'),
  long: rule('setsockopt.long', 'C18', 'setsockopt(2); sock.c sock_setsockopt()', 'exact'),
  timeout: rule('getsockopt.timeout', 'S47', 'socket(7) SO_RCVTIMEO: a struct timeval'),
  sendTimeout: rule('getsockopt.send-timeout', 'S50', 'socket(7) SO_SNDTIMEO: a struct timeval'),
};

function lookOption<Name extends 'getsockopt' | 'setsockopt'>(
  state: State,
  op: OperationOf<Name>,
): FdView<Name> {
  const view = lookFd(state, op as never) as FdView<Name>;
  const { socket } = view;
  if (socket.domain === undefined) return view;
  const unix = socket.domain === S.AF_UNIX;
  if (!unix && socket.origin === 'accepted' && !OF_KIND.includes(op.option))
    throw new Unmodelled('what TCP inherits');
  if (!unix && OF_SENDERS.includes(op.option) && !isOfUnixAlone(view))
    throw new Unmodelled('inet credentials');
  if (socket.protocol === S.IPPROTO_MPTCP && !OF_KIND.includes(op.option))
    throw new Unmodelled('options of MPTCP');
  lookAtUnknown(state, op.option, unix);
  lookAtLabels(state, op.option);
  if (isTime(op.option)) lookAtTimeout(socket, 'value' in op ? Number(op.value) : 0);
  if (op.option === 'SO_PEEK_OFF') lookAtOffset(socket);
  lookAtBuffer(view as FdView<'getsockopt'>);
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

const above = (v: FdView<'getsockopt'> | FdView<'setsockopt'>): boolean =>
  v.socket.domain === S.AF_UNIX && ABOVE_SOCKET.includes(v.op.option);

function inetPassRefusals<Name extends 'getsockopt' | 'setsockopt'>(call: Name) {
  return [
    refusal<FdView<Name>>(
      `${call}.pass.inet`,
      'EOPNOTSUPP',
      'K41',
      'sock.c sk_may_scm_recv(), sk_is_unix()',
      isOfUnixAlone,
      { strength: 'exact' },
    ),
  ];
}

export const getsockopt: CallLaw<'getsockopt', FdView<'getsockopt'>> = {
  look: (state, op) => {
    // Protocols may tell their own options in one byte (ip_getsockopt()).
    if (op.room < (ABOVE_SOCKET.includes(op.option) ? INT : 0))
      throw new Unmodelled('so little room');
    if (op.as !== undefined && (op.option !== 'SO_PEERPIDFD' || op.room < INT))
      throw new Unmodelled('no descriptor');
    return lookOption(state, op);
  },
  refusals: [
    notOpen,
    notSocket,
    refusal(
      'getsockopt.level',
      'EOPNOTSUPP',
      'C13',
      'net/socket.c: no getsockopt of its own',
      above,
      { strength: 'exact' },
    ),
    refusal(
      'getsockopt.absent',
      'ENOPROTOOPT',
      'C13',
      'getsockopt(2) ERRORS ENOPROTOOPT',
      (v) => absentHere(v.state, v.op.option),
      { strength: 'posix' },
    ),
    unknownRefusal<'getsockopt'>('getsockopt'),
    ...inetPassRefusals<'getsockopt'>('getsockopt'),
    ...toldBufferRefusals,
    ...toldInqRefusals,
    ...peerRefusals,
  ],
  allow: (view) => optionOutcome(view),
};

function unknownRefusal<Name extends 'getsockopt' | 'setsockopt'>(call: Name) {
  return refusal<FdView<Name>>(
    `${call}.unknown`,
    'ENOPROTOOPT',
    'C13',
    `${call}(2) ERRORS ENOPROTOOPT; sock.c sk_${call}()`,
    ({ op }) => UNKNOWN.includes((op as OperationOf<Name>).option),
    { strength: 'posix' },
  );
}

function absentHere(state: State, option: SocketOption): boolean {
  const { has } = state.world;
  return (
    (option === 'SO_PEERGROUPS' && !has.peergroups) ||
    (option === 'SO_PEERPIDFD' && !has.peerpidfd) ||
    (option === 'SO_PASSPIDFD' && !has.passpidfd) ||
    (option === 'SO_PASSRIGHTS' && !has.passrights)
  );
}

/** An int: a room that is too short cuts it, and one that is too long is not filled. */
function int(
  { op: { room } }: FdView<'getsockopt'>,
  rule: Rule,
  want: Expectation['want'],
  then: () => void = () => undefined,
): Outcome {
  const length = { rule: R.length, name: 'length', want: ifObserved(Math.min(room, INT)) };
  if (room < INT) return success(R.length, [length], then);
  return success(rule, [{ rule, name: 'value', want }, length], then);
}

/** A struct timeval: cut in the same way. */
function time({ op: { room }, socket }: FdView<'getsockopt'>, option: TimeOption): Outcome {
  const rule = option === 'SO_RCVTIMEO' ? R.timeout : R.sendTimeout;
  const length = { rule: R.length, name: 'length', want: Math.min(room, TIMEVAL) };
  if (room < TIMEVAL) return success(R.length, [length], () => undefined);
  return success(
    rule,
    [{ rule, name: 'value', want: toldTimeout(socket, option) }, length],
    () => undefined,
  );
}

function optionOutcome(view: FdView<'getsockopt'>): Outcome {
  const { state, op, socket } = view;
  switch (op.option) {
    case 'SO_TYPE':
      return int(view, R.identity, socket.type);
    case 'SO_DOMAIN':
      return int(view, R.identity, socket.domain);
    case 'SO_PROTOCOL':
      return int(view, R.identity, socket.protocol);
    case 'SO_ACCEPTCONN':
      return int(view, R.listening, socket.phase === 'listening' ? 1 : 0);
    case 'SO_ERROR':
      return int(view, R.error, socket.error === '' ? 'none' : socket.error, () => {
        socket.error = '';
      });
    case 'SO_PASSCRED':
      return int(view, R.plain, socket.passCredentials ? 1 : 0);
    case 'SO_PASSPIDFD':
      return int(view, R.pidfds, socket.passPidfds ? 1 : 0);
    case 'SO_PASSRIGHTS':
      return int(view, R.plain, socket.passRights ? 1 : 0);
    case 'SO_PASSSEC':
      return int(view, R.labels, socket.passSecurity ? 1 : 0);
    case 'SO_PEERCRED':
      return peercred(view);
    case 'SO_PEERGROUPS':
      return peergroups(view);
    case 'SO_PEERPIDFD':
      return peerpidfd(view);
    case 'SO_SNDBUF':
    case 'SO_RCVBUF': {
      const { rule, want } = toldBuffer(state, socket, op.option);
      return int(view, rule, want);
    }
    case 'SO_PEEK_OFF': {
      const { rule, want } = toldOffset(socket);
      // A peek moves it on message by message.
      return { ...int(view, rule, want), piecemeal: true };
    }
    case 'SO_RCVTIMEO':
    case 'SO_SNDTIMEO':
      return time(view, op.option);
    default:
      return int(view, R.plain, socket.options.get(op.option) ?? 0);
  }
}

const REUSEPORT = 'socket(7) SO_REUSEPORT: AF_INET and AF_INET6; sock.c sk_setsockopt()';
const sharesName = ({ op, socket }: FdView<'setsockopt'>): boolean =>
  op.option === 'SO_REUSEPORT' && op.value !== 0 && socket.domain === S.AF_UNIX;

/** Before 6.13, and before that was repaired in older kernels, it could be set, and meant nothing. */
const reusePortRefusals = [
  refusal<FdView<'setsockopt'>>(
    'setsockopt.reuseport.unix',
    'EOPNOTSUPP',
    'B20',
    REUSEPORT,
    (v) => sharesName(v) && v.state.world.has.reusePortByInetAlone,
    { strength: 'exact' },
  ),
  refusal<FdView<'setsockopt'>>(
    'setsockopt.reuseport.unix-once',
    'EOPNOTSUPP',
    'B20',
    REUSEPORT,
    sharesName,
    { strength: 'exact', may: true },
  ),
];

const hasClients = ({ pending }: Partial<Socket>): boolean => (pending?.length ?? 0) > 0;

export const setsockopt: CallLaw<'setsockopt', FdView<'setsockopt'>> = {
  look: (state, op) => {
    const view = lookOption(state, op);
    if (['SO_PEERGROUPS', 'SO_PEERPIDFD', 'SO_PEERSEC'].includes(op.option))
      throw new Unmodelled('read-only');
    if (op.length !== undefined && op.length < 0) throw new Unmodelled('a negative length');
    if (
      op.length !== undefined &&
      op.length < INT &&
      ABOVE_SOCKET.includes(op.option) &&
      !above(view)
    )
      throw new Unmodelled('protocols take a byte, or look at nothing');
    const { passedOnAtConnect } = state.world.has;
    if (!passedOnAtConnect && PASSED_ON.includes(op.option) && hasClients(view.socket))
      throw new Unmodelled('inherited at connect since 6.16, at accept before');
    return view;
  },
  refusals: [
    notOpen,
    notSocket,
    refusal(
      'setsockopt.level',
      'EOPNOTSUPP',
      'C13',
      'net/socket.c: no setsockopt of its own',
      above,
      { strength: 'exact' },
    ),
    refusal(
      'setsockopt.short',
      'EINVAL',
      'C18',
      'setsockopt(2) ERRORS EINVAL; sock.c sock_setsockopt(): before the option is looked for',
      ({ op: { option, length } }) =>
        length !== undefined && length < (isTime(option) ? TIMEVAL : INT),
      { strength: 'posix' },
    ),
    refusal(
      'setsockopt.no-time',
      'EDOM',
      'X13',
      'POSIX setsockopt() EDOM; sock.c sock_set_timeout()',
      (v) => isTime(v.op.option) && isNoTime(v.op),
      { strength: 'posix' },
    ),
    refusal(
      'setsockopt.read-only',
      'ENOPROTOOPT',
      'C12',
      'socket(7): read-only options; setsockopt(2) ERRORS ENOPROTOOPT',
      (v) => READ_ONLY.includes(v.op.option),
    ),
    refusal(
      'setsockopt.absent',
      'ENOPROTOOPT',
      'C13',
      'setsockopt(2) ERRORS ENOPROTOOPT',
      (v) => absentHere(v.state, v.op.option),
      { strength: 'posix' },
    ),
    unknownRefusal<'setsockopt'>('setsockopt'),
    ...inetPassRefusals<'setsockopt'>('setsockopt'),
    ...setBufferRefusals,
    ...setInqRefusals,
    ...reusePortRefusals,
  ],
  allow: ({ state, op, socket }) =>
    done(op.length === undefined ? R.set : R.long, () => {
      if (op.option === 'SO_PASSCRED') socket.passCredentials = op.value !== 0;
      else if (op.option === 'SO_PASSPIDFD') socket.passPidfds = op.value !== 0;
      else if (op.option === 'SO_PASSRIGHTS') socket.passRights = op.value !== 0;
      else if (op.option === 'SO_PASSSEC') socket.passSecurity = op.value !== 0;
      else if (op.option === 'SO_INQ') socket.tellsUnread = op.value === 1;
      else if (isBuffer(op.option)) setBuffer(state, socket, op.option, op.value);
      else if (isTime(op.option)) socket.options.set(op.option, millisecondsGiven(op));
      else if (op.option === 'SO_PEEK_OFF') socket.options.set(op.option, op.value);
      else socket.options.set(op.option, op.value === 0 ? 0 : 1);
    }),
};
