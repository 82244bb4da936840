/** A stream holds what its sender's buffer holds, and whoever must wait for room is woken when there is some. */

import { POLLIN, POLLOUT } from '../../harness/abi/poll.ts';
import * as S from '../../harness/abi/socket.ts';
import { needsFeature } from '../../harness/facts/index.ts';
import type { Address, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Move, Walk } from '../../harness/scenario/walk.ts';
import * as M from '../moves.ts';
import * as T from '../together.ts';

/** With the kernel's own overhead the first nearly fill a page, the others half of one, or waste most of it. */
const SIZES = [3700, 3700, 1700, 1700, 900, 100] as const;
const BUFFERS = [4096, 5000, 8000] as const;

const setBuffer = (walk: Walk, fd: Slot): Move => ({
  call: 'setsockopt',
  ...{ fd, option: 'SO_SNDBUF', value: walk.choose.one(BUFFERS) },
});

/** Sends until the law expects no more to fit, and once or twice more. Answers how many went. */
function fill(walk: Walk, fd: Slot, size: number = walk.choose.one(SIZES)): number {
  const { choose } = walk;
  let sends = 0;
  let refused = choose.int(1, 2);
  for (let i = 0; i < 24 && refused > 0; i++) {
    const sent = walk.go(T.send(walk, fd, size, S.MSG_DONTWAIT | S.MSG_NOSIGNAL));
    if (sent === '') sends++;
    else refused--;
  }
  return sends;
}

/** Far more than was sent, so that there is room for certain. */
const LARGE = 200_000;

/** What was full is full no longer, before anybody reads: poll says so, and it takes more. */
function enlarge(walk: Walk, fd: Slot): void {
  walk.go({ call: 'setsockopt', fd, option: 'SO_SNDBUF', value: LARGE });
  walk.go({ call: 'poll', fd, events: POLLOUT, timeout: 0 });
  walk.go(T.send(walk, fd, walk.choose.one(SIZES), S.MSG_DONTWAIT));
}

export const boundedStream: Property = {
  id: 'stream.send.as-much-as-the-buffer-holds',
  claim:
    'a stream takes what SO_SNDBUF of its sender allows and no more, and again when its peer has read',
  clauses: ['S39', 'S40', 'S33'],
  requires: T.needs,
  runs: 300,
  aim: (walk) => {
    const { choose } = walk;
    const pair = M.newPair(walk, S.SOCK_STREAM);
    for (let i = choose.int(1, 4); i > 0; i--) {
      const [fd, other] = choose.oneIn(3) ? [pair[1], pair[0]] : pair;
      walk.go(setBuffer(walk, fd));
      fill(walk, fd);
      const events = choose.one([POLLOUT, POLLIN | POLLOUT]);
      if (choose.oneIn(2)) walk.go({ call: 'poll', fd, events, timeout: 0 });
      if (choose.oneIn(4)) enlarge(walk, fd);
      const size = choose.one([100, 4000, 60_000]);
      if (choose.oneIn(2)) walk.go({ call: 'poll', fd: other, events: POLLIN, timeout: 0 });
      walk.go({ call: 'recv', fd: other, size, flags: S.MSG_DONTWAIT });
    }
    if (choose.oneIn(3)) sendToRefuser(walk, ...pair);
  },
};

export const boundedRecords: Property = {
  id: 'stream.send.records-as-the-buffer-holds',
  claim:
    'a seqpacket socket takes records while SO_SNDBUF allows and none that is larger, and poll shows no room where there is none',
  clauses: ['S39', 'S40', 'S49', 'X05', 'G04', 'G13'],
  requires: T.needs,
  sleeps: true,
  runs: 150,
  aim: (walk) => {
    const { choose } = walk;
    const [fd = 0, other = 0] = walk.fresh(2);
    const type = S.SOCK_SEQPACKET | (choose.oneIn(4) ? S.SOCK_NONBLOCK : 0);
    walk.go({ call: 'socketpair', domain: S.AF_UNIX, type, protocol: 0, as: [fd, other] });
    const set = setBuffer(walk, fd);
    walk.go(set);
    const largest = (walk.socketAt(fd)?.options.get('SO_SNDBUF') ?? 0) - 32;
    if (choose.oneIn(3)) sendLargest(walk, fd, largest + choose.int(0, 1));
    for (let i = choose.int(1, 3); i > 0; i--) {
      const isInTime = choose.oneIn(4);
      fill(walk, fd, isInTime ? 3700 : choose.one([...SIZES, 0]));
      const events = choose.one([POLLOUT, POLLIN | POLLOUT]);
      if (!choose.oneIn(3)) walk.go({ call: 'poll', fd, events, timeout: 0 });
      if (isInTime) sendInTime(walk, fd);
      for (let reads = choose.int(0, 5); reads > 0; reads--)
        walk.go({ call: 'recv', fd: other, size: 4000, flags: S.MSG_DONTWAIT });
      if (choose.oneIn(3)) walk.go({ call: 'poll', fd, events, timeout: 0 });
    }
    if (choose.oneIn(4)) sendToRefuser(walk, fd, other);
  },
};

/** Into an empty buffer: none of the calls waits. */
function sendLargest(walk: Walk, fd: Slot, size: number): void {
  if (walk.choose.oneIn(2)) walk.go({ call: 'write', fd, size, tag: walk.tag() });
  else walk.go(T.send(walk, fd, size, S.MSG_DONTWAIT));
}

/** A record that waits no longer than it may. */
function sendInTime(walk: Walk, fd: Slot): void {
  walk.go({ call: 'setsockopt', fd, option: 'SO_SNDTIMEO', value: walk.choose.one([20, -1000]) });
  const size = walk.choose.one([0, 1, 1700]);
  walk.go({ call: 'send', fd, size, tag: walk.tag(), flags: S.MSG_NOSIGNAL }, true);
}

/** Room is looked for before the peer is asked. */
function sendToRefuser(walk: Walk, fd: Slot, peer: Slot): void {
  const { choose } = walk;
  if (choose.oneIn(2)) fill(walk, fd);
  else {
    walk.go({ call: 'setsockopt', fd, option: 'SO_SNDBUF', value: 4096 });
    for (let i = choose.int(2, 3); i > 0; i--) walk.go(T.send(walk, fd, 1700, S.MSG_DONTWAIT));
  }
  walk.go({ call: 'setsockopt', fd: peer, option: 'SO_PASSRIGHTS', value: 0 });
  const control = [{ kind: 'rights', slots: [peer] }] as const;
  const sending = { fd, size: choose.one(SIZES), tag: walk.tag(), flags: S.MSG_DONTWAIT };
  walk.go({ call: 'sendmsg', ...sending, control });
}

export const sendSleeps: Property = {
  id: 'stream.send.sleeps-while-the-buffer-is-full',
  claim:
    'send sleeps while the buffer is full, and goes on when the peer has read or the buffer grows',
  clauses: ['S39', 'S40', 'S28', 'G13'],
  requires: T.needs,
  actors: 4,
  runs: 120,
  aim: (walk) => {
    const { choose } = walk;
    const isRecords = choose.oneIn(3);
    const [writer, reader] = isRecords
      ? T.pair(walk, S.SOCK_SEQPACKET, 1, 2)
      : T.channel(walk, 1, 2);
    const twin = T.hand(walk, writer, 1, 3, T.channel(walk, 1, 3));
    const size = choose.one([3700, 3700, 1700, 900]);
    const sends = walk.as(1, () => {
      walk.go({ call: 'setsockopt', fd: writer, option: 'SO_SNDBUF', value: 4096 });
      return fill(walk, writer, size);
    });
    // One message after another: a receive of several is not one moment for who waits for room.
    const few = choose.oneIn(4) ? choose.int(1, sends) : sends + choose.int(0, 1);
    const reads = Array.from({ length: few }, (_, i) =>
      T.recv(reader, i === few - 1 ? choose.int(1, size) : size, S.MSG_DONTWAIT),
    );
    const waking = choose.one<readonly Move[]>([
      reads,
      reads,
      [{ call: 'close', fd: reader }],
      [{ call: 'shutdown', fd: reader, how: choose.int(0, 2) }],
    ]);
    const also = choose.one<Move>([
      { call: 'setsockopt', fd: twin, option: 'SO_SNDBUF', value: 16_384 },
      { call: 'shutdown', fd: twin, how: choose.int(0, 2) },
      T.send(walk, twin, choose.one(SIZES)),
    ]);
    const sleeping = choose.one<Move>([
      T.send(walk, writer, choose.one([size, size, ...SIZES])),
      { call: 'write', fd: writer, size, tag: walk.tag() },
    ]);
    const calls = [T.by(1, sleeping), ...waking.map((move, i) => T.by(2, move, i === 0))];
    if (choose.oneIn(2)) calls.push(T.by(3, also, choose.oneIn(2)));
    walk.burst(calls, choose.oneIn(8));
    T.readAll(walk, 4);
  },
};

export const queueSleeps: Property = {
  id: 'stream.datagram.sleeps-while-the-queue-is-full',
  claim: 'a datagram for a full queue sleeps until one is received, or the receiver is gone',
  clauses: ['G06', 'G09', 'G10'],
  requires: [...T.needs, needsFeature('unix-dgram')],
  actors: 4,
  runs: 120,
  aim: (walk) => {
    const { choose } = walk;
    const address: Address = { kind: 'abstract', name: walk.salt() };
    const receiver = T.socketOf(walk, 1, S.SOCK_DGRAM);
    walk.as(1, () => walk.go({ call: 'bind', fd: receiver, address }));
    const senders = [2, 3].map((actor) => {
      const fd = T.socketOf(walk, actor, S.SOCK_DGRAM);
      walk.as(actor, () => walk.go({ call: 'connect', fd, address }));
      return fd;
    });
    const [first = 0, second = 0] = senders;
    const most = Math.min(walk.state.world.maxDgramQlen ?? 0, 40);
    walk.as(2, () => {
      for (let i = most + choose.int(0, 1); i >= 0; i--)
        walk.go(T.send(walk, first, 1, S.MSG_DONTWAIT));
    });
    const waking = choose.one<Move>([
      T.recv(receiver, 9, S.MSG_DONTWAIT),
      T.recv(receiver, 9, S.MSG_DONTWAIT | S.MSG_PEEK),
      { call: 'close', fd: receiver },
      { call: 'shutdown', fd: receiver, how: choose.int(0, 2) },
    ]);
    const calls = [T.by(2, T.send(walk, first, 2))];
    if (choose.oneIn(2)) calls.push(T.by(3, T.send(walk, second, 3)));
    walk.burst([...calls, T.by(1, waking, true)], choose.oneIn(8));
    walk.as(1, () => {
      for (let i = choose.int(1, most + 3); i > 0; i--)
        walk.go(T.recv(receiver, 9, S.MSG_DONTWAIT));
    });
  },
};
