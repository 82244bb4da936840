/** Descriptors that are received: their numbers, and how many there may be. */

import { POLLHUP, POLLIN } from '../../harness/abi/poll.ts';
import * as S from '../../harness/abi/socket.ts';
import type { Property } from '../../harness/run/property.ts';
import * as Fd from '../descriptor-moves.ts';
import { leaveGaps, leaveRoom } from '../limit-moves.ts';
import * as M from '../moves.ts';
import { needs, newThing, ROOMY, receiveRights, sendRights } from './channel.ts';

export const receivedNumbers: Property = {
  id: 'rights.recvmsg.lowest-numbers-ascending',
  claim: 'received descriptors have the lowest numbers that are free, and those ascend',
  clauses: ['C07', 'R01', 'R02', 'R20'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const [a, b] = M.newPair(walk);
    const things = newThing(walk);
    if (choose.oneIn(2)) leaveGaps(walk);
    for (let i = choose.int(1, 3); i > 0; i--) {
      sendRights(
        walk,
        a,
        Array.from({ length: choose.int(1, 6) }, () => choose.one(things)),
      );
      if (choose.oneIn(4)) receiveRights(walk, b, ROOMY, S.MSG_PEEK);
      const received = receiveRights(walk, b, choose.oneIn(5) ? choose.int(16, 40) : ROOMY);
      for (const fd of received) if (choose.oneIn(2)) walk.go({ call: 'close', fd });
    }
  },
};

export const receivedAtTheLimit: Property = {
  id: 'rights.recvmsg.as-many-as-the-limit-lets',
  claim:
    'a receiver at its limit gets all the data and as many descriptors as it may have; MSG_CTRUNC tells of the others, which are closed',
  clauses: ['R19', 'R17', 'R18', 'R28', 'C10'],
  requires: needs,
  limits: true,
  aim: (walk) => {
    const { choose } = walk;
    const [a, b] = M.newPair(walk);
    if (choose.oneIn(4)) walk.go({ call: 'setsockopt', fd: b, option: 'SO_PASSCRED', value: 1 });
    const [reader = 0, writer = 0] = walk.fresh(2);
    walk.go({ call: 'pipe2', flags: 0o4000, as: [reader, writer] });
    const things = choose.oneIn(2) ? [writer] : [writer, b, reader];
    const count = choose.int(1, 5);
    sendRights(
      walk,
      a,
      Array.from({ length: count }, () => choose.one(things)),
    );
    if (choose.oneIn(2)) walk.go({ call: 'close', fd: writer });
    leaveRoom(walk, choose.int(0, choose.oneIn(3) ? count : count - 1));
    const look = (): void =>
      void walk.go({ call: 'poll', fd: reader, events: POLLIN | POLLHUP, timeout: 0 });
    if (choose.oneIn(5)) receiveRights(walk, b, ROOMY, S.MSG_PEEK);
    const flags = choose.oneIn(4) ? S.MSG_CMSG_CLOEXEC : 0;
    receiveRights(walk, b, choose.oneIn(4) ? choose.int(0, 60) : ROOMY, flags, choose.int(1, 14));
    look();
    if (choose.oneIn(2)) Fd.dupMove(walk);
    if (choose.oneIn(2)) leaveRoom(walk, 'any');
    receiveRights(walk, b);
    look();
  },
};
