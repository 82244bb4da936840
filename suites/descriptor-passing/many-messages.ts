/** Several messages in one call, with and without descriptors. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as D from '../datagram-moves.ts';
import { receiveMany, sendMany } from '../many-messages-moves.ts';
import * as M from '../moves.ts';
import { TRANSFER } from '../weights.ts';

/** UIO_MAXIOV, and some more. */
const TOO_MANY = [1024, 1025, 1030] as const;

/** Datagrams of several senders, each with a name. */
function fromSeveral(walk: Walk): void {
  const { choose } = walk;
  const [receiver, ...senders] = Array.from({ length: 3 }, () => D.newNamed(walk));
  const address = receiver === undefined ? undefined : M.nameOf(walk, receiver);
  if (receiver === undefined || address === undefined) return;
  for (let i = choose.int(2, 4); i > 0; i--)
    walk.go({
      ...{ call: 'sendto', fd: choose.one(senders), size: choose.size(9), tag: walk.tag() },
      ...{ flags: S.MSG_DONTWAIT, address },
    });
  receiveMany(walk, receiver);
}

function toNoSocket(walk: Walk): void {
  const memory = walk.slot();
  walk.go({ call: 'memfd_create', flags: 0, as: [memory] });
  for (const some of [sendMany, receiveMany]) some(walk, memory);
}

export const manyAtOnce: Property = {
  id: 'rights.messages.several-at-once',
  claim:
    'sendmmsg and recvmmsg do what as many calls would do one after another, tell of how many, and fail only if the first does',
  clauses: ['X15', 'R03'],
  requires: [needsFeature('unix-stream'), needsOwn('network'), needsOwn('files')],
  aim: (walk) => {
    const { choose } = walk;
    const others = [fromSeveral, fromSeveral, toNoSocket] as const;
    if (choose.oneIn(5)) return choose.one(others)(walk);
    const types = [S.SOCK_STREAM, S.SOCK_SEQPACKET, S.SOCK_DGRAM];
    const [a, b] = M.newPair(walk, choose.one(types));
    if (choose.oneIn(4)) M.newSocket(walk);
    for (const fd of [a, b])
      if (choose.oneIn(5)) walk.go({ call: 'setsockopt', fd, option: 'SO_PASSCRED', value: 1 });
    for (let i = choose.int(1, 5); i > 0; i--) {
      sendMany(walk, M.target(walk, [a, a, a, b]), choose.oneIn(4) ? 14 : 4);
      if (choose.oneIn(5)) M.shutdownMove(walk);
      if (choose.oneIn(8)) M.closeMove(walk);
      if (choose.oneIn(3)) walk.wander(TRANSFER, 1);
      if (!choose.oneIn(3)) receiveMany(walk, M.target(walk, [b, b, b, a]));
    }
    // What was left unread is told first.
    if (choose.oneIn(6)) {
      walk.go({ call: 'send', fd: b, size: 1, tag: walk.tag(), flags: S.MSG_DONTWAIT });
      walk.go({ call: 'close', fd: a });
      for (let i = 0; i < 2; i++) receiveMany(walk, b);
    }
    if (choose.oneIn(10)) {
      const messages = [{ size: 0, tag: walk.tag() }];
      const count = choose.one(TOO_MANY);
      walk.go({ call: 'sendmmsg', fd: a, messages, flags: S.MSG_DONTWAIT, count });
    }
  },
};
