/** Names below another root: absolute pathnames begin there, relative and abstract ones do not. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Address, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as Fd from '../descriptor-moves.ts';
import { becomeBase } from '../identities.ts';
import { needsMounts } from '../mount-moves.ts';
import * as M from '../moves.ts';
import { everybodyHome } from '../neighbours.ts';

const TYPES = [S.SOCK_STREAM, S.SOCK_STREAM, S.SOCK_SEQPACKET, S.SOCK_DGRAM] as const;
/** Who has another root, and who has not. */
const [OUTSIDE, INSIDE] = [0, 1] as const;
const ABSOLUTE = ['/p0', '/p0', '/../p0', '/./p0', '/e/p0', '/l', '/missing/p0'] as const;
const RELATIVE = ['d/p0', 'd/p0', 'p0', 'd/e/p0', 'd/../p0', 'd/l'] as const;

/** Few, so that they meet: the same place by another name inside and outside. */
function someName(walk: Walk): Address {
  const { choose, by } = walk;
  if (choose.oneIn(4))
    return { kind: 'abstract', name: choose.one([`${walk.salt()}p`, '/p0', 'd/p0']) };
  const isAbsolute = by === INSIDE && !choose.oneIn(4);
  return { kind: 'path', path: choose.one(isAbsolute ? ABSOLUTE : RELATIVE) };
}

function serve(walk: Walk, type: number, address = someName(walk)): void {
  const fd = M.newSocket(walk, type);
  walk.go({ call: 'bind', fd, address });
  if (type !== S.SOCK_DGRAM) walk.go({ call: 'listen', fd, backlog: 4 });
  if (walk.choose.oneIn(2)) walk.go({ call: 'getsockname', fd, room: 128 });
}

function seek(walk: Walk, type: number, address = someName(walk)): void {
  const { choose } = walk;
  const fd: Slot = M.newSocket(walk, type);
  if (type === S.SOCK_DGRAM && choose.oneIn(2))
    walk.go({ call: 'sendto', fd, size: 3, tag: walk.tag(), flags: S.MSG_DONTWAIT, address });
  else walk.go({ call: 'connect', fd, address });
  if (choose.oneIn(2)) walk.go({ call: 'getpeername', fd, room: 128 });
}

/** One is bound and the other finds it, each by the name that the place has there. */
function meet(walk: Walk, type: number): void {
  const { choose } = walk;
  const abstract: Address = { kind: 'abstract', name: `${walk.salt()}m` };
  const isAbstract = choose.oneIn(3);
  const nameAt = (by: number): Address =>
    isAbstract ? abstract : { kind: 'path', path: by === INSIDE ? '/p1' : 'd/p1' };
  const [serves, seeks] = choose.one([
    [INSIDE, OUTSIDE],
    [OUTSIDE, INSIDE],
    [INSIDE, INSIDE],
  ] as const);
  walk.as(serves, () => serve(walk, type, nameAt(serves)));
  walk.as(seeks, () => seek(walk, type, nameAt(seeks)));
}

/** Something is done to a name, or looked at. */
function touch(walk: Walk): void {
  const { choose } = walk;
  const address = someName(walk);
  const path = address.kind === 'path' ? address.path : '/p0';
  choose.one([
    () => walk.go({ call: choose.one(['stat', 'lstat', 'unlink'] as const), path }),
    () => walk.go({ call: 'open', path, flags: ['RDWR'], mode: 0, as: [walk.slot()] }),
    () => walk.go({ call: 'mknod', path, type: 'SOCK', mode: 0o777 }),
    () => M.acceptMove(walk),
    () => Fd.nameMove(walk),
  ])();
}

function changeRoot(walk: Walk): void {
  const { choose } = walk;
  if (choose.oneIn(8)) walk.become({ caps: 'all-SYS_CHROOT' });
  if (walk.me.root !== undefined) walk.go({ call: 'chroot' });
  else walk.go({ call: 'chroot', path: choose.oneIn(6) ? 'd/e' : 'd' });
  becomeBase(walk);
}

export const namesBelowRoots: Property = {
  id: 'stream.bind.absolute-paths-begin-at-the-root',
  claim:
    'an absolute pathname leads from the root of who calls and never above it, whoever was bound to it finds himself told by it, and abstract names are the same below every root',
  clauses: ['B31', 'B08', 'B12', 'S12', 'I19'],
  requires: [needsFeature('unix-stream'), needsOwn('network'), ...needsMounts],
  actors: 2,
  runs: 250,
  aim: (walk) => {
    const { choose } = walk;
    const type = choose.one(TYPES);
    walk.go({ call: 'mkdir', path: 'd', mode: 0o777 });
    if (choose.oneIn(2)) walk.go({ call: 'mkdir', path: 'd/e', mode: 0o777 });
    if (choose.oneIn(4))
      walk.go({ call: 'symlink', target: choose.one(['/p0', 'p0', '../p0']), path: 'd/l' });
    if (choose.oneIn(2)) serve(walk, type);
    if (choose.oneIn(3)) walk.as(INSIDE, () => serve(walk, type, { kind: 'path', path: 'd/p0' }));
    if (!choose.oneIn(8)) walk.as(INSIDE, () => changeRoot(walk));
    for (let i = choose.int(2, 5); i > 0; i--)
      walk.as(choose.oneIn(3) ? OUTSIDE : INSIDE, () =>
        choose.one([serve, seek, seek, touch])(walk, type),
      );
    if (choose.oneIn(2)) meet(walk, type);
    if (choose.oneIn(3)) walk.as(INSIDE, () => changeRoot(walk));
    walk.as(choose.one([OUTSIDE, INSIDE]), () => seek(walk, type));
    everybodyHome(walk);
  },
};
