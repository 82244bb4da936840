/** bind(2) on AF_INET and AF_INET6: the privileged ports, and who holds which port. */

import * as S from '../abi/socket.ts';
import { done, type FdView } from './call.ts';
import { capable, capableOverNetwork } from './permission.ts';
import { type Outcome, type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { InetName, Socket, State } from './state.ts';
import { type InetTarget, inetTarget } from './unix-address.ts';

export type InetBindView = FdView<'bind'> & { readonly target: InetTarget };

export function lookInetBind(view: FdView<'bind'>): InetTarget {
  const target = inetTarget(view.op.address, view.socket.domain);
  if ('port' in target && !KNOWN_HOSTS.has(target.host))
    throw new Unmodelled(`host ${target.host}`);
  return target;
}

/** Addresses whose locality the law knows: loopback, wildcard, and two that no host here has. */
const LOCAL = new Set(['0.0.0.0', '127.0.0.1', '127.0.0.2', '::', '::1']);
const FOREIGN = new Set(['192.0.2.1', '2001:db8::1']);
const KNOWN_HOSTS = new Set([...LOCAL, ...FOREIGN]);

const port = (v: InetBindView): number => ('port' in v.target ? v.target.port : 0);
const foreign = (v: InetBindView): boolean =>
  'port' in v.target && FOREIGN.has(v.target.host) && !v.socket.options.get('IP_FREEBIND');
const v4 = (v: InetBindView): boolean => v.socket.domain === S.AF_INET;
const privileged = (v: InetBindView): boolean =>
  port(v) !== 0 && port(v) < v.state.portStart && !capableOverNetwork(v.me, 'NET_BIND_SERVICE');

const CITE = 'ip(7) ERRORS EACCES, capabilities(7) CAP_NET_BIND_SERVICE';
const SYSCTL = 'Documentation/networking/ip-sysctl.rst ip_unprivileged_port_start';

export const inetBindRefusals: readonly Refusal<InetBindView>[] = [
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
    'bind.inet.foreign',
    'EADDRNOTAVAIL',
    'P11',
    'bind(2), ip(7) ERRORS EADDRNOTAVAIL',
    (v) => v4(v) && foreign(v),
    { strength: 'posix' },
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
    (v) => privileged(v) && port(v) < 1024 && v.state.portStart === 1024 && v.me.cred.euid !== 0,
  ),
  refusal(
    'bind.port.root-without',
    'EACCES',
    'P02',
    CITE,
    (v) => privileged(v) && v.state.portStart === 1024 && v.me.cred.euid === 0,
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
  refusal('bind.inet6.foreign', 'EADDRNOTAVAIL', 'P12', 'af_inet6.c __inet6_bind()', foreign, {
    strength: 'posix',
  }),
  refusal('bind.inet.taken', 'EADDRINUSE', 'P11', 'bind(2) ERRORS EADDRINUSE', (v) => taken(v), {
    strength: 'posix',
  }),
];

const WILDCARD = new Set(['0.0.0.0', '::']);

/** Whether two sockets that want the same port get in each other's way. */
function collides(a: Socket, aName: InetName, b: Socket): boolean {
  const bName = b.inet;
  if (bName === undefined || a.protocol !== b.protocol || aName.port !== bName.port) return false;
  if (a.network !== b.network) return false;
  if (a.domain === b.domain) {
    return aName.host === bName.host || WILDCARD.has(aName.host) || WILDCARD.has(bName.host);
  }
  const [six, sixName, fourName] = a.domain === S.AF_INET6 ? [a, aName, bName] : [b, bName, aName];
  if (six.options.get('IPV6_V6ONLY')) return false;
  // A v6 wildcard also takes the v4 port; other v6 addresses are a world of their own.
  return sixName.host === '::' && fourName.host !== '';
}

function taken(v: InetBindView): boolean {
  if (!('port' in v.target) || v.target.port === 0) return false;
  const wanted = { host: v.target.host, port: v.target.port };
  const rivals = v.state.ports.filter((other) => collides(v.socket, wanted, other));
  const shares = (socket: Socket): boolean =>
    ['SO_REUSEADDR', 'SO_REUSEPORT'].some((option) => socket.options.get(option) === 1);
  if (rivals.length > 0 && shares(v.socket)) throw new Unmodelled('shared ports');
  return rivals.length > 0;
}

const R = {
  unprivileged: rule(
    'bind.port.free',
    'P01',
    'ip(7), capabilities(7): any process may bind a port from the start of the unprivileged range',
  ),
  capable: rule('bind.port.capable', 'P02', 'capabilities(7) CAP_NET_BIND_SERVICE'),
  lowered: rule('bind.port.above-start', 'P03', SYSCTL),
  none: rule('bind.port.no-rule', 'P04', SYSCTL),
  chosen: rule('bind.port.zero', 'P10', 'ip(7): port 0 means a chosen port'),
};

function allowRule({ state, target }: InetBindView) {
  const wanted = 'port' in target ? target.port : 0;
  if (wanted === 0) return R.chosen;
  if (wanted < state.portStart) return R.capable;
  if (state.portStart === 0) return R.none;
  return state.portStart === 1024 ? R.unprivileged : R.lowered;
}

export function allowInetBind(view: InetBindView): Outcome {
  const { state, socket, target } = view;
  return done(allowRule(view), () => {
    if (!('port' in target)) return;
    socket.inet = { host: target.host, port: target.port === 0 ? -1 : target.port };
    hold(state, socket);
  });
}

function hold(state: State, socket: Socket): void {
  state.ports.push(socket);
}
