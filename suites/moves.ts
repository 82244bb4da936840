/** Moves: single random operations that look at what is alive, from which aims are put together. */

import * as S from '../harness/abi/socket.ts';
import { NEVER_OPEN } from '../harness/law/never-open.ts';
import type { Address, Control, Slot } from '../harness/law/operation.ts';
import { HERE } from '../harness/law/path.ts';
import type { Walk } from '../harness/scenario/walk.ts';

export type Move = (walk: Walk) => void;

/** A slot that no call fills: as a number, one of those that are never open. */
export const neverOpen = ({ choose }: Walk): Slot => choose.one([...NEVER_OPEN.keys()]);

/** One of these slots; now and then one that is closed, of another kind, or was never open. */
export function target(walk: Walk, good: readonly Slot[]): Slot {
  const { choose } = walk;
  if (good.length > 0 && !choose.oneIn(30)) return choose.one(good);
  const any = walk.open();
  if (any.length > 0 && choose.oneIn(2)) return choose.one(any);
  const used = walk.state.descriptors.length;
  return used > 0 && choose.oneIn(2) ? choose.int(0, used - 1) : neverOpen(walk);
}

export const isUnix = (walk: Walk) => walk.sockets((socket) => socket.domain === S.AF_UNIX);
export const connected = (walk: Walk): Slot[] =>
  walk.sockets((socket) => socket.phase === 'connected' && socket.domain === S.AF_UNIX);
export const listening = (walk: Walk): Slot[] =>
  walk.sockets((socket) => socket.phase === 'listening');
export const idle = (walk: Walk): Slot[] =>
  walk.sockets((socket) => socket.phase === 'closed' && socket.domain === S.AF_UNIX);

/** Stream, and now and then seqpacket. */
export function connectionType(walk: Walk): number {
  return walk.choose.oneIn(4) ? S.SOCK_SEQPACKET : S.SOCK_STREAM;
}

/** Any type: with connections, or without. */
export function anyType(walk: Walk): number {
  return walk.choose.oneIn(5) ? S.SOCK_DGRAM : connectionType(walk);
}

/** Flags of a new descriptor. */
export function newFlags(walk: Walk): number {
  const { choose } = walk;
  return (choose.oneIn(4) ? 0 : S.SOCK_NONBLOCK) | (choose.oneIn(4) ? S.SOCK_CLOEXEC : 0);
}

export function newSocket(walk: Walk, type = connectionType(walk)): Slot {
  const slot = walk.slot();
  walk.go({
    call: 'socket',
    domain: S.AF_UNIX,
    type: type | newFlags(walk),
    protocol: 0,
    as: [slot],
  });
  return slot;
}

export function newPair(walk: Walk, type = anyType(walk)): readonly [Slot, Slot] {
  const [a = 0, b = 0] = walk.fresh(2);
  walk.go({
    call: 'socketpair',
    domain: S.AF_UNIX,
    type: type | newFlags(walk),
    protocol: 0,
    as: [a, b],
  });
  return [a, b];
}

const NAME_BYTES = ['a', 'b', 'x', '\0', '\xff', '/', '.'] as const;

/** An abstract name: few of them, so that they meet; random at the end, so that scenarios do not. */
export function abstractName(walk: Walk): Address {
  const { choose } = walk;
  const salt = walk.salt();
  const tail = choose.oneIn(3) ? choose.one(NAME_BYTES) : '';
  return { kind: 'abstract', name: `${salt}${choose.one(['p', 'q'])}${tail}` };
}

export function pathName({ choose }: Walk): Address {
  const name = choose.one(['p0', 'p1', 'p2']);
  return { kind: 'path', path: choose.oneIn(12) ? `${HERE}${name}` : name };
}

export function unixName(walk: Walk): Address {
  return walk.choose.oneIn(2) ? abstractName(walk) : pathName(walk);
}

/** A bound and listening socket. */
export function newListener(
  walk: Walk,
  type = connectionType(walk),
  address = unixName(walk),
): Slot {
  const slot = newSocket(walk, type);
  walk.go({ call: 'bind', fd: slot, address });
  walk.go({ call: 'listen', fd: slot, backlog: walk.choose.int(0, 5) });
  return slot;
}

/** The address of a bound socket. */
export function nameOf(walk: Walk, fd: Slot): Address | undefined {
  const name = walk.socketAt(fd)?.name;
  return name?.kind === 'path'
    ? { kind: 'path', path: name.path }
    : name && { kind: 'abstract', name: name.name };
}

/** The address of some bound socket, or a name that may be free. */
export function someName(walk: Walk): Address {
  const names: Address[] = [];
  for (const descriptor of walk.state.descriptors) {
    const object = descriptor?.file.object;
    if (object?.kind !== 'socket' || object.name === undefined || object.autobound) continue;
    names.push(object.name);
  }
  return names.length > 0 && !walk.choose.oneIn(8) ? walk.choose.one(names) : unixName(walk);
}

export const socketMove: Move = (walk) => void newSocket(walk, anyType(walk));
export const pairMove: Move = (walk) => void newPair(walk);
export const bindMove: Move = (walk) =>
  void walk.go({ call: 'bind', fd: target(walk, isUnix(walk)), address: unixName(walk) });
export const listenMove: Move = (walk) =>
  void walk.go({
    call: 'listen',
    fd: target(
      walk,
      walk.sockets((socket) => socket.name !== undefined),
    ),
    backlog: walk.choose.one([0, 1, 3, -1, 128, 0x7fffffff]),
  });
export const connectMove: Move = (walk) =>
  void walk.go({ call: 'connect', fd: target(walk, idle(walk)), address: someName(walk) });
/** Room for an address, mostly for any: nothing, none at all, or less than most take. */
export function space({ choose }: Walk): { readonly space?: number } {
  return choose.oneIn(6) ? { space: choose.one([0, 1, 2, 3, 5, 8, 20, 127]) } : {};
}

export const acceptMove: Move = (walk) => {
  const { choose } = walk;
  const flags =
    (choose.oneIn(2) ? S.SOCK_NONBLOCK : 0) |
    (choose.oneIn(3) ? S.SOCK_CLOEXEC : 0) |
    (choose.oneIn(20) ? 1 : 0);
  walk.go({
    ...{ call: 'accept4', fd: target(walk, listening(walk)), flags, as: [walk.slot()] },
    ...space(walk),
  });
};

export function sendFlags(walk: Walk): number {
  return (
    S.MSG_DONTWAIT |
    (walk.choose.oneIn(3) ? S.MSG_NOSIGNAL : 0) |
    (walk.choose.oneIn(12) ? S.MSG_EOR : 0) |
    (walk.choose.oneIn(20) ? walk.choose.one([S.MSG_MORE, S.MSG_DONTROUTE]) : 0)
  );
}

export const payloadSize = (walk: Walk): number =>
  walk.choose.size(walk.choose.oneIn(10) ? 4096 : 64);

export const sendMove: Move = (walk) =>
  void walk.go({
    call: 'send',
    fd: target(walk, connected(walk)),
    size: payloadSize(walk),
    tag: walk.tag(),
    flags: sendFlags(walk),
  });
/** With an address: by sendto, or by sendmsg. */
export const sendtoMove: Move = (walk) => {
  const asked = {
    fd: target(walk, isUnix(walk)),
    size: payloadSize(walk),
    tag: walk.tag(),
    flags: sendFlags(walk),
    address: someName(walk),
  };
  if (!walk.choose.oneIn(4)) walk.go({ call: 'sendto', ...asked });
  else
    walk.go({
      ...{ call: 'sendmsg', ...asked },
      control: walk.choose.oneIn(3) ? [rightsToSend(walk)] : [],
    });
};

export const streams = (walk: Walk): Slot[] =>
  walk.sockets(({ domain, type, phase }) => {
    return phase === 'connected' && domain === S.AF_UNIX && type === S.SOCK_STREAM;
  });

export const bufferMove: Move = (walk) =>
  void walk.go({
    call: 'setsockopt',
    fd: target(walk, streams(walk)),
    option: 'SO_SNDBUF',
    value: walk.choose.one([4096, 8000, 16_384]),
  });

/** More than a small buffer takes at once, or more than any. */
export const largeSendMove: Move = (walk) => {
  const { choose } = walk;
  const size = choose.oneIn(3) ? 300_000 : choose.int(3000, 40_000);
  const fields = {
    ...{ fd: target(walk, streams(walk)), size, tag: walk.tag() },
    flags: sendFlags(walk),
  };
  if (choose.oneIn(3)) walk.go({ call: 'sendmsg', ...fields, control: [rightsToSend(walk)] });
  else walk.go({ call: 'send', ...fields });
};

/** Reads what there is, however much. */
export const drainMove: Move = (walk) =>
  void walk.go({
    call: 'recv',
    fd: target(walk, readable(walk)),
    size: 400_000,
    flags: S.MSG_DONTWAIT,
  });

/** Sockets that have something to read, if any. */
const readable = (walk: Walk): Slot[] => {
  const full = walk.sockets((socket) => socket.queue.length > 0);
  return full.length > 0 && !walk.choose.oneIn(4) ? full : connected(walk);
};

export function receiveFlags(walk: Walk): number {
  const { choose } = walk;
  const peek = choose.oneIn(5) ? S.MSG_PEEK : 0;
  const rest = choose.oneIn(8) ? S.MSG_TRUNC : choose.oneIn(8) ? S.MSG_WAITALL : 0;
  return (choose.oneIn(6) ? 0 : S.MSG_DONTWAIT) | peek | rest;
}

export const recvMove: Move = (walk) =>
  void walk.go({
    call: 'recv',
    fd: target(walk, readable(walk)),
    size: payloadSize(walk),
    flags: receiveFlags(walk),
  });
export const recvfromMove: Move = (walk) =>
  void walk.go({
    call: 'recvfrom',
    fd: target(walk, readable(walk)),
    size: payloadSize(walk),
    flags: receiveFlags(walk),
    ...space(walk),
  });
/** read and write: what recv and send do without flags. */
export const readMove: Move = (walk) =>
  void walk.go({ call: 'read', fd: target(walk, readable(walk)), size: payloadSize(walk) });
export const writeMove: Move = (walk) =>
  void walk.go({
    call: 'write',
    fd: target(walk, connected(walk)),
    size: payloadSize(walk),
    tag: walk.tag(),
  });
export const shutdownMove: Move = (walk) =>
  void walk.go({
    call: 'shutdown',
    fd: target(walk, isUnix(walk)),
    how: walk.choose.oneIn(15) ? walk.choose.one([3, -1]) : walk.choose.int(0, 2),
  });
export const closeMove: Move = (walk) =>
  void walk.go({ call: 'close', fd: target(walk, walk.open()) });
/** Room for credentials and a few descriptors, often cut at every boundary. */
export function controlRoom(walk: Walk): number {
  const { choose } = walk;
  if (choose.oneIn(3)) return choose.int(0, 80);
  return choose.one([0, 15, 16, 20, 24, 28, 32, 56, 64, 256, 1100]);
}

export const recvmsgMove: Move = (walk) => {
  const fd = target(walk, readable(walk));
  const room = controlRoom(walk);
  const queue = walk.socketAt(fd)?.queue ?? [];
  const most = queue.reduce((max, { files }) => Math.max(max, files?.length ?? 0), 0);
  const cloexec = walk.choose.oneIn(3) ? S.MSG_CMSG_CLOEXEC : 0;
  const as = walk.fresh(Math.min(most, Math.max(0, Math.floor((room - 16) / 4))));
  const asked = {
    ...{ fd, size: payloadSize(walk), room },
    flags: receiveFlags(walk) | cloexec | (walk.choose.oneIn(12) ? S.MSG_CTRUNC : 0),
  };
  // A pidfd that comes with it stays now and then.
  if (walk.socketAt(fd)?.passPidfds && walk.choose.oneIn(3))
    walk.go({
      ...{ call: 'recvmsg', ...asked, as: [...as, walk.slot()] },
      ...{ space: 128, keep: 'pidfd' },
    });
  else walk.go({ call: 'recvmsg', ...asked, as, ...space(walk) });
};

/** Sends descriptors that the actor has; now and then one that it has not. */
export function rightsToSend(walk: Walk, most = 4): Control {
  const open = walk.open();
  const slots = Array.from({ length: walk.choose.int(1, most) }, () => target(walk, open));
  return { kind: 'rights', slots };
}

export const sendRightsMove: Move = (walk) => {
  const control = walk.choose.oneIn(8)
    ? [rightsToSend(walk), rightsToSend(walk)]
    : [rightsToSend(walk)];
  walk.go({
    call: 'sendmsg',
    fd: target(walk, connected(walk)),
    size: payloadSize(walk),
    tag: walk.tag(),
    flags: sendFlags(walk),
    control,
  });
};
