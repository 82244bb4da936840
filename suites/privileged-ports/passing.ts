/** Sockets that come as descriptors: to have one is not to have its maker's capability. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { receiveRights, sendRights } from '../descriptor-passing/channel.ts';
import { becomeBase, someCapabilities, someIdentity } from '../identities.ts';
import * as M from '../moves.ts';
import { newInet, someAddress } from '../port-moves.ts';
import { needs } from './properties.ts';

/** Sends some of the sockets and answers what came: descriptors beside those that were sent, or in their stead. */
function pass(walk: Walk, made: readonly Slot[]): readonly Slot[] {
  const { choose } = walk;
  const [a, b] = M.newPair(walk, choose.one([S.SOCK_STREAM, S.SOCK_DGRAM, S.SOCK_SEQPACKET]));
  sendRights(walk, a, made);
  if (choose.oneIn(2)) for (const fd of made) walk.go({ call: 'close', fd });
  return receiveRights(walk, b);
}

export const passed: Property = {
  id: 'ports.bind.a-passed-socket-gives-no-right',
  claim:
    'who receives a socket may bind it to what it may bind itself, whoever made and sent the socket; and its name is told by every descriptor',
  clauses: ['P09', 'P01', 'P02', 'R01'],
  requires: [...needs, needsFeature('unix-stream')],
  aim: (walk) => {
    const { choose } = walk;
    for (let rounds = choose.int(1, 2); rounds > 0; rounds--) {
      const made = Array.from({ length: choose.int(1, 3) }, () => newInet(walk).fd);
      const came = pass(walk, made);
      for (let i = choose.int(1, 6); i > 0; i--) {
        const caps = choose.oneIn(2) ? 'none' : someCapabilities(walk);
        walk.become({ ...someIdentity(walk), caps });
        const fd = choose.one([...came, ...came, ...made]);
        const domain = walk.socketAt(fd)?.domain ?? S.AF_INET;
        walk.go({ call: 'bind', fd, address: someAddress(walk, domain) });
        if (choose.oneIn(2))
          walk.go({ call: 'getsockname', fd: choose.one([...came, ...made]), room: 128 });
      }
      becomeBase(walk);
    }
  },
};
