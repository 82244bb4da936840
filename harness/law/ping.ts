/** Ping sockets, of ICMP and ICMPv6: whose groups make them, and what a peer gives them. */

import * as S from '../abi/socket.ts';
import { done, type FdView, type View } from './call.ts';
import { hold, isWildcard, nameAt, wildcardOf } from './inet-ports.ts';
import { pingGroupsOf } from './network.ts';
import type { OperationOf } from './operation.ts';
import { type Outcome, type Refusal, type Rule, refusal, rule, Unmodelled } from './rule.ts';
import type { Groups, InetName, Process, Socket, State } from './state.ts';
import type { Aim } from './udp-connect.ts';

/** The identifier of an echo has 16 bits, and 0 is none (ping.c ping_get_port()). */
export const IDENTIFIERS = [1, 65_535] as const;

export const isPingOf = (protocol: number): boolean =>
  protocol === S.IPPROTO_ICMP || protocol === S.IPPROTO_ICMPV6;

export const isPing = ({ domain, type, protocol }: Socket): boolean =>
  domain !== S.AF_UNIX && type === S.SOCK_DGRAM && isPingOf(protocol);

/** Of the family whose echoes it is for. */
const PROTOCOLS: Readonly<Record<number, number>> = {
  [S.AF_INET]: S.IPPROTO_ICMP,
  [S.AF_INET6]: S.IPPROTO_ICMPV6,
};

type Made = OperationOf<'socket'>;

const baseType = ({ type }: Made): number => type & 0xf;

export const isPingMade = (op: Made): boolean =>
  baseType(op) === S.SOCK_DGRAM && PROTOCOLS[op.domain] === op.protocol;

const isIn = ([first, last]: Groups, group: number): boolean => group >= first && group <= last;

function groupsHere(state: State, me: Process): Groups {
  const groups = pingGroupsOf(state, me);
  if (groups === undefined) throw new Unmodelled('groups of ping sockets');
  return groups;
}

/** Of the effective id, and of the others. */
function isOfGroups({ state, me }: View<'socket'>): boolean {
  const range = groupsHere(state, me);
  return [me.cred.egid, ...me.cred.groups].some((group) => isIn(range, group));
}

/** A protocol of messages about IP, where it has none of its own: of streams, or of the other family. */
function isOfOthers({ state, op }: View<'socket'>): boolean {
  if (state.world.pingGroups === undefined || PROTOCOLS[op.domain] === undefined) return false;
  if (!isPingOf(op.protocol) || isPingMade(op)) return false;
  return baseType(op) === S.SOCK_STREAM || baseType(op) === S.SOCK_DGRAM;
}

export const pingMakingRefusals: readonly Refusal<View<'socket'>>[] = [
  refusal(
    'socket.ping.protocol',
    'EPROTONOSUPPORT',
    'P29',
    'socket(2) ERRORS EPROTONOSUPPORT; af_inet.c inet_create(), af_inet6.c inet6_create()',
    isOfOthers,
    { strength: 'posix' },
  ),
  refusal(
    'socket.ping.denied',
    'EACCES',
    'P29',
    'icmp(7) ping_group_range; socket(2) ERRORS EACCES',
    (v) => isPingMade(v.op) && !isOfGroups(v),
  ),
];

const R = {
  group: rule('socket.ping.group', 'P29', 'icmp(7) ping_group_range'),
  supplementary: rule(
    'socket.ping.supplementary',
    'P29',
    'icmp(7) ping_group_range; ping.c ping_init_sock(): every group of the caller',
  ),
  met: rule('connect.ping', 'P30', 'connect(2), icmp(7)', 'exact'),
};

/** By which group it was made. */
export function pingRuleOf({ state, me }: View<'socket'>): Rule {
  return isIn(groupsHere(state, me), me.cred.egid) ? R.group : R.supplementary;
}

/** Set at first: INET_PROTOSW_REUSE (af_inet.c), and no packets of IPv4 (ping.c ping_init_sock()). */
export function beginPing(socket: Socket): void {
  socket.options.set('SO_REUSEADDR', 1);
  if (socket.domain === S.AF_INET6) socket.options.set('IPV6_V6ONLY', 1);
}

/** A name with an identifier that the kernel chooses. */
export function chosenName(
  host: string,
  socket: Socket,
  me: Pick<Process, 'cred'>,
): Omit<InetName, 'port'> & { readonly port: number } {
  return { ...nameAt(host, -1, socket, me), range: IDENTIFIERS };
}

const SOURCE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** It has a peer, an identifier, and the address from which the peer is reached. */
export function meetPing(
  { state, me, socket }: Pick<FdView<'connect'>, 'state' | 'me' | 'socket'>,
  aim: Aim,
): Outcome {
  return done(R.met, () => {
    const own = socket.inet ?? chosenName(wildcardOf(socket), socket, me);
    const host = isWildcard(own.host) ? (SOURCE[own.host] ?? own.host) : own.host;
    hold(state, socket, { ...own, host });
    socket.remote = aim;
  });
}
