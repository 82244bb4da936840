/** What is open is looked at in the middle of what happens to it. */

import { POLLIN, POLLOUT, POLLPRI, POLLRDHUP } from '../../harness/abi/poll.ts';
import { type Slot, SOCKET_OPTIONS, type SocketOption } from '../../harness/law/operation.ts';
import type { Manner, Move, Walk } from '../../harness/scenario/walk.ts';
import { pollEntries } from '../poll-moves.ts';

const EVENTS = POLLIN | POLLOUT | POLLPRI | POLLRDHUP;

/** Calls that tell something and change nothing, but that SO_ERROR is told once. */
export function look(walk: Walk, fd: Slot): Move {
  const { choose } = walk;
  switch (choose.int(0, 9)) {
    case 0:
      return { call: 'getsockname', fd, room: 128 };
    case 1:
      return { call: 'getpeername', fd, room: 128 };
    case 2:
      if (choose.oneIn(3)) return { call: 'poll_many', entries: pollEntries(walk), timeout: 0 };
      return { call: 'poll', fd, events: EVENTS, timeout: 0 };
    case 3:
      return { call: 'ioctl', fd, request: choose.one(['SIOCINQ', 'SIOCOUTQ', 'SIOCATMARK']) };
    case 4:
      return { call: 'fcntl', fd, command: choose.one(['GETFL', 'GETFD']), argument: 0 };
    case 5:
      return choose.oneIn(2) ? { call: 'fstat', fd } : { call: 'unix_listed', fd };
    default: {
      const option = choose.one(SOCKET_OPTIONS);
      return { call: 'getsockopt', fd, option, room: roomOf(option) };
    }
  }
}

const ROOM: Partial<Record<SocketOption, number>> = {
  ...{ SO_RCVTIMEO: 16, SO_SNDTIMEO: 16, SO_PEERCRED: 12, SO_LINGER: 8 },
};
const roomOf = (option: SocketOption): number => ROOM[option] ?? 4;

export const looking: Manner = {
  after: (walk) => {
    const open = walk.open();
    if (open.length > 0 && walk.choose.oneIn(2)) walk.go(look(walk, walk.choose.one(open)));
  },
};
