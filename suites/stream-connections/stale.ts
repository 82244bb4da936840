/** Numbers that were descriptors a moment ago, or never are: nothing that was closed can be reached by them. */

import { POLLIN, POLLOUT } from '../../harness/abi/poll.ts';
import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as Fd from '../descriptor-moves.ts';
import * as M from '../moves.ts';
import { callOn } from './descriptors.ts';

const O_NONBLOCK = 0o4000;

/** Calls that take any descriptor. */
function anyCallOn(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  switch (choose.int(0, 9)) {
    case 0:
      return void walk.go({ call: 'close', fd });
    case 1:
      return void walk.go({ call: 'dup', fd, as: [walk.slot()] });
    case 2:
      return void walk.go({
        ...{ call: 'fcntl', fd, argument: 0 },
        command: choose.one(['GETFD', 'SETFD', 'GETFL', 'SETFL']),
      });
    case 3:
      return void walk.go({ call: 'poll', fd, events: POLLIN | POLLOUT, timeout: 0 });
    case 4:
      return void walk.go({ call: 'read', fd, size: 3 });
    case 5:
      return void walk.go({ call: 'write', fd, size: 3, tag: walk.tag() });
    case 6:
      return void walk.go({ call: 'ioctl', fd, request: choose.one(['SIOCINQ', 'SIOCOUTQ']) });
    case 7:
      return void walk.go({
        ...{ call: 'dupfd', fd, least: choose.one([0, 100]), cloexec: 0, as: [walk.slot()] },
      });
    case 8:
      return void walk.go({ call: 'fstat', fd });
    default:
      Fd.positionOn(walk, fd);
  }
}

/** A socket with somebody at the other end, or one that listens; or the end of a pipe. */
function newEnd(walk: Walk): readonly [Slot, Slot | undefined] {
  const { choose } = walk;
  switch (choose.int(0, 4)) {
    case 0:
      return [M.newListener(walk), undefined];
    case 1: {
      const [reader = 0, writer = 0] = walk.fresh(2);
      walk.go({ call: 'pipe2', flags: O_NONBLOCK, as: [reader, writer] });
      return choose.oneIn(2) ? [reader, writer] : [writer, reader];
    }
    default:
      return M.newPair(walk);
  }
}

export const staleNumbers: Property = {
  id: 'stream.fd.closed-numbers-are-nobodys',
  claim:
    'a number is nobody’s once its descriptor was closed: no call reaches the socket by it that is still there, by a duplicate, at the other end or in a message',
  clauses: ['C15', 'X05'],
  requires: [needsFeature('unix-stream'), needsOwn('network'), needsOwn('files')],
  aim: (walk) => {
    const { choose } = walk;
    const [fd, other] = newEnd(walk);
    if (other !== undefined && choose.oneIn(3))
      walk.go({ call: 'write', fd: other, size: choose.int(1, 9), tag: walk.tag() });
    const twin = walk.slot();
    if (choose.oneIn(3)) walk.go({ call: 'dup', fd, as: [twin] });
    else if (choose.oneIn(4)) {
      const [via, to] = M.newPair(walk, S.SOCK_STREAM);
      walk.go({
        ...{ call: 'sendmsg', fd: via, size: 1, tag: walk.tag(), flags: S.MSG_DONTWAIT },
        control: [{ kind: 'rights', slots: [fd] }],
      });
      if (choose.oneIn(2)) walk.go({ call: 'close', fd: to });
    }
    walk.go({ call: 'close', fd });
    for (let i = choose.int(1, 6); i > 0; i--) {
      const nobody = choose.oneIn(5) ? M.neverOpen(walk) : fd;
      if (choose.oneIn(2)) callOn(walk, nobody);
      else anyCallOn(walk, nobody);
      if (other !== undefined && choose.oneIn(3))
        walk.go({ call: 'recv', fd: other, size: 9, flags: S.MSG_DONTWAIT });
      if (choose.oneIn(8)) M.closeMove(walk);
    }
  },
};
