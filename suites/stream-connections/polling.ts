/** What poll tells of several descriptors at once. */

import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Property } from '../../harness/run/property.ts';
import { DATAGRAMS } from '../datagram-moves.ts';
import * as Fd from '../descriptor-moves.ts';
import { limitMove } from '../limit-moves.ts';
import * as M from '../moves.ts';
import { pollEntries, pollManyMove } from '../poll-moves.ts';
import { CONNECTING, ENDING, TRANSFER, type Weighted } from '../weights.ts';

const needs = [needsFeature('unix-stream'), needsOwn('network'), needsOwn('files')];

const LIFE: Weighted = [
  ...CONNECTING,
  ...TRANSFER,
  ...ENDING,
  [4, (walk) => walk.wander(DATAGRAMS, 1)],
  [2, Fd.pipeMove],
  [1, Fd.dupMove],
];

export const polledTogether: Property = {
  id: 'stream.poll.each-of-several-by-itself',
  claim:
    'poll of several descriptors tells of each what it tells of it alone, and returns of how many it told',
  clauses: ['X20', 'X05'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    M.newListener(walk);
    M.newPair(walk);
    if (choose.oneIn(2)) M.newSocket(walk, M.anyType(walk));
    if (choose.oneIn(2)) Fd.pipeMove(walk);
    for (let i = choose.int(1, 4); i > 0; i--) {
      walk.wander(LIFE, choose.int(0, 5));
      pollManyMove(walk);
    }
    // It makes no descriptor, and needs room for none.
    if (choose.oneIn(8)) limitMove(walk);
    const timeout = choose.oneIn(40) ? 8 : 0;
    walk.go({ call: 'poll_many', entries: pollEntries(walk), timeout });
  },
};
