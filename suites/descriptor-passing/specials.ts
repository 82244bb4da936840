/** Files of no file system pass as others do: counters, timers, sets of signals and of descriptors. */

import { POLLIN, POLLOUT } from '../../harness/abi/poll.ts';
import * as S from '../../harness/abi/socket.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { newSpecial } from '../descriptor-moves.ts';
import * as M from '../moves.ts';
import { needs, receiveRights, sendRights } from './channel.ts';

const O_NONBLOCK = 0o4000;

/** Counts, or looks at what a descriptor is. */
function use(walk: Walk, fds: readonly Slot[]): void {
  const { choose } = walk;
  const fd = M.target(walk, fds);
  switch (choose.int(0, 9)) {
    case 0:
    case 1:
      return void walk.go({ call: 'read', fd, size: choose.one([8, 8, 16, 7]) });
    case 2:
    case 3:
      return void walk.go({ call: 'write', fd, size: choose.one([8, 8, 8, 7]), tag: walk.tag() });
    case 4:
    case 5:
      return void walk.go({ call: 'poll', fd, events: POLLIN | POLLOUT, timeout: 0 });
    case 6:
      return void walk.go({ call: 'fcntl', fd, command: 'GETFL', argument: 0 });
    case 7: {
      const argument = choose.one([0, O_NONBLOCK]);
      return void walk.go({ call: 'fcntl', fd, command: 'SETFL', argument });
    }
    case 8:
      return void walk.go({ call: 'send', fd, size: 1, tag: walk.tag(), flags: S.MSG_DONTWAIT });
    default:
      return void walk.go({ call: 'kcmp', fd, other: choose.one(fds) });
  }
}

export const specialFiles: Property = {
  id: 'rights.recvmsg.files-without-a-name',
  claim:
    'an eventfd, a timerfd, a signalfd and an epoll file pass as others do: who receives one counts on with the same counter, in flight and after',
  clauses: ['R04', 'R01', 'R03', 'C16'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const [a, b] = M.newPair(walk);
    const things = Array.from({ length: choose.int(1, 3) }, () => newSpecial(walk));
    for (let i = choose.int(0, 3); i > 0; i--) use(walk, things);
    sendRights(walk, a, choose.some(things));
    for (let i = choose.int(0, 2); i > 0; i--) use(walk, things);
    const isLost = choose.oneIn(3);
    if (isLost) for (const fd of things) walk.go({ call: 'close', fd });
    const peeked = choose.oneIn(4) ? receiveRights(walk, b, undefined, S.MSG_PEEK) : [];
    const received = receiveRights(walk, b, undefined, choose.one([0, S.MSG_CMSG_CLOEXEC]));
    const all = [...(isLost ? [] : things), ...received, ...received, ...peeked];
    for (let i = choose.int(2, 8); i > 0 && all.length > 0; i--) use(walk, all);
  },
};
