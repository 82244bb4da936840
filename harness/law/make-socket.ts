/** socket and socketpair. */

import * as S from '../abi/socket.ts';
import { type CallLaw, look, success, type View } from './call.ts';
import { belongTo, install, newSocket, openFile } from './fresh.ts';
import { atLimit, MADE, refuseBoth, roomOf } from './limit.ts';
import { pidKey } from './namespace.ts';
import { isNetlink } from './netlink.ts';
import { capableOverNetworkOf } from './network.ts';
import type { Slot } from './operation.ts';
import { beginPing, isPingMade, isPingOf, pingMakingRefusals, pingRuleOf } from './ping.ts';
import { beginRaw } from './raw-bind.ts';
import { type Refusal, type Rule, refusal, rule, Unmodelled } from './rule.ts';
import type { PeerCredentials, Process } from './state.ts';
import type { World } from './world.ts';

const TYPE_FLAGS = S.SOCK_NONBLOCK | S.SOCK_CLOEXEC;
const baseType = (type: number): number => type & 0xf;
const UNIX_TYPES: readonly number[] = [S.SOCK_STREAM, S.SOCK_DGRAM, S.SOCK_RAW, S.SOCK_SEQPACKET];
const isUnix = (v: Making): boolean => v.op.domain === S.AF_UNIX;

type Making = View<'socket'> | View<'socketpair'>;
const isRaw = (v: Making): boolean => isUnix(v) && baseType(v.op.type) === S.SOCK_RAW;

/** Raw sockets of these protocols meet no packet here. */
const RAW_PROTOCOLS: readonly number[] = [253, 254, S.IPPROTO_RAW];
const isInet = (v: Making): boolean => v.op.domain === S.AF_INET || v.op.domain === S.AF_INET6;
const isRawInet = (v: Making): boolean =>
  isInet(v) && baseType(v.op.type) === S.SOCK_RAW && RAW_PROTOCOLS.includes(v.op.protocol);

const making: readonly Refusal<Making>[] = [
  refusal(
    'socket.flags',
    'EINVAL',
    'C03',
    'socket(2) ERRORS EINVAL',
    (v) => (v.op.type & ~(0xf | TYPE_FLAGS)) !== 0,
  ),
  refusal(
    'socket.domain',
    'EAFNOSUPPORT',
    'C09',
    'socket(2) ERRORS EAFNOSUPPORT',
    (v) => v.op.domain < 0 || v.op.domain >= 46,
    { strength: 'posix' },
  ),
  refusal(
    'socket.type-range',
    'EINVAL',
    'C03',
    'socket(2) ERRORS EINVAL',
    (v) => baseType(v.op.type) >= 11,
  ),
  refusal(
    'socket.protocol',
    'EPROTONOSUPPORT',
    'C02',
    'unix(7) ERRORS EPROTONOSUPPORT',
    (v) => isUnix(v) && v.op.protocol !== 0 && v.op.protocol !== S.AF_UNIX,
  ),
  refusal(
    'socket.type',
    'ESOCKTNOSUPPORT',
    'C03',
    'unix(7) ERRORS ESOCKTNOSUPPORT',
    (v) => isUnix(v) && !UNIX_TYPES.includes(baseType(v.op.type)),
  ),
];

const R = {
  created: rule('socket.created', 'C01', 'socket(2), unix(7) DESCRIPTION'),
  raw: rule('socket.raw', 'C04', 'af_unix.c unix_create(): SOCK_RAW is SOCK_DGRAM', 'exact'),
  rawInet: rule('socket.raw.capable', 'P24', 'raw(7), capabilities(7) CAP_NET_RAW'),
  pair: rule('socketpair.connected', 'C08', 'socketpair(2), unix(7)', 'posix'),
};

/** SOCK_RAW on AF_UNIX becomes SOCK_DGRAM (unix_create). */
function effectiveType(domain: number, type: number): number {
  const base = baseType(type);
  return domain === S.AF_UNIX && base === S.SOCK_RAW ? S.SOCK_DGRAM : base;
}

function inetProtocol({ has }: World, type: number, protocol: number): number {
  if (type === S.SOCK_STREAM && (protocol === 0 || protocol === S.IPPROTO_TCP))
    return S.IPPROTO_TCP;
  if (type === S.SOCK_STREAM && protocol === S.IPPROTO_MPTCP && has.mptcp) return protocol;
  if (type === S.SOCK_RAW && RAW_PROTOCOLS.includes(protocol)) return protocol;
  if (type === S.SOCK_DGRAM && isPingOf(protocol)) return protocol;
  if (type === S.SOCK_DGRAM && (protocol === 0 || protocol === S.IPPROTO_UDP)) return S.IPPROTO_UDP;
  if (type === S.SOCK_DGRAM && protocol === S.IPPROTO_UDPLITE && has.udplite) return protocol;
  throw new Unmodelled(`protocol ${protocol} of type ${type}`);
}

/** Sockets for these slots. */
function makeSockets(view: View<'socket'>, slots: readonly Slot[]): void {
  const { state, op, me } = view;
  const inet = isInet(view);
  const other = op.domain !== S.AF_UNIX && !inet;
  if (other && !isNetlink(op, state.world)) throw new Unmodelled(`domain ${op.domain}`);
  const type = effectiveType(op.domain, op.type);
  // Who shares a port is known by the ids for files, too, which no document says.
  if (inet && me.cred.fsuid !== me.cred.euid) throw new Unmodelled('whose socket it is');
  const protocol = inet ? inetProtocol(state.world, type, op.protocol) : 0;
  for (const slot of slots) {
    const made = newSocket(state, me, op.domain, type, protocol);
    belongTo(me, made);
    if (isRawInet(view)) beginRaw(made, me);
    if (isPingMade(op)) beginPing(made);
    const file = openFile(state, made, 'rw', (op.type & S.SOCK_NONBLOCK) !== 0);
    install(state, op.by, slot, file, (op.type & S.SOCK_CLOEXEC) !== 0);
  }
}

function madeRule(view: View<'socket'>): Rule {
  if (isRawInet(view)) return R.rawInet;
  if (isPingMade(view.op)) return pingRuleOf(view);
  return isRaw(view) ? R.raw : R.created;
}

export const socket: CallLaw<'socket'> = {
  look,
  refusals: [
    ...making,
    refusal(
      'socket.raw.denied',
      'EPERM',
      'P24',
      'raw(7) ERRORS EPERM, capabilities(7) CAP_NET_RAW',
      (v) => isRawInet(v) && !capableOverNetworkOf(v.state, v.me, v.me, 'NET_RAW'),
    ),
    ...pingMakingRefusals,
    // One call for each slot: there may be room for some.
    refusal(
      'fd.limit',
      'EMFILE',
      'C10',
      'socket(2) ERRORS EMFILE',
      (v) => roomOf(v) < v.op.as.length,
      { strength: 'posix', effect: (v) => makeSockets(v, v.op.as.slice(0, roomOf(v))) },
    ),
  ],
  allow: (view) => {
    makeSockets(view, []);
    return success(madeRule(view), MADE, () => makeSockets(view, view.op.as));
  },
};

/** Credentials as SO_PEERCRED shows them: effective ids, at this moment. */
export function credentialsNow(me: Process): PeerCredentials {
  const { euid, egid, groups } = me.cred;
  return { pid: pidKey(me.pid, me), uid: euid, gid: egid, groups };
}

export const socketpair: CallLaw<'socketpair'> = {
  look: (state, op) => {
    const common = baseType(op.type) === S.SOCK_STREAM || baseType(op.type) === S.SOCK_DGRAM;
    if (op.domain === S.AF_INET && (!common || op.protocol !== 0))
      throw new Unmodelled('kinds of inet');
    const view = look(state, op);
    refuseBoth(view, 2, op.domain !== S.AF_UNIX || making.some((row) => row.when(view)));
    return view;
  },
  refusals: [
    ...making,
    atLimit(2, 'socketpair(2) ERRORS EMFILE'),
    refusal(
      'socketpair.inet',
      'EOPNOTSUPP',
      'C09',
      'socketpair(2) ERRORS EOPNOTSUPP',
      (v) => v.op.domain === S.AF_INET,
      { strength: 'posix' },
    ),
  ],
  allow: (view) => {
    const { state, op, me } = view;
    if (op.domain !== S.AF_UNIX) throw new Unmodelled(`pair of domain ${op.domain}`);
    const type = effectiveType(op.domain, op.type);
    return success(isRaw(view) ? R.raw : R.pair, MADE, () => {
      const ends = [0, 1].map(() => newSocket(state, me, op.domain, type, 0));
      for (const [i, end] of ends.entries()) {
        end.peer = ends[1 - i];
        belongTo(me, end);
        end.phase = 'connected';
        end.origin = 'pair';
        end.peercred = credentialsNow(me);
        install(
          state,
          op.by,
          op.as[i] ?? -1,
          openFile(state, end, 'rw', (op.type & S.SOCK_NONBLOCK) !== 0),
          (op.type & S.SOCK_CLOEXEC) !== 0,
        );
      }
    });
  },
};
