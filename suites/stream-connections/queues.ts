/** What waits in a queue: how much SIOCINQ and SIOCOUTQ tell, and peeks that go on through it with SO_PEEK_OFF. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Address, QueueRequest, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Move, Walk } from '../../harness/scenario/walk.ts';
import * as M from '../moves.ts';
import * as T from '../together.ts';

const needs = [needsFeature('unix-stream'), needsFeature('unix-dgram')];
const TYPES = [
  ...[S.SOCK_STREAM, S.SOCK_STREAM, S.SOCK_SEQPACKET, S.SOCK_SEQPACKET],
  S.SOCK_DGRAM,
] as const;
type Ends = readonly [fd: Slot, peer: Slot];

function pairOf(walk: Walk): Ends {
  const [fd = 0, peer = 0] = walk.fresh(2);
  const type = walk.choose.one(TYPES);
  walk.go({ call: 'socketpair', domain: S.AF_UNIX, type, protocol: 0, as: [fd, peer] });
  return [fd, peer];
}

const ask = (walk: Walk, fd: Slot, request: QueueRequest): void =>
  void walk.go({ call: 'ioctl', fd, request });

function send(walk: Walk, fd: Slot, least = 1, most = 12): void {
  const { choose } = walk;
  const isEmpty = least === 0 && choose.oneIn(2);
  const asked = {
    fd,
    size: isEmpty ? 0 : choose.int(least, most),
    tag: walk.tag(),
    flags: S.MSG_DONTWAIT,
  };
  if (!choose.oneIn(5)) walk.go({ call: 'send', ...asked });
  else walk.go({ call: 'sendmsg', ...asked, control: [{ kind: 'rights', slots: [fd] }] });
}

/** A receive of any kind that does not wait. */
function receive(walk: Walk, fd: Slot, flags = 0): void {
  const { choose } = walk;
  const asked = {
    fd,
    size: choose.oneIn(8) ? 0 : choose.int(1, 20),
    flags: S.MSG_DONTWAIT | flags,
  };
  switch (choose.int(0, 4)) {
    case 0:
      return void walk.go({ call: 'recvfrom', ...asked });
    case 1:
      return void walk.go({ call: 'recvmsg', ...asked, room: 64, as: walk.fresh(1) });
    case 2:
      if (flags === 0) return void walk.go({ call: 'read', fd, size: choose.int(1, 20) });
  }
  walk.go({ call: 'recv', ...asked });
}

/** One end, or what went before, comes to an end. */
function end(walk: Walk, fd: Slot): void {
  if (walk.choose.oneIn(2)) walk.go({ call: 'close', fd });
  else walk.go({ call: 'shutdown', fd, how: walk.choose.int(0, 2) });
}

/** Of something that is no connection: a listener, a socket without a peer, a pipe. */
function somethingElse(walk: Walk): readonly Slot[] {
  const { choose } = walk;
  if (choose.oneIn(3)) return [M.newSocket(walk, choose.one(TYPES))];
  if (choose.oneIn(2)) return [M.newListener(walk, M.connectionType(walk), M.abstractName(walk))];
  const [from = 0, to = 0] = walk.fresh(2);
  walk.go({ call: 'pipe2', flags: 0, as: [from, to] });
  for (let i = choose.int(0, 2); i > 0; i--)
    walk.go({ call: 'write', fd: to, size: choose.int(1, 9), tag: walk.tag() });
  if (choose.oneIn(2)) walk.go({ call: 'read', fd: from, size: choose.int(1, 9) });
  return [from, to];
}

export const unreadBytes: Property = {
  id: 'stream.ioctl.tells-what-is-unread',
  claim:
    'SIOCINQ tells the bytes of a stream or of records that are not read yet, and of datagrams those of the first, whatever was read, peeked at or ended before',
  clauses: ['X09', 'X10'],
  requires: [...needs, needsOwn('network')],
  aim: (walk) => {
    const { choose } = walk;
    if (choose.oneIn(5)) {
      for (const fd of somethingElse(walk)) ask(walk, fd, 'SIOCINQ');
      return;
    }
    const [fd, peer] = pairOf(walk);
    walk.wander(
      [
        [6, (w) => send(w, peer, 0)],
        [4, (w) => receive(w, fd)],
        [2, (w) => receive(w, fd, S.MSG_PEEK)],
        [4, (w) => ask(w, fd, 'SIOCINQ')],
        [1, (w) => end(w, choose.one([fd, peer]))],
      ],
      choose.int(1, 12),
    );
    ask(walk, fd, 'SIOCINQ');
    // What is left behind, and how much of it when some was read.
    if (choose.oneIn(2)) return;
    walk.go({ call: 'close', fd: peer });
    ask(walk, fd, 'SIOCINQ');
    receive(walk, fd);
    ask(walk, fd, 'SIOCINQ');
  },
};

export const unsentBytes: Property = {
  id: 'stream.ioctl.tells-what-is-on-its-way',
  claim:
    'SIOCOUTQ is 0 when the peer has read all that was sent, or is gone, and no less than what waits there',
  clauses: ['X12'],
  requires: [...needs, needsOwn('network')],
  aim: (walk) => {
    const { choose } = walk;
    if (choose.oneIn(6)) {
      for (const fd of somethingElse(walk)) ask(walk, fd, 'SIOCOUTQ');
      return;
    }
    const [fd, peer] = pairOf(walk);
    walk.wander(
      [
        [4, (w) => send(w, fd)],
        [5, (w) => receive(w, peer, choose.oneIn(4) ? S.MSG_PEEK : 0)],
        [4, (w) => ask(w, choose.one([fd, fd, peer]), 'SIOCOUTQ')],
        [1, (w) => end(w, peer)],
      ],
      choose.int(1, 10),
    );
    ask(walk, fd, 'SIOCOUTQ');
  },
};

const setOffset = (walk: Walk, fd: Slot, value: number): void =>
  void walk.go({ call: 'setsockopt', fd, option: 'SO_PEEK_OFF', value });
const tellOffset = (walk: Walk, fd: Slot): void =>
  void walk.go({ call: 'getsockopt', fd, option: 'SO_PEEK_OFF', room: 4 });

/** Mostly the front; within what there is, or far beyond. */
function someOffset(walk: Walk): number {
  const { choose } = walk;
  if (choose.oneIn(5)) return choose.one([-1, -1, 1000]);
  return choose.oneIn(2) ? 0 : choose.int(1, 20);
}

export const offsetsAreTheirOwn: Property = {
  id: 'stream.accept.has-no-peek-offset',
  claim:
    'an accepted socket has no peek offset, whatever its listener or its client has, and those keep theirs',
  clauses: ['X07'],
  requires: [...needs, needsOwn('network'), needsOwn('files')],
  runs: 40,
  aim: (walk) => {
    const { choose } = walk;
    const [type, address] = [M.connectionType(walk), M.unixName(walk)];
    const listener = M.newListener(walk, type, address);
    const client = M.newSocket(walk, type);
    for (const fd of [listener, client]) if (choose.oneIn(2)) setOffset(walk, fd, someOffset(walk));
    walk.go({ call: 'connect', fd: client, address });
    const accepted = walk.slot();
    walk.go({ call: 'accept4', fd: listener, flags: 0, as: [accepted] });
    for (const fd of [accepted, choose.one([listener, client])]) tellOffset(walk, fd);
    if (choose.oneIn(2)) return;
    send(walk, client);
    for (let i = 0; i < 2; i++) receive(walk, accepted, S.MSG_PEEK);
  },
};

/** Peeks, receives and sends of so many bytes at least, while the offset is told and set. */
function goOn(walk: Walk, [fd, peer]: Ends, least: (walk: Walk) => number): void {
  const { choose } = walk;
  walk.wander(
    [
      [5, (w) => send(w, peer, least(w))],
      [7, (w) => receive(w, fd, S.MSG_PEEK | (choose.oneIn(6) ? S.MSG_TRUNC : 0))],
      [2, (w) => receive(w, fd)],
      [2, (w) => tellOffset(w, fd)],
      [1, (w) => ask(w, fd, 'SIOCINQ')],
      [1, (w) => setOffset(w, fd, someOffset(w))],
      [1, (w) => choose.oneIn(3) && end(w, choose.one([fd, peer]))],
    ],
    choose.int(2, 12),
  );
  tellOffset(walk, fd);
}

export const peeksGoOn: Property = {
  id: 'stream.recv.peeks-go-on-from-the-offset',
  claim:
    'with SO_PEEK_OFF each peek gives what follows the one before, a receive that takes moves none of that, and without it, as on every new socket, peeks begin at the front',
  clauses: ['X07', 'X08', 'X09'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const ends = pairOf(walk);
    if (choose.oneIn(3)) tellOffset(walk, ends[0]);
    if (!choose.oneIn(4)) setOffset(walk, ends[0], someOffset(walk));
    goOn(walk, ends, () => (choose.oneIn(20) ? 0 : 1));
  },
};

export const peeksAmongEmpty: Property = {
  id: 'stream.recv.peeks-give-empty-messages-once',
  claim:
    'with SO_PEEK_OFF peeks come by each message of no bytes once, at its place among the others, and receives take it all the same',
  clauses: ['X32', 'X07', 'X08', 'G03'],
  requires: [...needs, needsFeature('unix-seqpacket')],
  aim: (walk) => {
    const { choose } = walk;
    const ends = walk.fresh(2) as [Slot, Slot];
    const type = choose.one([S.SOCK_SEQPACKET, S.SOCK_DGRAM]);
    walk.go({ call: 'socketpair', domain: S.AF_UNIX, type, protocol: 0, as: ends });
    for (let i = choose.int(0, 3); i > 0; i--) send(walk, ends[1], 0, choose.oneIn(2) ? 0 : 5);
    if (!choose.oneIn(8)) setOffset(walk, ends[0], choose.oneIn(2) ? 0 : choose.int(0, 8));
    goOn(walk, ends, () => choose.int(0, 1));
    for (let i = choose.int(0, 3); i > 0; i--) receive(walk, ends[0], S.MSG_PEEK);
  },
};

const ACTORS = 3;

interface Way {
  readonly fd: Slot;
  readonly send: () => Move;
}

/** From actor 2 to actor 1: a stream, or a name that datagrams are sent to. */
function wayOf(walk: Walk): Way {
  const flags = S.MSG_DONTWAIT;
  const some = () => ({ size: walk.choose.int(1, 6), tag: walk.tag(), flags });
  if (walk.choose.oneIn(2)) {
    const [fd, peer] = T.channel(walk, 1, 2);
    return { fd, send: () => ({ call: 'send', fd: peer, ...some() }) };
  }
  const [fd, peer] = [T.socketOf(walk, 1, S.SOCK_DGRAM), T.socketOf(walk, 2, S.SOCK_DGRAM)];
  const address: Address = { kind: 'abstract', name: walk.salt() };
  walk.as(1, () => walk.go({ call: 'bind', fd, address }));
  return { fd, send: () => ({ call: 'sendto', fd: peer, ...some(), address }) };
}

export const peekWaitsBeyond: Property = {
  id: 'stream.recv.peek-waits-beyond-the-offset',
  claim:
    'a peek whose offset has passed over all that there is sleeps until more comes, and gives that and nothing before it',
  clauses: ['X08'],
  requires: [...T.needs, needsFeature('unix-dgram')],
  actors: ACTORS,
  runs: 80,
  aim: (walk) => {
    const { choose } = walk;
    const way = wayOf(walk);
    const { fd } = way;
    for (let i = choose.int(1, 2); i > 0; i--) walk.as(2, () => walk.go(way.send()));
    walk.as(1, () => {
      const queued = walk.socketAt(fd)?.queue.reduce((sum, { to }) => sum + to, 0) ?? 0;
      setOffset(walk, fd, queued + (choose.oneIn(4) ? choose.int(1, 3) : 0));
    });
    const calls = [
      T.by(1, T.recv(fd, choose.int(1, 8), S.MSG_PEEK)),
      T.by(2, way.send(), !choose.oneIn(4)),
    ];
    if (choose.oneIn(3)) calls.push(T.by(2, way.send()));
    walk.burst(calls, choose.oneIn(8));
    walk.as(1, () => tellOffset(walk, fd));
    T.readAll(walk, ACTORS);
  },
};
