/** Several networks: each has a start of its own, and a socket stays with the one in which it was made. */

import * as S from '../../harness/abi/socket.ts';
import { needsCapability, needsFeature } from '../../harness/facts/index.ts';
import type { Address, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { becomeBase, someCapabilities, someIdentity } from '../identities.ts';
import { move, needsNetworks } from '../network-moves.ts';
import { bindAnywhere, newInet, serve } from '../port-moves.ts';

/** A socket, and who listens to it in its network. */
function readyToConnect(walk: Walk): { readonly fd: Slot; readonly address: Address } {
  const { address } = serve(walk, S.AF_INET);
  const fd = walk.slot();
  walk.go({ call: 'socket', domain: S.AF_INET, type: S.SOCK_STREAM, protocol: 0, as: [fd] });
  return { fd, address };
}

export const startsOfNetworks: Property = {
  id: 'ports.network.each-has-its-own-start',
  claim:
    'a new network begins with 1024, its start is no other’s, and a socket is bound by the rule of the network in which it was made',
  clauses: ['P03', 'P06', 'P08', 'P01', 'P02'],
  requires: [
    ...needsNetworks,
    needsFeature('tcp4'),
    needsFeature('udp4'),
    needsFeature('port-start-writable'),
    needsCapability('NET_ADMIN'),
  ],
  runs: 80,
  aim: (walk) => {
    const { choose } = walk;
    const made: Slot[] = [];
    const reach = choose.oneIn(3) ? readyToConnect(walk) : undefined;
    for (let stays = choose.int(2, 4); stays > 0; stays--) {
      if (choose.oneIn(2))
        walk.go({ call: 'port_start', value: choose.one([0, 80, 1023, 1024, 1025, 2000]) });
      for (let i = choose.int(0, 2); i > 0; i--) made.push(newInet(walk).fd);
      move(walk, choose.oneIn(3) ? 'home' : 'new', {
        ...someIdentity(walk),
        caps: choose.oneIn(3) ? someCapabilities(walk) : 'none',
      });
      made.push(newInet(walk).fd);
      if (reach !== undefined) walk.go({ call: 'connect', ...reach });
      for (let i = choose.int(1, 4); i > 0; i--) {
        const fd = choose.one(made);
        bindAnywhere(walk, fd);
        if (choose.oneIn(3)) walk.go({ call: 'getsockname', fd, room: 128 });
      }
      becomeBase(walk);
    }
  },
};
