/** Moves of who waits by epoll: what is registered, and what is told of it. */

import { POLLIN, POLLOUT, POLLRDHUP } from '../harness/abi/poll.ts';
import * as S from '../harness/abi/socket.ts';
import type { EpollFlag, Slot } from '../harness/law/operation.ts';
import type { Walk } from '../harness/scenario/walk.ts';
import { isUnix, type Move, target } from './moves.ts';
import type { Weighted } from './weights.ts';

const O_CLOEXEC = 0o2000000;
const ROOM = 16;

const EVENTS = [
  POLLIN,
  POLLIN | POLLRDHUP,
  POLLIN | POLLOUT,
  POLLIN | POLLOUT | POLLRDHUP,
  ...[POLLOUT, POLLRDHUP, 0],
] as const;

const HOW: readonly (readonly EpollFlag[])[] = [
  [],
  [],
  ['ET'],
  ['ET'],
  ['ONESHOT'],
  ['ET', 'ONESHOT'],
];

export const epolls = (walk: Walk): Slot[] => walk.open(({ file }) => file.object.kind === 'epoll');

/** What can be registered; now and then what cannot. */
function waitable(walk: Walk): Slot {
  const { choose } = walk;
  const good = walk.open(({ file }) => file.object.kind === 'pipe');
  return target(walk, choose.oneIn(12) ? walk.open() : [...isUnix(walk), ...good]);
}

export function newEpoll(walk: Walk): Slot {
  const slot = walk.slot();
  const { choose } = walk;
  const flags = choose.oneIn(20) ? choose.one([1, 0o4000]) : choose.oneIn(2) ? O_CLOEXEC : 0;
  walk.go({ call: 'epoll_create1', flags, as: [slot] });
  return slot;
}

/** Those that are registered by the actor, under descriptors that are open or were. */
function registered(walk: Walk, epoll: Slot): Slot[] {
  const object = walk.state.descriptors[epoll]?.file.object;
  if (object?.kind !== 'epoll') return [];
  return object.interests.filter(({ owner }) => owner === walk.by).map(({ slot }) => slot);
}

export function register(
  walk: Walk,
  epoll: Slot,
  other = waitable(walk),
  how?: readonly EpollFlag[],
): void {
  const { choose } = walk;
  const asked = { events: choose.one(EVENTS), how: how ?? choose.one(HOW), data: walk.tag() };
  walk.go({ call: 'epoll_ctl', fd: epoll, command: 'ADD', other, ...asked });
}

/** Changes or ends what is registered. */
function reregister(walk: Walk, epoll: Slot): void {
  const { choose } = walk;
  const known = registered(walk, epoll);
  const other = known.length > 0 && !choose.oneIn(8) ? choose.one(known) : waitable(walk);
  const command = choose.oneIn(20) ? 'NONE' : choose.one(['MOD', 'MOD', 'DEL', 'ADD'] as const);
  const asked = { events: choose.one(EVENTS), how: choose.one(HOW), data: walk.tag() };
  walk.go({ call: 'epoll_ctl', fd: epoll, command, other, ...asked });
}

export function waitFor(walk: Walk, epoll: Slot, room = ROOM): void {
  walk.go({ call: 'epoll_wait', fd: epoll, room, timeout: 0 });
}

/** One of all things that are done with an epoll. */
export const epollMove: Move = (walk) => {
  const { choose } = walk;
  const all = epolls(walk);
  if (all.length === 0) return void newEpoll(walk);
  const fd = choose.oneIn(20) ? target(walk, walk.open()) : choose.one(all);
  switch (choose.int(0, 9)) {
    case 0:
    case 1:
    case 2:
      return register(walk, fd);
    case 3:
      return reregister(walk, fd);
    case 4:
      return void walk.go({ call: 'poll', fd, events: choose.one([POLLIN, POLLOUT]), timeout: 0 });
    default:
      return waitFor(walk, fd, choose.oneIn(6) ? choose.int(-1, 3) : ROOM);
  }
};

/** Waits twice: the second time nothing has happened. */
export const waitTwiceMove: Move = (walk) => {
  const all = epolls(walk);
  if (all.length === 0) return;
  const fd = walk.choose.one(all);
  for (let i = 0; i < 2; i++) waitFor(walk, fd);
};

/** Reads until there is nothing. */
export const drainMove: Move = (walk) => {
  const sockets = walk.sockets(({ queue }) => queue.length > 0);
  if (sockets.length === 0) return;
  const fd = walk.choose.one(sockets);
  for (let i = walk.choose.int(1, 3); i > 0; i--)
    walk.go({ call: 'recv', fd, size: 4096, flags: S.MSG_DONTWAIT });
};

export const WAITING: Weighted = [
  [6, epollMove],
  [2, waitTwiceMove],
  [2, drainMove],
];
