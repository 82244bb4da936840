/** Descriptors sent by UDP: nobody gets them, and nothing holds them. */

import { POLLHUP, POLLIN } from '../../harness/abi/poll.ts';
import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Property } from '../../harness/run/property.ts';
import * as M from '../moves.ts';
import { sendRights } from './channel.ts';

export const byUdp: Property = {
  id: 'rights.sendmsg.udp-ignores-them',
  claim: 'UDP sends a message with descriptors as one without: none are held, and none are missed',
  clauses: ['R10', 'R28'],
  requires: [needsFeature('udp4'), needsOwn('network')],
  runs: 200,
  aim: (walk) => {
    const { choose } = walk;
    const [fd = 0, reader = 0, writer = 0] = walk.fresh(3);
    walk.go({ call: 'socket', domain: S.AF_INET, type: S.SOCK_DGRAM, protocol: 0, as: [fd] });
    walk.go({ call: 'bind', fd, address: { kind: 'inet', host: '127.0.0.1', port: 0 } });
    walk.go({ call: 'pipe2', flags: 0o4000, as: [reader, writer] });
    const look = (): void =>
      void walk.go({ call: 'poll', fd: reader, events: POLLIN | POLLHUP, timeout: 0 });
    for (let i = choose.int(1, 4); i > 0; i--) {
      const slots = Array.from({ length: choose.int(0, 3) }, () =>
        M.target(walk, [writer, reader]),
      );
      sendRights(walk, fd, slots, choose.int(0, 20), { kind: 'inet', host: '127.0.0.1', port: 9 });
      if (choose.oneIn(3)) walk.go({ call: 'close', fd: writer });
      look();
    }
  },
};
