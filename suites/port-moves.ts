/** Moves of sockets with ports. */

import * as S from '../harness/abi/socket.ts';
import type { Address, Slot } from '../harness/law/operation.ts';
import type { Walk } from '../harness/scenario/walk.ts';
import { type Move, target } from './moves.ts';

const V4 = ['0.0.0.0', '127.0.0.1', '127.0.0.2'] as const;
/** The last is 127.0.0.1, mapped. */
const V6 = ['::', '::1', '::ffff:7f00:1'] as const;

/** Of no use to a stream. */
const GROUP = 'ff02::1';

/** A port near a boundary, or anywhere. */
export function somePort(walk: Walk): number {
  const { choose } = walk;
  const start = walk.state.portStart;
  switch (choose.int(0, 3)) {
    case 0:
      return choose.int(1, 1023);
    case 1:
      return choose.int(1024, 65_535);
    case 2:
      return choose.one([1, 2, 22, 80, 443, 1022, 1023, 1024, 1025, 32_767, 65_534, 65_535]);
    default:
      return Math.min(65_535, Math.max(1, start + choose.int(-2, 2)));
  }
}

export function newInet(walk: Walk): { readonly fd: number; readonly domain: number } {
  const { choose } = walk;
  const fd = walk.slot();
  const domain = walk.state.world.has.inet6 ? choose.one([S.AF_INET, S.AF_INET6]) : S.AF_INET;
  const type = choose.one([S.SOCK_STREAM, S.SOCK_DGRAM]);
  const { has } = walk.state.world;
  const [rare, protocolOfRare] =
    type === S.SOCK_DGRAM ? [has.udplite, S.IPPROTO_UDPLITE] : [has.mptcp, S.IPPROTO_MPTCP];
  const protocol = rare && choose.oneIn(5) ? protocolOfRare : 0;
  walk.go({ call: 'socket', domain, type: type | S.SOCK_CLOEXEC, protocol, as: [fd] });
  return { fd, domain };
}

export function someAddress(walk: Walk, domain: number, port = somePort(walk)): Address {
  const { choose } = walk;
  if (domain === S.AF_INET) return { kind: 'inet', host: choose.one(V4), port };
  return { kind: 'inet6', host: choose.oneIn(15) ? GROUP : choose.one(V6), port };
}

/** Who listens at a low port, as one who may. */
export function serve(
  walk: Walk,
  domain: number,
): { readonly fd: Slot; readonly address: Address } {
  const { choose } = walk;
  const [any, near] = domain === S.AF_INET ? ['0.0.0.0', '127.0.0.1'] : ['::', '::1'];
  const kind = domain === S.AF_INET ? 'inet' : 'inet6';
  const port = choose.oneIn(4) ? choose.int(1024, 30_000) : choose.int(1, 1023);
  const fd = walk.slot();
  const type = S.SOCK_STREAM | (choose.oneIn(3) ? S.SOCK_NONBLOCK : 0);
  walk.go({ call: 'socket', domain, type, protocol: 0, as: [fd] });
  walk.go({ call: 'bind', fd, address: { kind, host: choose.one([any, near]), port } });
  walk.go({ call: 'listen', fd, backlog: choose.int(0, 3) });
  return { fd, address: { kind, host: near, port } };
}

/** Of any address, for there is no other in a new network. */
export function bindAnywhere(walk: Walk, fd: Slot): void {
  const isFour = walk.socketAt(fd)?.domain === S.AF_INET;
  const port = somePort(walk);
  walk.go({
    call: 'bind',
    fd,
    address: isFour ? { kind: 'inet', host: '0.0.0.0', port } : { kind: 'inet6', host: '::', port },
  });
}

export function tryPort(walk: Walk, port?: number): void {
  const { fd, domain } = newInet(walk);
  walk.go({ call: 'bind', fd, address: someAddress(walk, domain, port) });
  const room = walk.choose.oneIn(8) ? walk.choose.one([-1, 0, 2, 8, 15, 16, 27, 28]) : 128;
  walk.go({ call: 'getsockname', fd, room });
  if (walk.choose.oneIn(2)) walk.go({ call: 'close', fd });
}

const inet = (walk: Walk): Slot[] => walk.sockets(({ domain }) => domain !== S.AF_UNIX);

const bindPortMove: Move = (walk) => {
  const fd = target(walk, inet(walk));
  const domain = walk.socketAt(fd)?.domain ?? S.AF_INET;
  walk.go({ call: 'bind', fd, address: someAddress(walk, domain) });
};

const listenPortMove: Move = (walk) =>
  void walk.go({ call: 'listen', fd: target(walk, inet(walk)), backlog: walk.choose.int(0, 5) });

const sharePortMove: Move = (walk) =>
  void walk.go({
    call: 'setsockopt',
    fd: target(walk, inet(walk)),
    option: walk.choose.one(['SO_REUSEADDR', 'SO_REUSEPORT'] as const),
    value: walk.choose.int(0, 1),
  });

const portNameMove: Move = (walk) =>
  void walk.go({
    call: walk.choose.oneIn(3) ? 'getpeername' : 'getsockname',
    ...{ fd: target(walk, inet(walk)), room: 128 },
  });

const listeningPorts = (walk: Walk): Slot[] =>
  walk.sockets(({ domain, phase }) => domain !== S.AF_UNIX && phase === 'listening');

/** To who listens, if somebody does, from loopback to loopback; or whom that accepts. */
const meetAtPortMove: Move = (walk) => {
  const { choose } = walk;
  const there = listeningPorts(walk);
  if (there.length === 0) return;
  const listener = choose.one(there);
  if (choose.oneIn(3))
    return void walk.go({ call: 'accept4', fd: listener, flags: 0, as: [walk.slot()] });
  const { domain = S.AF_INET, inet: name } = walk.socketAt(listener) ?? {};
  const port = name?.port ?? 0;
  const address: Address =
    domain === S.AF_INET
      ? { kind: 'inet', host: '127.0.0.1', port }
      : { kind: 'inet6', host: '::1', port };
  const fd = walk.slot();
  walk.go({ call: 'socket', domain, type: S.SOCK_STREAM, protocol: 0, as: [fd] });
  if (port > 0) walk.go({ call: 'connect', fd, address });
};

/** The life of a port among all else; where there is no IPv4, none of it. */
export const portMove: Move = (walk) => {
  if (!walk.state.world.has.inet4) return;
  const { choose } = walk;
  if (inet(walk).length === 0 || choose.oneIn(4)) return void newInet(walk);
  const moves = [bindPortMove, portNameMove, listenPortMove, sharePortMove, meetAtPortMove];
  choose.one([bindPortMove, ...moves])(walk);
};
