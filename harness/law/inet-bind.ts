/** bind(2) on AF_INET and AF_INET6: the privileged ports, and who holds which port. */

import * as S from '../abi/socket.ts';
import { done, type FdView } from './call.ts';
import { confinedBindRefusals, confinedBindRule } from './confined-ports.ts';
import { type InetTarget, inetTarget } from './inet-address.ts';
import { hold, isMapped, isTaken, isWildcard, nameAt, sharedBy, unmapped } from './inet-ports.ts';
import { capableOverNetworkOf, isNew, localPortsOf, portStartOf } from './network.ts';
import { capable } from './permission.ts';
import { isPing } from './ping.ts';
import { type Outcome, type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { InetName, Socket } from './state.ts';

export type InetBindView = FdView<'bind'> & { readonly target: InetTarget };

export function lookInetBind(view: FdView<'bind'>): InetTarget {
  const target = inetTarget(view.op.address, view.socket.domain);
  const isKnown = ({ host }: { readonly host: string }): boolean =>
    KNOWN_HOSTS.has(unmapped(host)) || (host === GROUP && isOfOne(view.socket));
  if ('port' in target && !isKnown(target)) throw new Unmodelled(`host ${target.host}`);
  if (isNew(view.socket.network)) refuseUnknown(target);
  if (view.socket.inet?.port === 0) throw new Unmodelled('bound to an address without a port');
  if ('port' in target && mayBeChosen(view, target.port)) throw new Unmodelled('a chosen port');
  return target;
}

/** Of no use to whom a group is none: a stream, and what asks for an address of one (ping.c ping_check_bind_addr()). */
const isOfOne = (socket: Socket): boolean => socket.type === S.SOCK_STREAM || isPing(socket);

/** Addresses whose locality the law knows: loopback, wildcard, and two that no host here has. */
const LOCAL = new Set(['0.0.0.0', '127.0.0.1', '127.0.0.2', '::', '::1']);
const FOREIGN = new Set(['192.0.2.1', '2001:db8::1']);
/** Nobody’s own: a group of receivers. */
const GROUP = 'ff02::1';
const KNOWN_HOSTS = new Set([...LOCAL, ...FOREIGN]);

/** Whether somebody has a port that the kernel chose and nobody has seen, which may be this one. */
function mayBeChosen({ state, socket }: FdView<'bind'>, port: number): boolean {
  return state.ports.some((other) => {
    const { inet, network } = other;
    if (inet?.port !== -1 || network !== socket.network) return false;
    if (isPing(other) !== isPing(socket)) return false;
    const [low, high] = inet.range ?? localPortsOf(state, socket);
    return port >= low && port <= high;
  });
}

/** A new network has no address, not even that of loopback, and a range of ports of its own to choose from. */
function refuseUnknown(target: InetTarget): void {
  if (!('port' in target)) return;
  if (!isWildcard(target.host) || target.port === 0)
    throw new Unmodelled('addresses of a new network');
}

const port = (v: InetBindView): number => ('port' in v.target ? v.target.port : 0);
/** Nobody here has the address, and the socket does not insist on it. */
export const isForeign = (v: InetBindView): boolean =>
  'port' in v.target &&
  FOREIGN.has(unmapped(v.target.host)) &&
  !v.socket.options.get('IP_FREEBIND');
const v4 = (v: InetBindView): boolean => v.socket.domain === S.AF_INET;
/** The socket's network counts, wherever its holder is by now. */
const start = (v: InetBindView): number => portStartOf(v.state, v.socket);
const privileged = (v: InetBindView): boolean =>
  port(v) !== 0 &&
  port(v) < start(v) &&
  !capableOverNetworkOf(v.state, v.me, v.socket, 'NET_BIND_SERVICE');
const isOfAnother = ({ me, socket }: InetBindView): boolean => socket.network !== me.network;

const CITE = 'ip(7) ERRORS EACCES, capabilities(7) CAP_NET_BIND_SERVICE';
const NETWORK =
  'network_namespaces(7); af_inet.c inet_port_requires_bind_service(): of the network of the socket';
const SYSCTL = 'Documentation/networking/ip-sysctl.rst ip_unprivileged_port_start';

export const inetBindRefusals: readonly Refusal<InetBindView>[] = [
  ...confinedBindRefusals,
  refusal(
    'bind.inet6.group',
    'EINVAL',
    'P12',
    'ipv6(7): multicast; af_inet6.c __inet6_bind(): no stream has many receivers',
    (v) => 'host' in v.target && v.target.host === GROUP,
    { strength: 'exact' },
  ),
  refusal(
    'bind.inet.short',
    'EINVAL',
    'P11',
    'bind(2) ERRORS EINVAL: addrlen',
    (v) => v.target.kind === 'short',
    { strength: 'posix' },
  ),
  refusal(
    'bind.inet.family',
    'EAFNOSUPPORT',
    'P11',
    'af_inet.c __inet_bind(); POSIX bind() EAFNOSUPPORT',
    (v) => v.target.kind === 'family',
    { strength: 'posix' },
  ),
  refusal(
    'bind.inet.unspecified',
    'EAFNOSUPPORT',
    'P21',
    'af_inet.c __inet_bind(): AF_UNSPEC for INADDR_ANY alone',
    (v) => v.target.kind === 'unspecified',
    { strength: 'exact' },
  ),
  refusal(
    'bind.inet.foreign',
    'EADDRNOTAVAIL',
    'P11',
    'bind(2), ip(7) ERRORS EADDRNOTAVAIL',
    (v) => v4(v) && isForeign(v),
    { strength: 'posix' },
  ),
  refusal(
    'bind.port.network-of-the-socket',
    'EACCES',
    'P08',
    NETWORK,
    (v) => privileged(v) && isOfAnother(v),
  ),
  refusal(
    'bind.port.new-network',
    'EACCES',
    'P06',
    NETWORK,
    (v) => privileged(v) && isNew(v.socket.network),
  ),
  refusal(
    'bind.port.of-another-namespace',
    'EACCES',
    'P07',
    'user_namespaces(7), network_namespaces(7); af_inet.c: ns_capable() over the owner of the network',
    (v) => privileged(v) && capable(v.me, 'NET_BIND_SERVICE'),
  ),
  refusal(
    'bind.port.privileged',
    'EACCES',
    'P01',
    CITE,
    (v) => privileged(v) && port(v) < 1024 && start(v) === 1024 && v.me.cred.euid !== 0,
  ),
  refusal(
    'bind.port.root-without',
    'EACCES',
    'P02',
    CITE,
    (v) => privileged(v) && start(v) === 1024 && v.me.cred.euid === 0,
  ),
  refusal('bind.port.below-start', 'EACCES', 'P03', SYSCTL, privileged),
  refusal(
    'bind.inet.bound-already',
    'EINVAL',
    'P11',
    'bind(2) ERRORS EINVAL: already bound',
    (v) => v.socket.inet !== undefined,
    { strength: 'posix' },
  ),
  refusal(
    'bind.inet6.mapped',
    'EINVAL',
    'P15',
    'ipv6(7) IPV6_V6ONLY; af_inet6.c __inet6_bind(): mapped, and v6 only',
    (v) =>
      'port' in v.target && isMapped(v.target.host) && v.socket.options.get('IPV6_V6ONLY') === 1,
    { strength: 'exact' },
  ),
  refusal('bind.inet6.foreign', 'EADDRNOTAVAIL', 'P12', 'af_inet6.c __inet6_bind()', isForeign, {
    strength: 'posix',
  }),
  refusal('bind.inet.taken', 'EADDRINUSE', 'P11', 'bind(2) ERRORS EADDRINUSE', (v) => taken(v), {
    strength: 'posix',
  }),
];

/** The name that the bind is for. */
function wanted({ target, socket, me }: InetBindView): InetName | undefined {
  return 'port' in target ? nameAt(target.host, target.port, socket, me) : undefined;
}

function taken(v: InetBindView): boolean {
  const name = wanted(v);
  return name !== undefined && isTaken(v.state, v.socket, name);
}

const R = {
  unprivileged: rule(
    'bind.port.free',
    'P01',
    'ip(7), capabilities(7): any process may bind a port from the start of the unprivileged range',
  ),
  capable: rule('bind.port.capable', 'P02', 'capabilities(7) CAP_NET_BIND_SERVICE'),
  lowered: rule('bind.port.above-start', 'P03', SYSCTL),
  elsewhere: rule('bind.port.there', 'P08', NETWORK),
  none: rule('bind.port.no-rule', 'P04', SYSCTL),
  chosen: rule('bind.port.zero', 'P10', 'ip(7): port 0 means a chosen port'),
  later: rule('bind.port.later', 'P18', 'ip(7) IP_BIND_ADDRESS_NO_PORT'),
  agreed: rule('bind.inet.agreed', 'P16', 'socket(7) SO_REUSEADDR'),
  together: rule('bind.inet.together', 'P17', 'socket(7) SO_REUSEPORT'),
  freebind: rule('bind.inet.freebind', 'P13', 'ip(7) IP_FREEBIND'),
  unspecified: rule('bind.inet.any', 'P21', 'af_inet.c __inet_bind(): for old programs', 'exact'),
};

const chosenLater = (v: InetBindView): boolean =>
  port(v) === 0 && v.socket.options.get('IP_BIND_ADDRESS_NO_PORT') === 1;

function allowRule(view: InetBindView) {
  const { state } = view;
  if ('unspecified' in view.target) return R.unspecified;
  const confined = confinedBindRule(view);
  if (confined !== undefined) return confined;
  if (chosenLater(view)) return R.later;
  if ('host' in view.target && FOREIGN.has(unmapped(view.target.host))) return R.freebind;
  if (port(view) === 0) return R.chosen;
  const name = wanted(view);
  const shared = name && sharedBy(state, view.socket, name);
  if (shared !== undefined) return shared === 'SO_REUSEADDR' ? R.agreed : R.together;
  if (isOfAnother(view)) return R.elsewhere;
  const first = start(view);
  if (port(view) < first) return R.capable;
  if (first === 0) return R.none;
  return first === 1024 ? R.unprivileged : R.lowered;
}

export function allowInetBind(view: InetBindView): Outcome {
  const { state, socket } = view;
  return done(allowRule(view), () => {
    const name = wanted(view);
    if (name === undefined) return;
    const chosenNow = name.port === 0 && !chosenLater(view);
    hold(state, socket, chosenNow ? { ...name, port: -1 } : name);
  });
}
