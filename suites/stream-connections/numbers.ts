/** Numbers of descriptors: the lowest that is free, and none beyond the limit. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as Fd from '../descriptor-moves.ts';
import { leaveGaps, leaveRoom, MAKING } from '../limit-moves.ts';
import * as M from '../moves.ts';

const needs = [needsFeature('unix-stream'), needsFeature('unix-dgram')];
const needsNames = [...needs, needsOwn('network'), needsOwn('files')];

const openMove = (walk: Walk): void =>
  void walk.go({
    call: 'open',
    path: walk.choose.one(['f', 'f', 'g', 'd/f']),
    flags: walk.choose.one([['RDWR', 'CREAT'], ['RDONLY'], ['PATH']] as const),
    mode: 0o600,
    as: [walk.slot()],
  });

/** A listener with clients that wait; SOCK_NONBLOCK, so that an accept of nobody ends. */
function newQueue(walk: Walk, clients: number): Slot {
  const [type, address] = [M.connectionType(walk), M.unixName(walk)];
  const listener = walk.slot();
  const nonblock = walk.choose.oneIn(4) ? 0 : S.SOCK_NONBLOCK;
  walk.go({
    call: 'socket',
    domain: S.AF_UNIX,
    type: type | nonblock,
    protocol: 0,
    as: [listener],
  });
  walk.go({ call: 'bind', fd: listener, address });
  walk.go({ call: 'listen', fd: listener, backlog: 5 });
  for (let i = clients; i > 0; i--) {
    const fd = walk.slot();
    walk.go({ call: 'socket', domain: S.AF_UNIX, type, protocol: 0, as: [fd] });
    walk.go({ call: 'connect', fd, address });
    if (walk.choose.oneIn(3))
      walk.go({ call: 'send', fd, size: 3, tag: walk.tag(), flags: S.MSG_NOSIGNAL });
  }
  return listener;
}

function accept(walk: Walk, fd: Slot): void {
  walk.go({ call: 'accept4', fd, flags: walk.choose.one([0, 0, 1]), as: [walk.slot()] });
}

export const lowestNumbers: Property = {
  id: 'stream.fd.lowest-free-number',
  claim: 'a new descriptor has the lowest number that is free, whatever call makes it',
  clauses: ['C07', 'C06', 'R01'],
  requires: needsNames,
  aim: (walk) => {
    const { choose } = walk;
    const listener = choose.oneIn(2) ? newQueue(walk, choose.int(1, 2)) : undefined;
    if (listener === undefined) M.newSocket(walk);
    if (choose.oneIn(2)) leaveGaps(walk);
    const acceptMove = (w: Walk): void => {
      if (listener !== undefined) accept(w, listener);
    };
    walk.wander(
      [...MAKING, [2, openMove], [2, Fd.dupfdMove], [3, acceptMove], [4, M.closeMove]],
      choose.int(2, 14),
    );
  },
};

export const atTheLimit: Property = {
  id: 'stream.fd.none-beyond-the-limit',
  claim:
    'at the limit of descriptors every call that makes one is EMFILE and leaves nothing behind; with room for more it succeeds',
  clauses: ['C10', 'C09', 'K13'],
  requires: needsNames,
  limits: true,
  aim: (walk) => {
    const { choose } = walk;
    M.newPair(walk);
    if (choose.oneIn(2)) leaveGaps(walk);
    if (choose.oneIn(4))
      walk.go({ call: 'dupfd', fd: 0, least: 100, cloexec: 0, as: [walk.slot()] });
    for (let i = choose.int(1, 3); i > 0; i--) {
      leaveRoom(walk, choose.oneIn(2) ? 0 : choose.int(0, 5));
      walk.wander([...MAKING, [3, openMove], [3, M.closeMove]], choose.int(1, 8));
      if (choose.oneIn(3)) leaveRoom(walk, 'any');
    }
    walk.go({ call: 'stat', path: choose.one(['f', 'g']) });
  },
};

export const acceptAtTheLimit: Property = {
  id: 'stream.accept.waits-at-the-limit',
  claim:
    'an accept at the limit of descriptors is EMFILE, and the connection waits until it is accepted, with what was sent',
  clauses: ['C10', 'S19', 'S11'],
  requires: needsNames,
  limits: true,
  aim: (walk) => {
    const { choose } = walk;
    const listener = newQueue(walk, choose.int(0, 3));
    leaveRoom(walk, choose.oneIn(3) ? 1 : 0);
    for (let i = choose.int(1, 3); i > 0; i--)
      accept(walk, choose.oneIn(5) ? M.target(walk, walk.open()) : listener);
    if (choose.oneIn(2)) walk.go({ call: 'poll', fd: listener, events: 1, timeout: 0 });
    if (choose.oneIn(3)) M.closeMove(walk);
    else leaveRoom(walk, choose.one([1, 2, 'any'] as const));
    for (let i = choose.int(1, 3); i > 0; i--) accept(walk, listener);
    for (const fd of walk.sockets(({ origin }) => origin === 'accepted'))
      walk.go({ call: 'recv', fd, size: 9, flags: S.MSG_DONTWAIT });
  },
};
