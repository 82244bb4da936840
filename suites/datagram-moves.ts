/** Moves of datagram sockets: named ones, associations, and messages to anybody. */

import * as S from '../harness/abi/socket.ts';
import type { Address, Slot } from '../harness/law/operation.ts';
import type { Walk } from '../harness/scenario/walk.ts';
import * as M from './moves.ts';
import type { Weighted } from './weights.ts';

/** AF_UNSPEC: no peer any more. */
export const NO_FAMILY: Address = { kind: 'bytes', hex: '0000' };

export const datagrams = (walk: Walk): Slot[] =>
  walk.sockets(({ domain, type }) => domain === S.AF_UNIX && type === S.SOCK_DGRAM);

/** A datagram socket that does not wait. */
export function newDatagram(walk: Walk): Slot {
  const slot = walk.slot();
  walk.go({
    call: 'socket',
    domain: S.AF_UNIX,
    type: S.SOCK_DGRAM | (walk.choose.oneIn(6) ? 0 : S.SOCK_NONBLOCK),
    protocol: 0,
    as: [slot],
  });
  return slot;
}

/** The same with a name; a path gives way to it if it must. */
export function newNamed(walk: Walk, address = M.unixName(walk)): Slot {
  const slot = newDatagram(walk);
  const errno = walk.go({ call: 'bind', fd: slot, address });
  if (errno === 'EADDRINUSE' && address.kind === 'path') {
    walk.go({ call: 'unlink', path: address.path });
    walk.go({ call: 'bind', fd: slot, address });
  } else if (errno === 'EADDRINUSE')
    walk.go({
      call: 'bind',
      fd: slot,
      address: { kind: 'abstract', name: `${walk.salt()}${slot}` },
    });
  return slot;
}

/** The name of a socket, unless the kernel chose it and nobody has seen it. */
function knownName(walk: Walk, slot: Slot): Address | undefined {
  return walk.socketAt(slot)?.autobound === true ? undefined : M.nameOf(walk, slot);
}

/** The name of one of these sockets; now and then any name. */
export function nameAmong(walk: Walk, slots: readonly Slot[]): Address {
  const names = slots.map((slot) => knownName(walk, slot)).filter((name) => name !== undefined);
  return names.length === 0 || walk.choose.oneIn(12) ? M.someName(walk) : walk.choose.one(names);
}

/** Mostly few bytes; now and then more than a small buffer takes at once. */
const someSize = ({ choose }: Walk): number =>
  choose.oneIn(8) ? choose.int(500, 5000) : choose.size(40);

export function sendOn(walk: Walk, fd: Slot, size = someSize(walk)): string | undefined {
  if (walk.choose.oneIn(6)) return walk.go({ call: 'write', fd, size, tag: walk.tag() });
  return walk.go({ call: 'send', fd, size, tag: walk.tag(), flags: M.sendFlags(walk) });
}

export function sendToName(
  walk: Walk,
  fd: Slot,
  address: Address,
  size = someSize(walk),
): string | undefined {
  const asked = { fd, size, tag: walk.tag(), flags: M.sendFlags(walk), address };
  if (walk.choose.oneIn(4)) {
    const control = walk.choose.oneIn(4) ? [M.rightsToSend(walk)] : [];
    return walk.go({ call: 'sendmsg', ...asked, control });
  }
  return walk.go({ call: 'sendto', ...asked });
}

export const sendMove: M.Move = (walk) => void sendOn(walk, M.target(walk, datagrams(walk)));
export const sendtoMove: M.Move = (walk) =>
  void sendToName(walk, M.target(walk, datagrams(walk)), nameAmong(walk, datagrams(walk)));
export const connectMove: M.Move = (walk) =>
  void walk.go({
    call: 'connect',
    fd: M.target(walk, datagrams(walk)),
    address: nameAmong(walk, datagrams(walk)),
  });
/** Two that are each the other's peer, if both have names. */
export const mutualMove: M.Move = (walk) => {
  const [a, b] = [M.target(walk, datagrams(walk)), M.target(walk, datagrams(walk))];
  const names = [knownName(walk, a), knownName(walk, b)];
  if (names[1] !== undefined) walk.go({ call: 'connect', fd: a, address: names[1] });
  if (names[0] !== undefined) walk.go({ call: 'connect', fd: b, address: names[0] });
};
export const partMove: M.Move = (walk) =>
  void walk.go({
    call: 'connect',
    fd: M.target(walk, datagrams(walk)),
    address: walk.choose.oneIn(6) ? { kind: 'bytes', hex: '00000000' } : NO_FAMILY,
  });

/** A receive of any kind from one of them that has something, if any. */
export const receiveMove: M.Move = (walk) => {
  const { choose } = walk;
  const full = datagrams(walk).filter((slot) => (walk.socketAt(slot)?.queue.length ?? 0) > 0);
  const fd = M.target(walk, full.length > 0 && !choose.oneIn(4) ? full : datagrams(walk));
  const size = choose.oneIn(3) ? choose.size(40) : 64;
  const flags = M.receiveFlags(walk);
  switch (choose.int(0, 3)) {
    case 0:
      return void walk.go({ call: 'recv', fd, size, flags });
    case 1:
      return M.recvmsgMove(walk);
    default:
      return void walk.go({ call: 'recvfrom', fd, size, flags, ...M.space(walk) });
  }
};

export const readMove: M.Move = (walk) =>
  void walk.go({ call: 'read', fd: M.target(walk, datagrams(walk)), size: walk.choose.int(0, 50) });
export const writeMove: M.Move = (walk) =>
  void walk.go({
    call: 'write',
    fd: M.target(walk, datagrams(walk)),
    size: walk.choose.int(1, 40),
    tag: walk.tag(),
  });

export const bufferMove: M.Move = (walk) =>
  void walk.go({
    ...{ call: 'setsockopt', fd: M.target(walk, datagrams(walk)), option: 'SO_SNDBUF' },
    value: walk.choose.one([0, 0, 4096, 8000]),
  });

/** What datagram sockets do with each other. */
export const DATAGRAMS: Weighted = [
  [2, (walk) => void newNamed(walk)],
  [1, (walk) => void newDatagram(walk)],
  [1, (walk) => void M.newPair(walk, S.SOCK_DGRAM)],
  [4, sendMove],
  [4, sendtoMove],
  [6, receiveMove],
  [1, readMove],
  [1, writeMove],
  [3, connectMove],
  [2, mutualMove],
  [1, partMove],
  [1, bufferMove],
];
