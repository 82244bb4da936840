/**
 * Manners: what some scenarios of every property do besides. They speak of a file by a duplicate of its descriptor or by one
 * that was passed, look at a socket in the middle of what happens to it, or have a call fail before it is made, which should
 * make no difference; or they meddle: they set an option, or go on as somebody else, which makes the difference that the law says.
 */

import { POLLIN, POLLOUT, POLLPRI, POLLRDHUP } from '../harness/abi/poll.ts';
import { AF_UNIX, SOCK_STREAM } from '../harness/abi/socket.ts';
import { type Slot, SOCKET_OPTIONS, type SocketOption } from '../harness/law/operation.ts';
import type { Property } from '../harness/run/property.ts';
import { isThread } from '../harness/scenario/cast.ts';
import type { Manner, Move, Walk } from '../harness/scenario/walk.ts';
import { failingFirst } from './failing-first.ts';
import { becomeBase, someCapabilities, someIdentity } from './identities.ts';
import { pollEntries } from './poll-moves.ts';

/** One scenario in so many has any. */
const RARE = 3;

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
  const made = walk.choose.oneIn(4)
    ? passToOneself(walk, fd, twin)
    : walk.go({ call: 'dup', fd, as: [twin] }) === '';
  if (made) twins.set(fd, twin);
}

/** Away in a message and back. */
function passToOneself(walk: Walk, fd: Slot, twin: Slot): boolean {
  const [to = 0, from = 0] = walk.fresh(2);
  const made = { domain: AF_UNIX, type: SOCK_STREAM, protocol: 0, as: [to, from] };
  if (walk.go({ call: 'socketpair', ...made }) !== '') return false;
  walk.go({
    ...{ call: 'sendmsg', fd: to, size: 1, tag: walk.tag(), flags: 0 },
    control: [{ kind: 'rights', slots: [fd] }],
  });
  walk.go({ call: 'recvmsg', fd: from, size: 1, room: 24, flags: 0, as: [twin] });
  for (const end of [to, from]) walk.go({ call: 'close', fd: end });
  return walk.open().includes(twin);
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

const looking: Manner = {
  after: (walk) => {
    const open = walk.open();
    if (open.length > 0 && walk.choose.oneIn(2)) walk.go(look(walk, walk.choose.one(open)));
  },
};

/** What may be set of a socket at any time, and to what. */
const SETTINGS = [
  ['SO_PASSCRED', [0, 1, -1]],
  ['SO_PASSPIDFD', [0, 1, -1]],
  ['SO_PASSRIGHTS', [0, 1, -1]],
  ['SO_PASSSEC', [0, 1]],
  ['SO_INQ', [0, 1, 1]],
  ['SO_PEEK_OFF', [0, 1, -1]],
  ['SO_OOBINLINE', [0, 1, 1]],
  ['SO_RCVTIMEO', [0, 20]],
  ['SO_SNDTIMEO', [0, 20]],
  ['SO_REUSEADDR', [0, 1]],
  ['SO_KEEPALIVE', [0, 1]],
  ['SO_PRIORITY', [0, 6, 7]],
  ['SO_MARK', [0, 1]],
  ['SO_BROADCAST', [0, 1]],
  ['SO_RCVLOWAT', [0, 1]],
] as const satisfies readonly (readonly [SocketOption, readonly number[]])[];

/** Into a mount namespace of one's own: the files are the same there. */
function goElsewhere(walk: Walk): void {
  const { place, by, me } = walk;
  // What /proc calls the directory of a process is that of its first thread.
  if (isThread(place.processes[by]?.kind ?? 'plain') || me.mounts !== undefined) return;
  walk.go({ call: 'mounts', to: 'new' });
}

/** Whoever acts sets something of a socket that is open, is somebody else from now on, or somewhere else. */
const meddling: Manner = {
  after: (walk) => {
    const { choose } = walk;
    if (!choose.oneIn(3)) return;
    if (choose.oneIn(5)) {
      if (choose.oneIn(4)) goElsewhere(walk);
      else if (choose.oneIn(3)) becomeBase(walk);
      else walk.become({ ...someIdentity(walk), caps: someCapabilities(walk) });
      return;
    }
    const sockets = walk.sockets();
    if (sockets.length === 0) return;
    const [option, values] = choose.one(SETTINGS);
    walk.go({
      ...{ call: 'setsockopt', fd: choose.one(sockets), option },
      value: choose.one<number>(values),
    });
  },
};

/** By lot: each alone, all that makes no difference, or meddling and duplicates. */
const LOTS: readonly (() => Manner)[] = [
  () => looking,
  aliasing,
  () => ({ ...looking, ...aliasing() }),
  () => meddling,
  () => ({ ...meddling, ...aliasing() }),
  () => failingFirst,
  () => ({ ...looking, ...failingFirst }),
];

const mannerOf = ({ choose }: Walk): Manner | undefined =>
  LOTS[choose.int(0, RARE * LOTS.length)]?.();

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
