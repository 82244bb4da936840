/** Low ports of a network, and those who have the capability elsewhere. */

import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import { receiveRights, sendRights } from '../descriptor-passing/channel.ts';
import { someCapabilities, someIdentity } from '../identities.ts';
import { everybodyHome, needsOwnUsers, needsSingleUser, somebodysTurn } from '../neighbours.ts';
import { bindAnywhere, newInet, tryPort } from '../port-moves.ts';
import * as T from '../together.ts';

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

const [AROUND, INSIDE] = [0, 1];

export const ownNetwork: Property = {
  id: 'ports.bind.own-network-of-a-user-namespace',
  claim:
    'the capability of a user namespace gives the low ports of the network that belongs to it, on sockets that were made there, and no others, whoever holds them',
  clauses: ['P07', 'P08', 'P01', 'P06'],
  requires: [
    ...[needsFeature('tcp4'), needsFeature('udp4'), needsFeature('unix-stream')],
    ...[needsOwn('network'), needsOwn('files'), ...needsOwnUsers],
  ],
  actors: ['plain', 'own-users-and-network'],
  runs: 150,
  aim: (walk) => {
    const { choose } = walk;
    // By a pathname, which is the same in every network, and may be written to by all.
    walk.go({ call: 'umask', mask: 0 });
    const ends = T.channel(walk, AROUND, INSIDE, { kind: 'path', path: 'p0' });
    const held: [Slot[], Slot[]] = [[], []];
    const make = (actor: number): void =>
      walk.as(actor, () => void held[actor]?.push(newInet(walk).fd));
    for (const actor of [AROUND, INSIDE]) make(actor);
    if (choose.oneIn(2)) {
      const [from, to] = choose.oneIn(2) ? [AROUND, INSIDE] : [INSIDE, AROUND];
      walk.as(from, () => sendRights(walk, ends[from] ?? 0, held[from] ?? []));
      walk.as(to, () => held[to]?.push(...receiveRights(walk, ends[to] ?? 0)));
    }
    for (let i = choose.int(1, 6); i > 0; i--)
      somebodysTurn(walk, () => {
        const caps = choose.one(['all', 'NET_BIND_SERVICE', 'none', someCapabilities(walk)]);
        walk.become(choose.oneIn(3) ? walk.home.base : { ...someIdentity(walk), caps });
        const mine = held[walk.by] ?? [];
        if (choose.oneIn(4)) mine.push(newInet(walk).fd);
        const fd = choose.one(mine);
        bindAnywhere(walk, fd);
        if (choose.oneIn(3)) walk.go({ call: 'getsockname', fd, room: 128 });
      });
    everybodyHome(walk);
  },
};
