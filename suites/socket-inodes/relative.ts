/** Relative pathnames of sockets, from one directory and from another. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as Fd from '../descriptor-moves.ts';
import * as F from '../file-moves.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import * as M from '../moves.ts';

/** The last is longer than a name can be. */
const PLACES = [
  ...['d', '..', '.', 'd/e', '../d', 'missing', 'p0', 'l', 'loop'],
  'n'.repeat(256),
] as const;
const TYPES = [S.SOCK_STREAM, S.SOCK_DGRAM, S.SOCK_SEQPACKET] as const;
const PATHS = ['p0', 'd/p0', '../p0', './p0', '../d/p0', 'e/p0'] as const;

const moveMove: M.Move = (walk) => void walk.go({ call: 'chdir', path: walk.choose.one(PLACES) });

const somePath = (walk: Walk): string => walk.choose.one(PATHS);

/** Finds a name, or sends to it. */
function reach(walk: Walk, fd: Slot, path: string): void {
  const address = { kind: 'path', path } as const;
  if (walk.socketAt(fd)?.type !== S.SOCK_DGRAM) walk.go({ call: 'connect', fd, address });
  else walk.go({ call: 'sendto', fd, size: 3, tag: walk.tag(), flags: S.MSG_DONTWAIT, address });
}

/** One that has no name yet: new, or from before a move. */
function nameless(walk: Walk): Slot {
  const { choose } = walk;
  const early = walk.sockets(({ name, phase }) => name === undefined && phase === 'closed');
  return early.length > 0 && choose.oneIn(2)
    ? choose.one(early)
    : M.newSocket(walk, choose.one(TYPES));
}

/** A socket comes to a name, or looks for one. */
function useName(walk: Walk): void {
  const { choose } = walk;
  const fd = nameless(walk);
  const path = somePath(walk);
  if (choose.oneIn(2)) reach(walk, fd, path);
  else if (walk.go({ call: 'bind', fd, address: { kind: 'path', path } }) === '')
    walk.go({ call: 'stat', path });
  if (choose.oneIn(2) && walk.socketAt(fd)?.type !== S.SOCK_DGRAM)
    walk.go({ call: 'listen', fd, backlog: 4 });
}

/** Somebody is found from another directory than the one from which it was bound, by a socket made in either. */
function across(walk: Walk): void {
  const { choose } = walk;
  const type = choose.one(TYPES);
  const [bound, found] = choose.one([
    ['p0', '../p0'],
    ['d/p0', 'p0'],
    ['d/p0', './p0'],
  ] as const);
  const there = M.newSocket(walk, type);
  const early = M.newSocket(walk, type);
  walk.go({ call: 'bind', fd: there, address: { kind: 'path', path: bound } });
  if (type !== S.SOCK_DGRAM) walk.go({ call: 'listen', fd: there, backlog: 4 });
  walk.go({ call: 'chdir', path: 'd' });
  for (const path of choose.oneIn(3) ? [bound, found] : [found])
    reach(walk, choose.oneIn(2) ? early : M.newSocket(walk, type), path);
  walk.go({ call: 'getsockname', fd: there, room: 128 });
  walk.go({ call: 'chdir', path: '..' });
  reach(walk, M.newSocket(walk, type), choose.oneIn(3) ? found : bound);
}

export const fromWhereOneIs: Property = {
  id: 'inode.bind.relative-to-where-one-is',
  claim:
    'a relative pathname leads from the working directory of the moment, whatever that was when the socket was made, and is told as it was given',
  clauses: ['B19', 'B18', 'B08', 'I01', 'I13'],
  requires: [needsFeature('unix-stream'), needsOwn('network'), needsOwn('files')],
  aim: (walk) => {
    const { choose } = walk;
    walk.go({ call: 'mkdir', path: 'd', mode: 0o777 });
    if (choose.oneIn(2))
      walk.go({ call: 'mkdir', path: 'd/e', mode: choose.oneIn(4) ? 0o600 : 0o777 });
    if (choose.oneIn(4)) walk.go({ call: 'symlink', target: 'd', path: 'l' });
    if (choose.oneIn(6)) walk.go({ call: 'symlink', target: 'loop', path: 'loop' });
    if (!choose.oneIn(3)) across(walk);
    for (let i = choose.int(0, 2); i > 0; i--) M.newSocket(walk, choose.one(TYPES));
    for (let i = choose.int(2, 9); i > 0; i--)
      choose.one([
        () => moveMove(walk),
        () => useName(walk),
        () => useName(walk),
        () => Fd.nameMove(walk),
        () =>
          walk.go({ call: choose.one(['stat', 'lstat', 'unlink'] as const), path: somePath(walk) }),
        () => choose.oneIn(3) && F.renameMove(walk),
        () => choose.oneIn(3) && becomeSomebody(walk),
      ])();
    becomeBase(walk);
  },
};
