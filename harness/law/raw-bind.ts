/** bind of raw sockets: an address alone. The port is no port, and no capability is asked for it. */

import * as S from '../abi/socket.ts';
import { done } from './call.ts';
import { type InetBindView, isForeign } from './inet-bind.ts';
import { isMapped, nameAt, wildcardOf } from './inet-ports.ts';
import { type Outcome, type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { InetName, Process, Socket } from './state.ts';

export const isRaw = ({ domain, type }: Socket): boolean =>
  domain !== S.AF_UNIX && type === S.SOCK_RAW;

/** As getsockname tells it: the number of the protocol where others have a port (af_inet.c inet_create()). */
export function beginRaw(socket: Socket, me: Pick<Process, 'cred'>): void {
  socket.inet = rawName(wildcardOf(socket), socket, me);
  // Set at first (af_inet.c, INET_PROTOSW_REUSE).
  socket.options.set('SO_REUSEADDR', 1);
}

function rawName(host: string, socket: Socket, me: Pick<Process, 'cred'>): InetName {
  return nameAt(host, socket.protocol, socket, me);
}

export const rawBindRefusals: readonly Refusal<InetBindView>[] = [
  refusal(
    'bind.raw.short',
    'EINVAL',
    'P24',
    'bind(2) ERRORS EINVAL: addrlen',
    (v) => v.target.kind === 'short',
    { strength: 'posix' },
  ),
  refusal(
    'bind.raw.mapped',
    'EADDRNOTAVAIL',
    'P24',
    'raw.c rawv6_bind(): raw sockets of IPv6 are of that alone',
    ({ target }) => 'host' in target && isMapped(target.host),
    { strength: 'exact' },
  ),
  refusal(
    'bind.raw.foreign',
    'EADDRNOTAVAIL',
    'P24',
    'bind(2), raw(7); raw.c raw_bind()',
    isForeign,
    { strength: 'posix' },
  ),
];

const BOUND = rule('bind.raw', 'P24', 'ip(7): raw sockets have no ports; raw(7)');

export function allowRawBind({ target, socket, me }: InetBindView): Outcome {
  if (!('port' in target)) throw new Unmodelled('families of raw sockets');
  return done(BOUND, () => {
    socket.inet = rawName(target.host, socket, me);
  });
}
