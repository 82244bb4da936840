/** Descriptors and credentials in datagrams, and what becomes of them when a queue is dropped. */

import { POLLHUP, POLLIN } from '../../harness/abi/poll.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as D from '../datagram-moves.ts';
import * as M from '../moves.ts';
import { needsNames, receiveRights, sendRights } from './channel.ts';

const some = (walk: Walk, slots: readonly Slot[]): Slot[] =>
  Array.from({ length: walk.choose.int(1, 3) }, () => walk.choose.one(slots));

/** The receiver sets what it wants, gives up what it has, or receives. */
function receiverMove(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const own = M.nameOf(walk, fd);
  switch (choose.int(0, 6)) {
    case 0:
      return void walk.go({
        call: 'setsockopt',
        fd,
        option: choose.one(['SO_PASSCRED', 'SO_PASSRIGHTS'] as const),
        value: choose.int(0, 1),
      });
    case 1:
      // A new peer and none again: the queue is empty then.
      if (own !== undefined) walk.go({ call: 'connect', fd, address: own });
      return void walk.go({ call: 'connect', fd, address: D.NO_FAMILY });
    default:
      receiveRights(walk, fd, choose.oneIn(4) ? choose.int(0, 40) : undefined);
  }
}

export const withoutConnection: Property = {
  id: 'rights.sendmsg.without-a-connection',
  claim:
    'datagrams carry descriptors and credentials between processes as streams do, and what is dropped with a queue is closed',
  clauses: ['R01', 'R03', 'R16', 'R28', 'R33', 'G08', 'K17', 'K18', 'K19'],
  requires: needsNames,
  actors: 2,
  runs: 200,
  aim: (walk) => {
    const { choose } = walk;
    const receiver = D.newNamed(walk);
    const address = M.nameOf(walk, receiver);
    const [reader = 0, writer = 0] = walk.fresh(2);
    const look = (): void =>
      walk.as(
        1,
        () => void walk.go({ call: 'poll', fd: reader, events: POLLIN | POLLHUP, timeout: 0 }),
      );
    if (address === undefined) return;
    const sender = walk.as(1, () => {
      const made = choose.oneIn(2) ? D.newNamed(walk) : D.newDatagram(walk);
      if (!choose.oneIn(3)) walk.go({ call: 'connect', fd: made, address });
      walk.go({ call: 'pipe2', flags: 0o4000, as: [reader, writer] });
      return made;
    });
    for (let i = choose.int(2, 8); i > 0; i--) {
      if (choose.oneIn(2))
        walk.as(1, () => {
          const slots = some(walk, [writer, writer, reader, sender]);
          sendRights(walk, sender, slots, choose.int(0, 5), choose.oneIn(2) ? address : undefined);
        });
      else receiverMove(walk, receiver);
      if (choose.oneIn(4)) walk.as(1, () => void walk.go({ call: 'close', fd: writer }));
      look();
    }
    receiveRights(walk, receiver);
    walk.as(1, () => void walk.go({ call: 'close', fd: writer }));
    walk.go({ call: 'close', fd: receiver });
    look();
  },
};
