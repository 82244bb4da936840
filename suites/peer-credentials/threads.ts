/** Credentials of processes of several threads: whichever of them calls, the process is told. */

import { needsUids } from '../../harness/facts/index.ts';
import type { Property } from '../../harness/run/property.ts';
import { becomeBase } from '../identities.ts';
import * as M from '../moves.ts';
import { everybodyHome, somebodysTurn } from '../neighbours.ts';
import { converse, meet } from './namespaces.ts';
import { passCredentials, passPidfds } from './passing.ts';
import { needs, whoIsThere } from './peers.ts';

export const fromThreads: Property = {
  id: 'peercred.connect.the-process-not-the-thread',
  claim:
    'whichever thread of a process calls, peers and receivers of messages are told the pid of the process, and the ids of the thread',
  clauses: ['K07', 'K17', 'K13', 'K02'],
  requires: [...needs, needsUids(1)],
  actors: ['plain', 'second-thread'],
  runs: 150,
  aim: (walk) => {
    const { choose } = walk;
    if (choose.oneIn(2))
      somebodysTurn(walk, () => {
        whoIsThere(walk, choose.one(M.newPair(walk)));
        becomeBase(walk);
      });
    meet(walk, (fd) => {
      if (!choose.oneIn(4)) passCredentials(walk, fd);
      if (choose.oneIn(3)) passPidfds(walk, fd);
      whoIsThere(walk, fd);
      if (choose.oneIn(3)) walk.go({ call: 'getsockopt', fd, option: 'SO_PEERPIDFD', room: 4 });
    });
    converse(walk, choose.int(0, 5));
    everybodyHome(walk);
  },
};
