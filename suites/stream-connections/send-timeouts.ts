/** A send or a connect with SO_SNDTIMEO ends by itself: not before its time, and telling what was sent. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Address, Slot } from '../../harness/law/operation.ts';
import { isStuffed } from '../../harness/law/pressure.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as M from '../moves.ts';

const needs = [
  ...[needsFeature('unix-stream'), needsFeature('unix-dgram')],
  ...[needsOwn('network'), needsOwn('files')],
];

/** In milliseconds; one of negative seconds waits for nothing. */
const TIMES = [20, 20, 40, -1000, -1000] as const;
/** More messages than any queue or backlog of an ordinary system holds. */
const MANY = 40;
const AT_ONCE = S.MSG_DONTWAIT | S.MSG_NOSIGNAL;

/** Sets a time, by a duplicate perhaps, or that of receives alone; answers by which descriptor to go on. */
function limit(walk: Walk, fd: Slot): Slot {
  const { choose } = walk;
  const twin = choose.oneIn(3) ? walk.slot() : fd;
  if (twin !== fd) walk.go({ call: 'dup', fd, as: [twin] });
  const option = choose.oneIn(6) ? 'SO_RCVTIMEO' : 'SO_SNDTIMEO';
  walk.go({ call: 'setsockopt', fd, option, value: choose.one(TIMES) });
  return choose.one([fd, twin]);
}

/** Sockets that mostly wait. */
function make(walk: Walk, call: 'socket' | 'socketpair', type: number): readonly [Slot, Slot] {
  const [a = 0, b = 0] = walk.fresh(2);
  const flags = walk.choose.oneIn(8) ? S.SOCK_NONBLOCK : 0;
  const as = call === 'socket' ? [a] : [a, b];
  walk.go({ call, domain: S.AF_UNIX, type: type | flags, protocol: 0, as });
  return [a, b];
}
const newSocket = (walk: Walk, type: number): Slot => make(walk, 'socket', type)[0];

/** A send that may wait. */
function send(walk: Walk, fd: Slot, size: number, to?: Address): void {
  const { choose } = walk;
  const asked = { fd, size, tag: walk.tag(), flags: choose.oneIn(6) ? AT_ONCE : S.MSG_NOSIGNAL };
  if (to !== undefined && choose.oneIn(2))
    return void walk.go({ call: 'sendto', ...asked, address: to }, true);
  const call = choose.one(['send', 'sendmsg', 'write'] as const);
  if (call === 'write') walk.go({ call, fd, size, tag: asked.tag }, true);
  else if (call === 'send') walk.go({ call, ...asked }, true);
  else walk.go({ call, ...asked, control: [] }, true);
}

/** So many sends that surely no more is taken, or perhaps one more. */
function fill(walk: Walk, fd: Slot, size: number): void {
  const most = walk.choose.oneIn(4) ? 1 : MANY;
  for (let i = 0; i < most; i++) {
    const socket = walk.socketAt(fd);
    if (socket !== undefined && isStuffed(socket)) return;
    if (walk.go({ call: 'send', fd, size, tag: walk.tag(), flags: AT_ONCE }) !== '') return;
  }
}

export const sendTimesOut: Property = {
  id: 'stream.send.ends-when-its-time-is-over',
  claim:
    'with SO_SNDTIMEO a send that finds no room is EAGAIN after that time, one of which a part was taken tells the part, and where there is room it goes at once',
  clauses: ['S49', 'S39', 'S41', 'X13'],
  requires: needs,
  sleeps: true,
  runs: 70,
  aim: (walk) => {
    const { choose } = walk;
    const [fd, peer] = make(walk, 'socketpair', S.SOCK_STREAM);
    walk.go({ call: 'setsockopt', fd, option: 'SO_SNDBUF', value: 4096 });
    const by = limit(walk, fd);
    const isEmpty = choose.oneIn(3);
    if (!isEmpty) fill(walk, fd, 3700);
    // What goes in pieces finds room for the first, or for none.
    send(walk, by, choose.one(isEmpty ? [30_000, 60_000] : [1, 100, 3700, 30_000]));
    if (choose.oneIn(3)) walk.go({ call: 'recv', fd: peer, size: 60_000, flags: S.MSG_DONTWAIT });
    if (choose.oneIn(4)) send(walk, by, choose.one([1, 3700]));
  },
};

export const queueTimesOut: Property = {
  id: 'stream.datagram.ends-when-its-time-is-over',
  claim:
    'with SO_SNDTIMEO a datagram for a full queue is EAGAIN after that time, and one for which there is room goes at once',
  clauses: ['S49', 'G06', 'G10', 'X13'],
  requires: needs,
  sleeps: true,
  runs: 60,
  aim: (walk) => {
    const { choose } = walk;
    const address: Address = { kind: 'abstract', name: `${walk.salt()}q` };
    const [receiver, fd] = [newSocket(walk, S.SOCK_DGRAM), newSocket(walk, S.SOCK_DGRAM)];
    walk.go({ call: 'bind', fd: receiver, address });
    walk.go({ call: 'connect', fd, address });
    const by = limit(walk, fd);
    // Where few are sent, what is wrong with one shows in a few steps.
    if (!choose.oneIn(3)) fill(walk, fd, 1);
    if (choose.oneIn(4)) walk.go({ call: 'recv', fd: receiver, size: 9, flags: S.MSG_DONTWAIT });
    if (choose.oneIn(8)) walk.go({ call: 'shutdown', fd: receiver, how: choose.int(0, 2) });
    for (let i = choose.int(1, 3); i > 0; i--) send(walk, by, 1, address);
  },
};

export const connectTimesOut: Property = {
  id: 'stream.connect.ends-when-its-time-is-over',
  claim:
    'with SO_SNDTIMEO of its own a connect to a full backlog is EAGAIN after that time, and connects at once when there is room',
  clauses: ['S49', 'S09', 'X13'],
  requires: needs,
  sleeps: true,
  runs: 40,
  aim: (walk) => {
    const { choose } = walk;
    const [type, address] = [M.connectionType(walk), M.unixName(walk)];
    const listener = newSocket(walk, type);
    walk.go({ call: 'bind', fd: listener, address });
    walk.go({ call: 'listen', fd: listener, backlog: choose.int(0, 1) });
    for (let i = choose.int(2, 4); i > 0; i--) {
      const client = newSocket(walk, type);
      if (choose.oneIn(4)) limit(walk, listener);
      const by = choose.oneIn(5) ? client : limit(walk, client);
      if (choose.oneIn(8)) walk.go({ call: 'shutdown', fd: listener, how: S.SHUT_RD });
      walk.go({ call: 'connect', fd: by, address }, true);
      if (choose.oneIn(5)) walk.go({ call: 'accept4', fd: listener, flags: 0, as: [walk.slot()] });
    }
  },
};
