/** Options of every socket that keep what they are set to: flags, numbers and a struct linger; who may set them, and to what. */

import * as S from '../abi/socket.ts';
import { type FdView, success } from './call.ts';
import { capableOverNetworkOf } from './network.ts';
import type { SocketOption } from './operation.ts';
import { capable } from './permission.ts';
import {
  anything,
  type Expectation,
  type Outcome,
  type Refusal,
  type Rule,
  refusal,
  rule,
  Unmodelled,
} from './rule.ts';
import type { Socket, State } from './state.ts';

type SetView = FdView<'setsockopt'>;
type ToldView = FdView<'getsockopt'>;

interface Kept {
  readonly initial: number;
  /** What is told when this was set. */
  readonly told: (value: number) => number;
  /** Of which sockets the law speaks; absent: of all. */
  readonly of?: (socket: Socket) => boolean;
}

const isUnix = ({ domain }: Socket): boolean => domain === S.AF_UNIX;
/** What comes with datagrams besides, the law says nothing of. */
const isStream = ({ type }: Socket): boolean => type === S.SOCK_STREAM;
/** From there on who waits for so many bytes, and who polls, is another matter. */
const isUnread = ({ domain, options }: Socket): boolean =>
  domain !== S.AF_UNIX || (options.get('SO_RCVLOWAT') ?? 1) === 1;

const flag = (of?: Kept['of']): Kept => ({
  ...{ initial: 0, told: (value: number) => (value === 0 ? 0 : 1) },
  ...(of && { of }),
});
const number = (initial: number, of?: Kept['of']): Kept => ({
  ...{ initial, told: (value: number) => value },
  ...(of && { of }),
});

const KEPT: Readonly<Partial<Record<SocketOption, Kept>>> = {
  SO_DEBUG: flag(),
  SO_DONTROUTE: flag(isUnix),
  SO_BROADCAST: flag(),
  SO_TIMESTAMP: flag(isStream),
  SO_TIMESTAMPNS: flag(isStream),
  SO_RXQ_OVFL: flag(isStream),
  SO_LOCK_FILTER: flag(),
  SO_PRIORITY: number(0),
  SO_MARK: number(0),
  SO_INCOMING_CPU: number(-1, isUnix),
  SO_BUSY_POLL: number(0),
  SO_RCVLOWAT: { initial: 1, told: (value) => (value === 0 ? 1 : value), of: isUnread },
  SO_SNDLOWAT: number(1),
};

/** sizeof(struct linger). */
export const LINGER = 8;
const SECONDS = 'SO_LINGER seconds';

/** What an accepted socket of TCP has from its listener. */
const OF_LISTENER: readonly SocketOption[] = [
  ...(['SO_KEEPALIVE', 'SO_OOBINLINE', 'SO_REUSEADDR', 'SO_REUSEPORT', 'SO_BROADCAST'] as const),
  ...(['SO_DEBUG', 'SO_TIMESTAMP', 'SO_TIMESTAMPNS', 'SO_RXQ_OVFL', 'SO_LOCK_FILTER'] as const),
  ...(['SO_MARK', 'SO_RCVLOWAT', 'SO_SNDLOWAT'] as const),
];
export const passesToAccepted = (option: SocketOption): boolean => OF_LISTENER.includes(option);

/** Where the law does not say what such an option is. */
export function lookAtKept({ state, socket, op }: SetView | ToldView): void {
  const { option } = op;
  if (option === 'SO_LINGER' && !isUnix(socket)) lookAtLinger(socket, 'value' in op);
  if (option === 'SO_BUSY_POLL') lookAtBusyPoll(state, socket, 'value' in op ? op.value : 1);
  if (option === 'SO_DEBUG' && state.world.buffers?.force === undefined)
    throw new Unmodelled('whose capabilities these are');
  if (KEPT[option]?.of?.(socket) === false) throw new Unmodelled('what this option does there');
  if (option === 'SO_RCVLOWAT' && 'value' in op && !isLow(socket, op.value))
    throw new Unmodelled('so many bytes to wait for');
}

/** A low-water mark that keeps nobody waiting. */
const isLow = (socket: Socket, value: number): boolean =>
  value >= 0 && value <= (isUnix(socket) ? 1 : 64);

/** Connections of TCP are made so that they end at once, and others are asked once they were told. */
function lookAtLinger({ type, options }: Socket, isSet: boolean): void {
  if (type === S.SOCK_STREAM || (!isSet && !options.has('SO_LINGER')))
    throw new Unmodelled('how sockets with ports linger');
}

/** At first it is what a sysctl says. */
function lookAtBusyPoll({ world }: State, { options }: Socket, value: number): void {
  if (!world.has.busyPoll || world.buffers?.force === undefined)
    throw new Unmodelled('no such option');
  if (!options.has('SO_BUSY_POLL') && value > 0) throw new Unmodelled('what net.core.busy_read is');
}

const isOf = ({ op }: SetView, ...options: readonly SocketOption[]): boolean =>
  options.includes(op.option);

/** CAP_NET_ADMIN over the network of the socket; since 5.17 CAP_NET_RAW will do. */
function mayMark({ state, me, socket }: SetView): boolean {
  if (capableOverNetworkOf(state, me, socket, 'NET_ADMIN')) return true;
  if (capableOverNetworkOf(state, me, socket, 'NET_RAW'))
    throw new Unmodelled('since 5.17 CAP_NET_RAW is enough');
  return false;
}

/** CAP_NET_ADMIN over the first user namespace, where anybody can have that. */
const isAdmin = ({ state, me }: SetView): boolean =>
  state.world.buffers?.force === true && capable(me, 'NET_ADMIN') && me.uids === undefined;

const isLocked = ({ socket }: SetView): boolean => socket.options.get('SO_LOCK_FILTER') === 1;
const isUncommon = (priority: number): boolean => priority < 0 || priority > 6;

export const setKeptRefusals: readonly Refusal<SetView>[] = [
  refusal(
    'setsockopt.priority.denied',
    'EPERM',
    'C33',
    'socket(7) SO_PRIORITY: outside of 0 to 6 it needs CAP_NET_ADMIN',
    (v) => isOf(v, 'SO_PRIORITY') && isUncommon(v.op.value) && !mayMark(v),
  ),
  refusal(
    'setsockopt.mark.denied',
    'EPERM',
    'C33',
    'socket(7) SO_MARK: CAP_NET_ADMIN',
    (v) => isOf(v, 'SO_MARK') && !mayMark(v),
  ),
  refusal(
    'setsockopt.debug.denied',
    'EACCES',
    'C33',
    'socket(7) SO_DEBUG; capabilities(7) CAP_NET_ADMIN: enable socket debugging',
    (v) => isOf(v, 'SO_DEBUG') && v.op.value !== 0 && !isAdmin(v),
  ),
  refusal(
    'setsockopt.busy-poll.denied',
    'EPERM',
    'C33',
    'socket(7) SO_BUSY_POLL: increasing it needs CAP_NET_ADMIN',
    (v) =>
      isOf(v, 'SO_BUSY_POLL') &&
      v.op.value > (v.socket.options.get('SO_BUSY_POLL') ?? 0) &&
      !isAdmin(v),
    // Newer kernels ask nobody for it any more.
    { may: true },
  ),
  refusal(
    'setsockopt.busy-poll.negative',
    'EINVAL',
    'C32',
    'socket(7) SO_BUSY_POLL: a time in microseconds; sock.c sk_setsockopt()',
    (v) => isOf(v, 'SO_BUSY_POLL') && v.op.value < 0,
    { strength: 'exact' },
  ),
  refusal(
    'setsockopt.filter.locked',
    'EPERM',
    'C34',
    'socket(7) SO_LOCK_FILTER: to remove a filter, or to disable the option',
    (v) =>
      isLocked(v) &&
      (isOf(v, 'SO_DETACH_FILTER') || (isOf(v, 'SO_LOCK_FILTER') && v.op.value === 0)),
  ),
  refusal(
    'setsockopt.filter.none',
    'ENOENT',
    'C34',
    'socket(7) SO_DETACH_FILTER; filter.c sk_detach_filter()',
    (v) => isOf(v, 'SO_DETACH_FILTER'),
    { strength: 'exact' },
  ),
  refusal(
    'setsockopt.send-low-water',
    'ENOPROTOOPT',
    'C32',
    'socket(7) SO_SNDLOWAT: not changeable on Linux',
    (v) => isOf(v, 'SO_SNDLOWAT'),
  ),
];

export const toldKeptRefusals: readonly Refusal<ToldView>[] = [
  refusal(
    'getsockopt.detach',
    'ENOPROTOOPT',
    'C34',
    'socket(7) SO_DETACH_FILTER: to be set; sock.c sk_getsockopt()',
    ({ op }) => op.option === 'SO_DETACH_FILTER',
    { strength: 'exact' },
  ),
];

/** Sets the option, if it is one of these. */
export function setKept({ op, socket: { options } }: SetView): boolean {
  const { option, value, micros = 0 } = op;
  if (option === 'SO_LINGER') {
    options.set(option, value === 0 ? 0 : 1);
    options.set(SECONDS, micros);
    return true;
  }
  const kept = KEPT[option];
  if (kept === undefined) return false;
  // The two kinds of times exclude each other, and who turns one off has none.
  if (option === 'SO_TIMESTAMP') options.set('SO_TIMESTAMPNS', 0);
  if (option === 'SO_TIMESTAMPNS') options.set('SO_TIMESTAMP', 0);
  options.set(option, kept.told(value));
  return true;
}

const R = {
  kept: rule('getsockopt.kept', 'C32', 'socket(7) Socket options'),
  times: rule('getsockopt.times', 'C36', 'socket(7) SO_TIMESTAMPNS: the two are exclusive'),
  initial: rule('getsockopt.initial', 'C32', 'socket(7) Socket options; POSIX 2.10.16'),
  linger: rule('getsockopt.linger', 'C31', 'socket(7) SO_LINGER: a struct linger', 'posix'),
  lingerLength: rule(
    'getsockopt.linger.length',
    'C31',
    'getsockopt(2): the size of the value is returned',
    'posix',
  ),
  inherited: rule('getsockopt.of-the-listener', 'C35', 'sock.c sk_clone_lock()', 'exact'),
  anew: rule('getsockopt.of-nobody', 'C35', 'af_unix.c unix_create1(), at connect', 'exact'),
};

/** By which rule an option is told that may have been another socket's. */
export function ruleOfKept({ origin, domain, options }: Socket, option: SocketOption): Rule {
  if (origin === 'accepted') return domain === S.AF_UNIX ? R.anew : R.inherited;
  if (option === 'SO_TIMESTAMP' || option === 'SO_TIMESTAMPNS') return R.times;
  return options.has(option) ? R.kept : R.initial;
}

/** What an option is told to be that keeps what it was set to. */
export function toldKept(socket: Socket, option: SocketOption): number | undefined {
  const kept = KEPT[option];
  return kept && (socket.options.get(option) ?? kept.initial);
}

/** A struct linger: cut by a room that is too short. How long nobody lingers is not told. */
export function toldLinger({ op: { room }, socket: { options } }: ToldView): Outcome {
  const length = { rule: R.lingerLength, name: 'length', want: Math.min(room, LINGER) };
  if (room < LINGER) return success(R.lingerLength, [length], () => undefined);
  const isOn = options.get('SO_LINGER') ?? 0;
  const seconds = isOn === 1 ? (options.get(SECONDS) ?? 0) : anything;
  const expects: Expectation[] = [
    { rule: R.linger, name: 'value', want: isOn },
    { rule: R.linger, name: 'seconds', want: seconds },
  ];
  return success(R.linger, [...expects, length], () => undefined);
}
