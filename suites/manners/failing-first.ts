/** Calls that are to fail, just before the same call as it was meant: what fails leaves everything as it was. */

import { MSG_DONTWAIT, MSG_OOB } from '../../harness/abi/socket.ts';
import type { Address, CallName } from '../../harness/law/operation.ts';
import type { Manner, Move, Walk } from '../../harness/scenario/walk.ts';

type MoveOf<Name extends CallName> = Extract<Move, { call: Name }>;

/** Another one of the call, which the kernel should refuse, mostly. Should it succeed, the law knows what comes of it. */
type Faults = {
  readonly [Name in CallName]?: (move: MoveOf<Name>, walk: Walk) => Move;
};

const TOO_SHORT: Address = { kind: 'bytes', hex: '01' };
const NOBODY: Address = { kind: 'abstract', name: 'nobody' };

const below = (path: string): string => `${path}/absent`;

const FAULTS: Faults = {
  socket: (move, walk) => ({ ...move, type: 77, as: walk.fresh(1) }),
  socketpair: (move, walk) => ({ ...move, at: 'nowhere', as: walk.fresh(2) }),
  bind: ({ fd }) => ({ call: 'bind', fd, address: TOO_SHORT }),
  connect: ({ fd }, walk) => ({
    call: 'connect',
    fd,
    address: walk.choose.oneIn(2) ? TOO_SHORT : NOBODY,
  }),
  accept4: (move, walk) => ({ ...move, flags: 1, as: walk.fresh(1) }),
  shutdown: (move) => ({ ...move, how: 3 }),
  getsockopt: ({ as, ...move }) => ({ ...move, room: -1 }),
  setsockopt: ({ micros, ...move }) => ({ ...move, length: 1 }),
  getsockname: (move) => ({ ...move, room: -1 }),
  getpeername: (move) => ({ ...move, room: -1 }),
  send: (move, walk) => ({ ...move, tag: walk.tag(), at: 'nowhere' }),
  sendto: (move, walk) => ({
    ...move,
    ...{ tag: walk.tag(), address: NOBODY },
  }),
  sendmsg: (move, walk) => ({
    ...move,
    tag: walk.tag(),
    // The last of them is not open.
    control: [...move.control, { kind: 'rights', slots: [walk.slot()] }],
  }),
  recv: (move, walk) =>
    walk.choose.oneIn(2)
      ? { ...move, at: 'nowhere', flags: move.flags | MSG_DONTWAIT }
      : { ...move, flags: move.flags | MSG_OOB },
  recvfrom: (move) => ({ ...move, flags: move.flags | MSG_OOB }),
  recvmsg: (move, walk) => ({
    ...move,
    flags: move.flags | MSG_OOB,
    as: walk.fresh(move.as.length),
  }),
  dupfd: (move, walk) => ({ ...move, least: -1, as: walk.fresh(1) }),
  lseek: (move) => ({ ...move, offset: -1 }),
  pread: (move) => ({ ...move, offset: -1 }),
  pwrite: (move, walk) => ({ ...move, tag: walk.tag(), offset: -1 }),
  ftruncate: (move) => ({ ...move, length: -1 }),
  open: (move, walk) => ({ ...move, path: below(move.path), as: walk.fresh(1) }),
  unlink: (move) => ({ ...move, path: below(move.path) }),
  rename: (move) => ({ ...move, to: below(move.from) }),
  link: (move) => ({ ...move, to: move.from }),
  chmod: (move) => ({ ...move, path: below(move.path) }),
  chown: (move) => ({ ...move, path: below(move.path) }),
  truncate: (move) => ({ ...move, length: -1 }),
  port_start: (move) => ({ ...move, value: -1 }),
  port_range: ({ call, low, high }) => ({ call, low: high + 1, high: low }),
  somaxconn: (move) => ({ ...move, value: -1 }),
  ping_groups: (move) => ({ ...move, high: 0xffff_ffff }),
};

/** Every second call that can be made to fail is made so before. */
export const failingFirst: Manner = {
  instead: (walk, move) => {
    const fault = FAULTS[move.call] as ((move: Move, walk: Walk) => Move) | undefined;
    if (fault !== undefined && walk.choose.oneIn(2)) walk.go(fault(move, walk));
    return move;
  },
};
