/** setsockopt. */

import * as S from '../abi/socket.ts';
import { isBuffer, setBuffer, setBufferRefusals } from './buffers.ts';
import { type CallLaw, done, type FdView, notOpen, notSocket } from './call.ts';
import { setKept, setKeptRefusals } from './kept-option.ts';
import type { OperationOf, SocketOption } from './operation.ts';
import {
  ABOVE_SOCKET,
  absentRefusals,
  INT,
  isAbove,
  lengthOf,
  levelRefusal,
  lookOption,
  PASSED_ON,
} from './option.ts';
import { refusal, rule, Unmodelled } from './rule.ts';
import type { Socket } from './state.ts';
import { isNoTime, isTime, millisecondsGiven } from './timeout.ts';
import { setInqRefusals } from './told-unread.ts';

const READ_ONLY: readonly SocketOption[] = [
  'SO_TYPE',
  'SO_DOMAIN',
  'SO_PROTOCOL',
  'SO_ERROR',
  'SO_ACCEPTCONN',
  'SO_PEERCRED',
];

const R = {
  set: rule('setsockopt.set', 'K16', 'socket(7), unix(7) SO_PASSCRED'),
  long: rule('setsockopt.long', 'C18', 'setsockopt(2); sock.c sock_setsockopt()', 'exact'),
};

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

/** More bytes than the value has are fine. */
const ruleOf = ({ length, option }: OperationOf<'setsockopt'>) =>
  length === undefined || length === lengthOf(option) ? R.set : R.long;

function set({ state, op, socket }: FdView<'setsockopt'>): void {
  if (op.option === 'SO_PASSCRED') socket.passCredentials = op.value !== 0;
  else if (op.option === 'SO_PASSPIDFD') socket.passPidfds = op.value !== 0;
  else if (op.option === 'SO_PASSRIGHTS') socket.passRights = op.value !== 0;
  else if (op.option === 'SO_PASSSEC') socket.passSecurity = op.value !== 0;
  else if (op.option === 'SO_INQ') socket.tellsUnread = op.value === 1;
  else if (isBuffer(op.option)) setBuffer(state, socket, op.option, op.value);
  else if (isTime(op.option)) socket.options.set(op.option, millisecondsGiven(op));
  else if (op.option === 'SO_PEEK_OFF') socket.options.set(op.option, op.value);
  else socket.options.set(op.option, op.value === 0 ? 0 : 1);
}

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
      !isAbove(view.socket, op.option)
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
    levelRefusal('setsockopt'),
    refusal(
      'setsockopt.short',
      'EINVAL',
      'C18',
      'setsockopt(2) ERRORS EINVAL; sock.c sock_setsockopt(): before the option is looked for',
      ({ op: { option, length } }) => length !== undefined && length < lengthOf(option),
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
    ...absentRefusals('setsockopt'),
    ...setBufferRefusals,
    ...setInqRefusals,
    ...setKeptRefusals,
    ...reusePortRefusals,
  ],
  allow: (view) => done(ruleOf(view.op), () => setKept(view) || set(view)),
};
