/** Promise 1: stream sockets are connection-oriented. */

import type { Suite } from '../../harness/run/property.ts';
import * as M from '../moves.ts';

export const streamConnections: Suite = {
  id: 'stream-connections',
  title: 'Stream sockets are connection-oriented',
  text: 'Each connect to a bound, listening socket makes a new channel of its own, unlike a named pipe; socketpair makes unnamed ones.',
  properties: [
    {
      id: 'stream.walk',
      claim: 'whatever happens on stream and seqpacket sockets is what the law allows',
      clauses: ['S11', 'S12', 'S33'],
      requires: [],
      aim: (walk) => {
        if (walk.choose.oneIn(2)) M.newPair(walk);
        else M.newListener(walk);
        walk.wander(
          [[2, M.socketMove],[1,M.pairMove],[2,M.bindMove],[2,M.listenMove],[5,M.connectMove],[4,M.acceptMove],[8,M.sendMove],[1,M.sendtoMove],[8,M.recvMove],[2,M.recvfromMove],[3,M.shutdownMove],[4,M.closeMove],[1,M.dupMove],[4,M.pollMove],[2,M.nameMove],[2,M.optionMove],[1,M.nonblockMove],[1,M.flagsMove],[3,M.recvmsgMove],[3,M.sendRightsMove]],
          walk.choose.int(5, 30),
        );
      },
    },
  ],
};
