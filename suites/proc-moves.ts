/** Moves by way of /proc: to the file behind a descriptor, and to what is told of a socket there. */

import type { Slot } from '../harness/law/operation.ts';
import type { Walk } from '../harness/scenario/walk.ts';
import { type Move, payloadSize, sendFlags, target } from './moves.ts';

const unix = (walk: Walk): Slot[] => walk.sockets(({ domain }) => domain === 1);
const idle = (walk: Walk): Slot[] =>
  walk.sockets(({ domain, phase }) => domain === 1 && phase === 'closed');
const files = (walk: Walk): Slot[] => walk.open(({ file }) => file.object.kind === 'inode');

/** Mostly the descriptor of a file, now and then that of something else. */
const someFile = (walk: Walk): Slot =>
  walk.choose.oneIn(3) ? target(walk, unix(walk)) : target(walk, files(walk));

export const openPathMove: Move = (walk) =>
  void walk.go({
    call: 'open',
    path: walk.choose.one(['p0', 'p0', 'p1', 'd/p0']),
    flags: ['PATH', ...walk.choose.some(['NOFOLLOW', 'CLOEXEC'] as const)],
    mode: 0,
    as: [walk.slot()],
  });
export const connectThroughMove: Move = (walk) =>
  void walk.go({
    call: 'connect',
    fd: target(walk, idle(walk)),
    address: { kind: 'proc', slot: someFile(walk) },
  });
export const sendThroughMove: Move = (walk) =>
  void walk.go({
    call: 'sendto',
    fd: target(
      walk,
      walk.sockets(({ domain, type }) => domain === 1 && type === 2),
    ),
    size: payloadSize(walk),
    tag: walk.tag(),
    flags: sendFlags(walk),
    address: { kind: 'proc', slot: someFile(walk) },
  });
export const unixFileMove: Move = (walk) =>
  void walk.go({ call: 'unix_file', fd: target(walk, unix(walk)), as: [walk.slot()] });
export const listedMove: Move = (walk) =>
  void walk.go({ call: 'unix_listed', fd: target(walk, walk.sockets()) });
export const waitingMove: Move = (walk) =>
  void walk.go({ call: 'scm_fds', fd: target(walk, unix(walk)) });

/** All of them. */
export const BY_PROC = [
  [1, openPathMove],
  [2, connectThroughMove],
  [1, sendThroughMove],
  [1, unixFileMove],
  [1, listedMove],
  [1, waitingMove],
] as const;
