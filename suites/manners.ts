/**
 * Manners: what some scenarios of every property do besides, though it should make no difference. They speak of a file by
 * a duplicate of its descriptor, or look at a socket in the middle of what happens to it.
 */

import { POLLIN, POLLOUT, POLLPRI, POLLRDHUP } from '../harness/abi/poll.ts';
import { type Slot, SOCKET_OPTIONS } from '../harness/law/operation.ts';
import type { Property } from '../harness/run/property.ts';
import type { Manner, Move, Walk } from '../harness/scenario/walk.ts';

/** One scenario in so many has each of them. */
const RARE = 7;

/** Where a descriptor has a duplicate, any of the two is used; both are closed together, or the duplicate alone. */
function aliasing(): Manner {
  const twins = new Map<Slot, Slot>();
  return {
    instead: (walk, move) => {
      if (!('fd' in move) || !walk.open().includes(move.fd)) return move;
      const { fd } = move;
      const twin = twins.get(fd);
      if (move.call === 'close') {
        if (twin !== undefined) walk.go({ call: 'close', fd: twin });
        twins.delete(fd);
        return move;
      }
      if (twin !== undefined && walk.choose.oneIn(8)) {
        walk.go({ call: 'close', fd: twin });
        twins.delete(fd);
        return move;
      }
      if (twin !== undefined) return walk.choose.oneIn(2) ? { ...move, fd: twin } : move;
      if (walk.choose.oneIn(3)) duplicate(walk, fd, twins);
      return move;
    },
  };
}

function duplicate(walk: Walk, fd: Slot, twins: Map<Slot, Slot>): void {
  const twin = walk.slot();
  if (walk.go({ call: 'dup', fd, as: [twin] }) === '') twins.set(fd, twin);
}

const EVENTS = POLLIN | POLLOUT | POLLPRI | POLLRDHUP;

/** Calls that tell something and change nothing, but that SO_ERROR is told once. */
function look(walk: Walk, fd: Slot): Move {
  const { choose } = walk;
  switch (choose.int(0, 9)) {
    case 0:
      return { call: 'getsockname', fd, room: 128 };
    case 1:
      return { call: 'getpeername', fd, room: 128 };
    case 2:
      return { call: 'poll', fd, events: EVENTS, timeout: 0 };
    case 3:
      return { call: 'ioctl', fd, request: choose.one(['SIOCINQ', 'SIOCOUTQ', 'SIOCATMARK']) };
    case 4:
      return { call: 'fcntl', fd, command: choose.one(['GETFL', 'GETFD']), argument: 0 };
    case 5:
      return choose.oneIn(2) ? { call: 'fstat', fd } : { call: 'unix_listed', fd };
    default: {
      const option = choose.one(SOCKET_OPTIONS);
      const room = option.endsWith('TIMEO') ? 16 : option === 'SO_PEERCRED' ? 12 : 4;
      return { call: 'getsockopt', fd, option, room };
    }
  }
}

const looking: Manner = {
  after: (walk) => {
    const open = walk.open();
    if (open.length > 0 && walk.choose.oneIn(2)) walk.go(look(walk, walk.choose.one(open)));
  },
};

function mannerOf({ choose }: Walk): Manner | undefined {
  const lot = choose.int(0, 2 * RARE - 1);
  if (lot > 2) return undefined;
  return { ...(lot !== 0 && looking), ...(lot !== 1 && aliasing()) };
}

/** The property with manners, unless it counts calls, descriptors or time. */
export function mannered(property: Property): Property {
  if (property.holds || property.limits || property.sleeps) return property;
  return {
    ...property,
    plain: property.aim,
    aim: (walk) => {
      walk.manner = mannerOf(walk);
      property.aim(walk);
    },
  };
}
