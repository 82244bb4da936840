/** Descriptors sent by netlink: nobody gets them, and whoever sends them is told. */

import { POLLHUP, POLLIN } from '../../harness/abi/poll.ts';
import * as S from '../../harness/abi/socket.ts';
import { needsFeature } from '../../harness/facts/index.ts';
import type { Property } from '../../harness/run/property.ts';
import * as M from '../moves.ts';
import { sendRights } from './channel.ts';

export const byNetlink: Property = {
  id: 'rights.sendmsg.netlink-refuses-them',
  claim: 'netlink refuses a message with descriptors, open or not, and holds none of them',
  clauses: ['R10', 'R28'],
  requires: [needsFeature('netlink')],
  runs: 100,
  aim: (walk) => {
    const { choose } = walk;
    const [fd = 0, reader = 0, writer = 0] = walk.fresh(3);
    const type = choose.one([S.SOCK_RAW, S.SOCK_DGRAM]) | M.newFlags(walk);
    walk.go({ call: 'socket', domain: S.AF_NETLINK, type, protocol: 0, as: [fd] });
    walk.go({ call: 'pipe2', flags: 0o4000, as: [reader, writer] });
    for (let i = choose.int(1, 4); i > 0; i--) {
      const slots = Array.from({ length: choose.int(0, 3) }, () =>
        M.target(walk, [writer, reader]),
      );
      sendRights(walk, fd, slots);
      if (choose.oneIn(3)) walk.go({ call: 'close', fd: writer });
      walk.go({ call: 'poll', fd: reader, events: POLLIN | POLLHUP, timeout: 0 });
    }
  },
};
