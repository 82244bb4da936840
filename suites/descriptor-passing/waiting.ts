/** How many descriptors wait in a queue, as /proc tells. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as M from '../moves.ts';
import { needsNames, newThing, receiveRights, sendRights } from './channel.ts';

/** Two ends, or a client and its listener, behind which nobody has accepted yet. */
function ends(walk: Walk): readonly [Slot, Slot] {
  const { choose } = walk;
  if (choose.oneIn(2)) return M.newPair(walk);
  const [type, address] = [M.connectionType(walk), M.unixName(walk)];
  const listener = M.newListener(walk, type, address);
  const client = M.newSocket(walk, type);
  walk.go({ call: 'connect', fd: client, address });
  if (choose.oneIn(3)) {
    const other = M.newSocket(walk, type);
    if (walk.go({ call: 'connect', fd: other, address }) === '')
      sendRights(walk, other, newThing(walk));
  }
  return [client, listener];
}

export const waitingRights: Property = {
  id: 'rights.proc.counts-what-waits',
  claim:
    'scm_fds in fdinfo counts the descriptors that wait in a socket’s queue, of a listener those of all that wait for accept, and no longer those that were received or lost',
  clauses: ['R32'],
  requires: [...needsNames, needsFeature('scm-fds')],
  aim: (walk) => {
    const { choose } = walk;
    const [from, to] = ends(walk);
    let receiver = to;
    const things = newThing(walk);
    for (let i = choose.int(1, 6); i > 0; i--) {
      switch (choose.int(0, 6)) {
        case 0:
          receiveRights(walk, receiver, choose.one([0, 20, 64]), choose.one([0, S.MSG_PEEK]));
          break;
        case 1:
          walk.go({ call: 'recv', fd: receiver, size: choose.int(1, 9), flags: S.MSG_DONTWAIT });
          break;
        case 2: {
          const accepted = walk.slot();
          const flags = S.SOCK_NONBLOCK;
          if (walk.go({ call: 'accept4', fd: to, flags, as: [accepted] }) === '')
            receiver = accepted;
          break;
        }
        case 3:
          walk.go({ call: 'shutdown', fd: choose.one([from, to]), how: choose.int(0, 2) });
          break;
        default:
          sendRights(walk, from, choose.some(things));
      }
      walk.go({
        call: 'scm_fds',
        fd: M.target(walk, [choose.one([receiver, receiver, from, to])]),
      });
    }
  },
};
