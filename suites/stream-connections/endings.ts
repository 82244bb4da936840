/** How connections end: halves, resets, and queues that are full. */

import { POLLIN, POLLOUT, POLLRDHUP } from '../../harness/abi/poll.ts';
import * as S from '../../harness/abi/socket.ts';
import { needsCapability, needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Address } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as Fd from '../descriptor-moves.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import * as M from '../moves.ts';
import { TRANSFER } from '../weights.ts';

const unix = [needsFeature('unix-stream')];
const needs = [...unix, needsOwn('network'), needsOwn('files')];

/** Looks at every connected socket in every way. */
function lookAround(walk: Walk): void {
  for (const fd of M.connected(walk)) {
    walk.go({ call: 'poll', fd, events: POLLIN | POLLOUT | POLLRDHUP, timeout: 0 });
    // That it cannot be set leaves it as it is.
    if (walk.choose.oneIn(8)) walk.go({ call: 'setsockopt', fd, option: 'SO_ERROR', value: 0 });
    const asked = { call: 'getsockopt', fd, option: 'SO_ERROR' } as const;
    if (walk.choose.oneIn(12)) walk.go({ ...asked, room: -1 });
    if (walk.choose.oneIn(3)) walk.go({ ...asked, room: 4 });
    if (walk.choose.oneIn(2)) {
      const quiet = walk.choose.oneIn(2) ? S.MSG_NOSIGNAL : 0;
      const flags = S.MSG_DONTWAIT | quiet;
      const sending = { fd, size: walk.choose.size(9), tag: walk.tag(), flags };
      if (!walk.choose.oneIn(6)) walk.go({ call: 'send', ...sending });
      else walk.go({ call: 'sendto', ...sending, address: { kind: 'abstract', name: 'nobody' } });
    }
    if (walk.choose.oneIn(4)) walk.go({ call: 'write', fd, size: 3, tag: walk.tag() });
    if (walk.choose.oneIn(4)) walk.go({ call: 'read', fd, size: 9 });
    walk.go({ call: 'recv', fd, size: 64, flags: S.MSG_DONTWAIT });
    walk.go({ call: 'recv', fd, size: 64, flags: S.MSG_DONTWAIT });
  }
}

/** A client that was shut down before it connected: its peer learns of it only by sending. */
function shutBeforeConnect(walk: Walk): void {
  const address = M.unixName(walk);
  const type = M.connectionType(walk);
  const listener = M.newListener(walk, type, address);
  const client = M.newSocket(walk, type);
  walk.go({ call: 'shutdown', fd: client, how: walk.choose.int(0, 2) });
  walk.go({ call: 'connect', fd: client, address });
  walk.go({ call: 'accept4', fd: listener, flags: 0, as: [walk.slot()] });
}

export const halfClose: Property = {
  id: 'stream.shutdown.each-half-by-itself',
  claim:
    'shutdown ends one direction for both ends and leaves the other; what was queued stays readable',
  clauses: ['X01', 'X02', 'X03', 'X04', 'X05'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    if (choose.oneIn(3)) M.newListener(walk);
    if (choose.oneIn(3)) M.newSocket(walk);
    if (choose.oneIn(4)) shutBeforeConnect(walk);
    M.newPair(walk);
    for (let i = choose.int(1, 4); i > 0; i--) {
      walk.wander(TRANSFER, choose.int(0, 4));
      M.shutdownMove(walk);
      if (choose.oneIn(2)) M.connectMove(walk);
      lookAround(walk);
    }
  },
};

export const closeAndReset: Property = {
  id: 'stream.close.end-or-reset',
  claim:
    'after a close the peer drains what was sent, then sees the end, or one reset if something stayed unread',
  clauses: ['S24', 'C37', 'S26', 'S28', 'S29', 'S30', 'S27'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const type = M.connectionType(walk);
    const address = M.unixName(walk);
    const listener = M.newListener(walk, type, address);
    for (let i = choose.int(1, 3); i > 0; i--) {
      const client = M.newSocket(walk, type);
      walk.go({ call: 'connect', fd: client, address });
      if (choose.oneIn(2))
        walk.go({ call: 'accept4', fd: listener, flags: S.SOCK_NONBLOCK, as: [walk.slot()] });
    }
    walk.wander(TRANSFER, choose.int(0, 8));
    for (let i = choose.int(1, 3); i > 0; i--) {
      const end = choose.int(0, 8);
      if (end === 0) walk.go({ call: 'shutdown', fd: listener, how: S.SHUT_RDWR });
      else if (end < 3) walk.go({ call: 'close', fd: listener });
      else M.closeMove(walk);
      lookAround(walk);
      if (choose.oneIn(3)) M.acceptMove(walk);
    }
  },
};

/** As many as may wait, and some more. */
function fill(walk: Walk, type: number, address: Address, clients: number): void {
  for (let i = clients; i > 0; i--) {
    const fd = walk.slot();
    const flags = type | S.SOCK_NONBLOCK;
    walk.go({ call: 'socket', domain: S.AF_UNIX, type: flags, protocol: 0, as: [fd] });
    walk.go({ call: 'connect', fd, address });
  }
}

export const fullBacklog: Property = {
  id: 'stream.listen.backlog-and-one',
  claim:
    'a listener queues backlog+1 connections; the next non-blocking connect is told to try again, and accept makes room',
  clauses: ['S04', 'S05', 'S06', 'S07', 'S08', 'S09', 'S18'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const type = M.connectionType(walk);
    const address = M.unixName(walk);
    const backlog = choose.int(0, 4);
    const listener = M.newSocket(walk, choose.oneIn(12) ? S.SOCK_DGRAM : type);
    if (!choose.oneIn(12)) walk.go({ call: 'bind', fd: listener, address });
    walk.go({ call: 'listen', fd: listener, backlog });
    fill(walk, type, address, backlog + 1 + choose.int(0, 3));
    walk.wander(
      [
        [3, M.acceptMove],
        [3, M.connectMove],
        [1, M.listenMove],
        [1, M.closeMove],
        [1, Fd.pollMove],
      ],
      choose.int(1, 10),
    );
  },
};

const BACKLOGS = [-1, -1, -0x8000_0000, 0, 1, 3, 7, 4096, 0x7fff_ffff] as const;

export const clampedBacklog: Property = {
  id: 'stream.listen.backlog-within-somaxconn',
  claim:
    'a backlog that is negative, or above net.core.somaxconn, is that, as it is when listen is called',
  clauses: ['S08', 'S09'],
  requires: [...needs, needsFeature('somaxconn-writable'), needsCapability('NET_ADMIN')],
  aim: (walk) => {
    const { choose } = walk;
    const type = M.connectionType(walk);
    const address = M.abstractName(walk);
    const listener = M.newSocket(walk, type);
    walk.go({ call: 'bind', fd: listener, address });
    for (let i = choose.int(1, 2); i > 0; i--) {
      if (choose.oneIn(4)) becomeSomebody(walk);
      const most = choose.oneIn(8) ? -1 : choose.int(0, 5);
      walk.go({ call: 'somaxconn', value: most });
      walk.go({ call: 'listen', fd: listener, backlog: choose.one(BACKLOGS) });
      becomeBase(walk);
      if (choose.oneIn(3)) walk.go({ call: 'somaxconn', value: choose.int(0, 5) });
      fill(walk, type, address, choose.int(1, most + 3));
      if (choose.oneIn(3)) M.acceptMove(walk);
    }
  },
};
