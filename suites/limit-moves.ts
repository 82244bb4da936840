/** Calls that make descriptors, and a limit for how many there may be. */

import * as S from '../harness/abi/socket.ts';
import type { Slot } from '../harness/law/operation.ts';
import type { Walk } from '../harness/scenario/walk.ts';
import * as Fd from './descriptor-moves.ts';
import { newEpoll } from './epoll-moves.ts';
import * as M from './moves.ts';
import type { Weighted } from './weights.ts';

const BEYOND_ANY_LIMIT = 0x7fff_ffff;

/** From the lowest number, or from one that no limit allows. */
const anyDupfdMove = (walk: Walk): void =>
  void walk.go({
    call: 'dupfd',
    fd: M.target(walk, walk.open()),
    least: walk.choose.one([0, 0, BEYOND_ANY_LIMIT]),
    cloexec: walk.choose.one([0, 1] as const),
    as: [walk.slot()],
  });

const pipeMove = (walk: Walk): void =>
  void walk.go({ call: 'pipe2', flags: walk.choose.one([0, 0o4000, 1]), as: walk.fresh(2) });

const memoryMove = (walk: Walk): void =>
  void walk.go({ call: 'memfd_create', flags: 0, as: [walk.slot()] });

/** Of a kind that is there, and now and then of none. */
const anySocketMove = (walk: Walk): void => {
  const { choose } = walk;
  const call = choose.one(['socket', 'socketpair'] as const);
  const [domain, type] = choose.oneIn(4)
    ? ([choose.one([S.AF_UNIX, 99]), choose.one([S.SOCK_RDM, 11])] as const)
    : ([S.AF_UNIX, M.anyType(walk)] as const);
  const as = walk.fresh(call === 'socket' ? choose.one([1, 1, 2]) : 2);
  walk.go({ call, domain, type, protocol: 0, as });
};

const pidfdMove = (walk: Walk): void =>
  void walk.go({
    call: 'getsockopt',
    fd: M.target(walk, M.connected(walk)),
    option: 'SO_PEERPIDFD',
    room: 4,
    ...(walk.choose.oneIn(2) && { as: [walk.slot()] }),
  });

const reopenMove = (walk: Walk): void =>
  void walk.go({
    call: 'reopen',
    fd: M.target(walk, walk.open()),
    flags: ['RDONLY'],
    as: [walk.slot()],
  });

/** Whatever makes a descriptor, but for names and messages. */
export const MAKING: Weighted = [
  [4, anySocketMove],
  [2, Fd.dupMove],
  [2, anyDupfdMove],
  [2, pipeMove],
  [1, memoryMove],
  [1, Fd.specialMove],
  [1, (walk) => void newEpoll(walk)],
  [1, pidfdMove],
  [1, reopenMove],
];

export function leaveRoom(walk: Walk, room: number | 'any'): void {
  walk.go({ call: 'limit', room });
}

/** A few calls for which there may be too little room. */
export const limitMove = (walk: Walk): void => {
  const { choose } = walk;
  leaveRoom(walk, choose.int(0, 2));
  const moves: Weighted = [...MAKING, [3, M.acceptMove], [3, M.recvmsgMove], [2, M.closeMove]];
  walk.wander(moves, choose.int(1, 4));
  leaveRoom(walk, 'any');
};

/** A descriptor and its duplicates, some of which are closed again: numbers become free in between. */
export function leaveGaps(walk: Walk): Slot[] {
  const { choose } = walk;
  const [fd] = M.newPair(walk);
  const twins = walk.fresh(choose.int(2, 6));
  for (const twin of twins) walk.go({ call: 'dup', fd, as: [twin] });
  const closed = twins.filter(() => choose.oneIn(2));
  for (const twin of closed) walk.go({ call: 'close', fd: twin });
  return closed;
}
