/** What epoll tells of sockets and pipes. */

import { POLLOUT } from '../../harness/abi/poll.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { DATAGRAMS } from '../datagram-moves.ts';
import * as Fd from '../descriptor-moves.ts';
import * as E from '../epoll-moves.ts';
import * as M from '../moves.ts';
import { CONNECTING, ENDING, TRANSFER, type Weighted } from '../weights.ts';

const needs = [needsFeature('unix-stream'), needsOwn('network'), needsOwn('files')];

/** Few sockets, so that much happens to each. */
const LIFE: Weighted = [
  ...TRANSFER,
  ...ENDING,
  [1, (walk) => walk.wander(CONNECTING, 1)],
  [1, (walk) => walk.wander(DATAGRAMS, 1)],
  [2, Fd.pipeMove],
];

/** An epoll, and what it waits for. */
function began(walk: Walk): Slot {
  const { choose } = walk;
  const epoll = E.newEpoll(walk);
  M.newPair(walk);
  if (choose.oneIn(2)) M.newListener(walk);
  if (choose.oneIn(3)) M.newSocket(walk, M.anyType(walk));
  if (choose.oneIn(3)) Fd.pipeMove(walk);
  // Of those alone there may be less room than they take.
  const how = choose.oneIn(4) ? [] : undefined;
  for (let i = choose.int(1, 4); i > 0; i--) E.register(walk, epoll, undefined, how);
  return epoll;
}

/** More that is ready than there is room for: each has its turn. */
function crowd(walk: Walk): void {
  const { choose } = walk;
  const epoll = E.newEpoll(walk);
  for (let pairs = choose.int(1, 2); pairs > 0; pairs--)
    for (const other of M.newPair(walk)) {
      const asked = { events: POLLOUT, how: [], data: walk.tag() };
      walk.go({ call: 'epoll_ctl', fd: epoll, command: 'ADD', other, ...asked });
    }
  for (let turns = choose.int(2, 5); turns > 0; turns--) {
    E.waitFor(walk, epoll, choose.int(1, 2));
    if (choose.oneIn(6)) walk.wander(LIFE, 1);
  }
}

export const epollTells: Property = {
  id: 'stream.epoll.tells-what-poll-tells',
  claim:
    'epoll_wait tells of what is registered what poll tells, with its data; with EPOLLET once for what is new, with EPOLLONESHOT once',
  clauses: ['X21', 'X22', 'X23'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    if (choose.oneIn(8)) crowd(walk);
    const epoll = began(walk);
    for (let i = choose.int(2, 7); i > 0; i--) {
      walk.wander(LIFE, choose.int(0, 3));
      walk.wander(E.WAITING, choose.int(0, 2));
      E.waitFor(walk, epoll);
      if (choose.oneIn(4)) E.waitFor(walk, epoll);
    }
    if (choose.oneIn(40)) walk.go({ call: 'epoll_wait', fd: epoll, room: 16, timeout: 8 });
  },
};

export const epollRefuses: Property = {
  id: 'stream.epoll.refuses',
  claim:
    'epoll_ctl registers a file once, changes and ends only what is registered, and takes neither itself nor what never waits',
  clauses: ['X24', 'X21'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const epoll = E.newEpoll(walk);
    M.newPair(walk);
    if (choose.oneIn(2)) walk.go({ call: 'memfd_create', flags: 0, as: [walk.slot()] });
    if (choose.oneIn(3))
      walk.go({ call: 'open', path: '.', flags: ['RDONLY'], mode: 0, as: [walk.slot()] });
    if (choose.oneIn(3)) Fd.dupMove(walk);
    for (let i = choose.int(1, 6); i > 0; i--) {
      const fd = choose.oneIn(5) ? M.target(walk, walk.open()) : epoll;
      const command = choose.one(['ADD', 'ADD', 'ADD', 'MOD', 'DEL', 'NONE'] as const);
      const other = choose.oneIn(8) ? fd : M.target(walk, walk.open());
      const asked = { events: choose.one([0, 1, 5]), how: [], data: walk.tag() };
      walk.go({ call: 'epoll_ctl', fd, command, other, ...asked });
      if (choose.oneIn(3)) E.waitFor(walk, M.target(walk, [epoll]), choose.int(-1, 2));
    }
    E.waitFor(walk, epoll);
  },
};

export const epollLasts: Property = {
  id: 'stream.epoll.until-the-file-is-closed',
  claim:
    'what is registered is told of until the last descriptor of its open file is closed, wherever that is',
  clauses: ['X25', 'X24'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const epoll = E.newEpoll(walk);
    const [a, b] = M.newPair(walk);
    const twins: Slot[] = [];
    for (let i = choose.int(0, 2); i > 0; i--) {
      const twin = walk.slot();
      if (walk.go({ call: 'dup', fd: a, as: [twin] }) === '') twins.push(twin);
    }
    const carrier = M.newPair(walk);
    const control = [{ kind: 'rights', slots: [a] }] as const;
    for (const fd of choose.oneIn(2) ? [a] : [a, ...twins]) E.register(walk, epoll, fd);
    if (choose.oneIn(2))
      walk.go({ call: 'sendmsg', fd: carrier[0], size: 1, tag: walk.tag(), flags: 0, control });
    walk.go({ call: 'send', fd: b, size: 1, tag: walk.tag(), flags: 0 });
    const all = choose.oneIn(2) ? [a, ...twins] : [...twins, a];
    for (const fd of all) {
      walk.go({ call: 'close', fd });
      E.waitFor(walk, epoll);
      const left = choose.one([...twins, a]);
      const command = choose.one(['ADD', 'MOD', 'DEL'] as const);
      const asked = { events: 1, how: [], data: walk.tag() };
      if (choose.oneIn(2))
        walk.go({ call: 'epoll_ctl', fd: epoll, command, other: left, ...asked });
    }
    const as = [walk.slot()];
    if (choose.oneIn(2))
      walk.go({ call: 'recvmsg', fd: carrier[1], size: 1, room: 24, flags: 0, as });
    else walk.go({ call: 'recv', fd: carrier[1], size: 1, flags: 0 });
    E.waitFor(walk, epoll);
    walk.wander(LIFE, choose.int(0, 3));
    E.waitFor(walk, epoll);
  },
};
