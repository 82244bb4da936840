/** Connections of TCP on loopback: who meets at which port, and by which names. What flows through them is not judged. */

import * as S from '../abi/socket.ts';
import { done, type FdView } from './call.ts';
import { newSocket } from './fresh.ts';
import {
  families,
  hold,
  isMapped,
  isWildcard,
  nameAt,
  sharing,
  spelledFor,
  unmapped,
  wildcardOf,
} from './inet-ports.ts';
import { between, type Expectation, type Outcome, type Rule, rule, Unmodelled } from './rule.ts';
import type { InetName, Socket, State } from './state.ts';

/** sizeof(struct sockaddr_in) and sizeof(struct sockaddr_in6). */
const [INET_LENGTH, INET6_LENGTH] = [16, 28];
/** What a port below this costs who binds it, it costs nobody who connects to it. */
const LOW = 1024;

const R = {
  low: rule('connect.inet.low-port', 'P22', 'ip(7), tcp(7): binding alone is privileged'),
  met: rule('connect.inet', 'P23', 'connect(2), tcp(7)', 'posix'),
  mapped: rule('connect.inet.mapped', 'P26', 'ipv6(7): v4-mapped on v6 addresses'),
};

/** Those who listen at a port, at whatever address. */
export function listeningAt(
  { ports }: State,
  { network: near }: Socket,
  port: number,
): readonly Socket[] {
  return ports.filter(
    ({ phase, inet, network }) => phase === 'listening' && inet?.port === port && network === near,
  );
}

/** By the family of the packets, which is that of IPv4 for a mapped address, and by the address. */
function hears(listener: Socket, { domain }: Socket, host: string): boolean {
  const own = listener.inet?.host ?? '';
  const family = domain === S.AF_INET || isMapped(host) ? S.AF_INET : S.AF_INET6;
  if (!families(listener, own).includes(family)) return false;
  return isWildcard(own) || unmapped(own) === unmapped(host);
}

/** The only one who listens at a port, if anybody does and the law speaks of it. */
export function listenerAt(
  state: State,
  socket: Socket,
  host: string,
  port: number,
): Socket | undefined {
  const all = listeningAt(state, socket, port);
  if (all.some(({ protocol, uncertain }) => protocol !== socket.protocol || uncertain))
    throw new Unmodelled('who of them hears it');
  const [one, another] = all.filter((listener) => hears(listener, socket, host));
  if (another !== undefined) throw new Unmodelled('who of them hears it');
  if (one === undefined) return undefined;
  // Beyond that the kernel lets those who connect wait for a second.
  if (one.pending.length > Math.max(0, one.backlog)) throw new Unmodelled('a queue that is full');
  return one;
}

/** From where loopback is reached, whichever of it is aimed at. */
const sourceFor = (socket: Socket, host: string): string =>
  spelledFor(socket, unmapped(host).startsWith('127.') ? '127.0.0.1' : host);

/** Both ends are there at once, and who listens accepts one of them. */
export function meetAt(
  view: Pick<FdView<'connect'>, 'state' | 'me' | 'socket'>,
  listener: Socket,
  host: string,
): Outcome {
  const { state, me, socket } = view;
  const port = listener.inet?.port ?? 0;
  const isOfBoth = listener.domain !== socket.domain || isMapped(host);
  return done(isOfBoth ? R.mapped : port < LOW ? R.low : R.met, () => {
    const own = socket.inet ?? nameAt(sourceFor(socket, host), -1, socket, me);
    hold(state, socket, {
      ...own,
      host: isWildcard(own.host) ? sourceFor(socket, host) : own.host,
    });
    const embryo = newSocket(state, socket, listener.domain, socket.type, listener.protocol);
    embryo.phase = 'connected';
    embryo.origin = 'accepted';
    embryo.peer = socket;
    embryo.embryoOf = listener;
    // As they are now, whenever it is accepted (inet_csk_clone_lock()).
    for (const [option, value] of listener.options) embryo.options.set(option, value);
    const met = { host: spelledFor(listener, unmapped(host)), port };
    hold(state, embryo, { ...met, given: met, binder: me.cred.euid, shares: sharing(listener) });
    socket.phase = 'connected';
    socket.peer = embryo;
    listener.pending.push(embryo);
  });
}

/** A name as getsockname, getpeername and accept tell it; one that is cut by its length alone. */
export function expectInetName(
  state: State,
  socket: Socket,
  room: number,
  rules: Readonly<Record<'name' | 'chosen' | 'cut', Rule>>,
  shown: Readonly<Pick<InetName, 'host' | 'port'>> | undefined = socket.inet,
  /** Who asks: of IPv6 it is told a mapped address, of IPv4 a plain one. */
  asker: Pick<Socket, 'domain'> = socket,
): Expectation[] {
  const v6 = asker.domain === S.AF_INET6;
  const length = v6 ? INET6_LENGTH : INET_LENGTH;
  if (room < length) return [{ rule: rules.cut, name: 'length', want: length }];
  const { host: own, port } = shown ?? { host: wildcardOf(socket), port: 0 };
  const host = asker.domain === socket.domain ? own : spelledFor(asker, own);
  const rule = port < 0 ? rules.chosen : rules.name;
  return [
    { rule: rules.name, name: 'length', want: length },
    { rule: rules.name, name: 'host', want: host },
    {
      rule,
      name: 'port',
      want: port < 0 ? between(...(socket.inet?.range ?? state.localPorts)) : port,
    },
  ];
}

/** A port that the kernel chose is known at first sight. */
export function learnPort({ inet }: Socket, seen: string | number | undefined): void {
  if (inet !== undefined && inet.port < 0 && typeof seen === 'number') inet.port = seen;
}
