/** Peer credentials while several processes connect at once. */

import type { Property } from '../../harness/run/property.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import * as T from '../together.ts';
import { whoIsThere } from './peers.ts';

const ACTORS = 4;

export const connectedAtOnce: Property = {
  id: 'peercred.connect.at-once-each-its-own',
  claim:
    'of connects at once every accepted socket names its own client, and every client the listener',
  clauses: ['K05', 'K06', 'S19'],
  requires: T.needs,
  actors: ACTORS,
  runs: 150,
  aim: (walk) => {
    const { choose } = walk;
    const { fd, address } = T.listenerOf(walk, 1);
    const clients = [2, 3].map((actor) => T.socketOf(walk, actor));
    for (const actor of [2, 3]) if (choose.oneIn(2)) walk.as(actor, () => becomeSomebody(walk));
    const calls = clients.map((client, i) => T.by(i + 2, { call: 'connect', fd: client, address }));
    if (choose.oneIn(2)) T.shuffled(walk, [...calls, T.by(1, T.accept(walk, fd))]);
    else T.shuffled(walk, calls);
    for (const actor of [2, 3]) walk.as(actor, () => becomeBase(walk));
    for (let i = 0; i < 2; i++) walk.as(1, () => walk.go(T.accept(walk, fd)));
    for (let actor = 1; actor < ACTORS; actor++) walk.as(actor, () => whoIsThere(walk));
  },
};
