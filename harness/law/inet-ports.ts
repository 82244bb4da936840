/** Who holds which port: whose addresses meet, and who shares a port with whom. */

import * as S from '../abi/socket.ts';
import { localPortsOf } from './network.ts';
import { Unmodelled } from './rule.ts';
import type { InetName, PortSharing, Process, Socket, State } from './state.ts';

const SHARING: readonly PortSharing[] = ['SO_REUSEADDR', 'SO_REUSEPORT'];
const WILDCARD = new Set(['0.0.0.0', '::']);
export const isWildcard = (host: string): boolean => WILDCARD.has(host);
/** IPv4-mapped addresses that the law knows, as the parser spells them. */
const MAPPED = new Map([
  ['::ffff:7f00:1', '127.0.0.1'],
  ['::ffff:7f00:2', '127.0.0.2'],
  ['::ffff:c000:201', '192.0.2.1'],
]);

/** The IPv4 address that an address stands for, or itself. */
export const unmapped = (host: string): string => MAPPED.get(host) ?? host;
export const isMapped = (host: string): boolean => MAPPED.has(host);

/** How a socket of this family spells an address of loopback. */
export function spelledFor({ domain }: Pick<Socket, 'domain'>, host: string): string {
  if (domain === S.AF_INET) return unmapped(host);
  for (const [mapped, plain] of MAPPED) if (plain === host) return mapped;
  return host;
}

/** What a socket is ready to share now. */
export function sharing(socket: Socket): readonly PortSharing[] {
  return SHARING.filter((option) => socket.options.get(option) === 1);
}

/** Options that were set after the bind: socket(7) wants them before it. */
export function refuseLateSharing(socket: Socket, { shares }: InetName): void {
  if (sharing(socket).join() !== shares.join()) throw new Unmodelled('shared since it was bound');
}

/** What a socket holds, or would: at a port below 0 the kernel chooses one, and has not told which. */
export function nameAt(
  host: string,
  port: number,
  socket: Socket,
  { cred }: Pick<Process, 'cred'>,
): InetName {
  const given = { host, port: Math.max(0, port) };
  return { host, port, given, binder: cred.euid, shares: sharing(socket) };
}

/** The address of nobody and everybody, in the family of a socket. */
export const wildcardOf = ({ domain }: Pick<Socket, 'domain'>): string =>
  domain === S.AF_INET6 ? '::' : '0.0.0.0';

/** TCP, and MPTCP which binds by it, have one set of ports. */
const portsOf = ({ protocol }: Socket): number =>
  protocol === S.IPPROTO_MPTCP ? S.IPPROTO_TCP : protocol;

/** The families whose packets a socket would get: ipv6(7), IPV6_V6ONLY. */
export function families(socket: Socket, host: string): readonly number[] {
  if (socket.domain === S.AF_INET || isMapped(host)) return [S.AF_INET];
  const both = host === '::' && socket.options.get('IPV6_V6ONLY') !== 1;
  return both ? [S.AF_INET, S.AF_INET6] : [S.AF_INET6];
}

/** Whether two sockets that want the same port get in each other's way. */
function meets(a: Socket, aName: InetName, b: Socket): boolean {
  const bName = b.inet;
  if (bName === undefined || a === b || portsOf(a) !== portsOf(b)) return false;
  if (aName.port !== bName.port || a.network !== b.network) return false;
  const [aHost, bHost] = [unmapped(aName.host), unmapped(bName.host)];
  const same = aHost === bHost || WILDCARD.has(aHost) || WILDCARD.has(bHost);
  const others = families(b, bName.host);
  return same && families(a, aName.host).some((family) => others.includes(family));
}

/** socket(7) speaks of the binders, sock.c of the makers: the law of those cases where both say the same. */
function sameUser(a: Socket, aName: InetName, b: Socket, bName: InetName): boolean {
  const sameMaker = a.maker === b.maker;
  if (sameMaker !== (aName.binder === bName.binder)) throw new Unmodelled('whose port it is');
  return sameMaker;
}

function shared(a: Socket, aName: InetName, b: Socket, bName: InetName): boolean {
  if (b.uncertain) throw new Unmodelled('waits for the collector');
  refuseLateSharing(b, bName);
  const both = (option: PortSharing): boolean =>
    aName.shares.includes(option) && bName.shares.includes(option);
  const listens = b.type === S.SOCK_STREAM && b.phase === 'listening';
  if (both('SO_REUSEADDR') && !listens) return true;
  return both('SO_REUSEPORT') && sameUser(a, aName, b, bName);
}

function rivalsOf(state: State, socket: Socket, wanted: InetName): readonly Socket[] {
  if (wanted.port <= 0) return [];
  const rivals = state.ports.filter((other) => meets(socket, wanted, other));
  if (rivals.some(({ phase }) => phase === 'connected')) throw new Unmodelled('a port in use');
  return rivals;
}

/** By what a port that is not taken is shared: by both options, what everybody set first. */
export function sharedBy(state: State, socket: Socket, wanted: InetName): PortSharing | undefined {
  const rivals = rivalsOf(state, socket, wanted);
  if (rivals.length === 0) return undefined;
  return SHARING.find((option) =>
    [wanted, ...rivals.map(({ inet }) => inet)].every((name) => name?.shares.includes(option)),
  );
}

/** Whether somebody has the port who does not share it. */
export function isTaken(state: State, socket: Socket, wanted: InetName): boolean {
  const rivals = rivalsOf(state, socket, wanted);
  const mine = rivals.filter((other) => other.inet && shared(socket, wanted, other, other.inet));
  if (mine.length === rivals.length) return false;
  if (wanted.shares.includes('SO_REUSEPORT')) refuseQuirks(socket, mine);
  return true;
}

/**
 * One who shares SO_REUSEPORT can hide another who does not (findings/udp-reuseport-takes-ports.md); of TCP one
 * who is gone, too (inet_connection_sock.c sk_reuseport_match()).
 */
function refuseQuirks(socket: Socket, mine: readonly Socket[]): void {
  if (
    socket.type === S.SOCK_STREAM ||
    mine.some((other) => other.inet?.shares.includes('SO_REUSEPORT'))
  )
    throw new Unmodelled('who shares the port hides who does not');
}

/** The socket has the name from now on, and the port if there is one. */
export function hold(state: State, socket: Socket, name: InetName): void {
  const isChosen = name.port < 0 && name.range === undefined;
  socket.inet = isChosen ? { ...name, range: localPortsOf(state, socket) } : name;
  if (name.port !== 0 && !state.ports.includes(socket)) state.ports.push(socket);
}

/** The port is free again. */
export function letGo(state: State, socket: Socket): void {
  const at = state.ports.indexOf(socket);
  if (at >= 0) state.ports.splice(at, 1);
}
