/** Low ports of a network, and those who have the capability elsewhere. */

import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Property } from '../../harness/run/property.ts';
import { someCapabilities, someIdentity } from '../identities.ts';
import { everybodyHome, needsSingleUser, somebodysTurn } from '../neighbours.ts';
import { tryPort } from '../port-moves.ts';

export const rootOfAnother: Property = {
  id: 'ports.bind.no-say-in-the-network-around',
  claim:
    'the capability of a user namespace gives no low port of the network that it shares with those around, not even to its root',
  clauses: ['P07', 'P01', 'P02'],
  requires: [needsFeature('tcp4'), needsFeature('udp4'), needsOwn('network'), ...needsSingleUser],
  actors: ['plain', 'own-single-user'],
  runs: 200,
  aim: (walk) => {
    const { choose } = walk;
    for (let i = choose.int(1, 5); i > 0; i--)
      somebodysTurn(walk, () => {
        const caps = choose.one(['all', 'NET_BIND_SERVICE', someCapabilities(walk)]);
        walk.become(choose.oneIn(3) ? walk.home.base : { ...someIdentity(walk), caps });
        tryPort(walk);
      });
    everybodyHome(walk);
  },
};
