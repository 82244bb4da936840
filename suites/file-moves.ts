/** Moves on the few names around socket inodes. */

import type { OpenFlag, Slot } from '../harness/law/operation.ts';
import { HERE } from '../harness/law/path.ts';
import type { Walk } from '../harness/scenario/walk.ts';
import { type Move, target } from './moves.ts';

/** Few names, so that they meet: plain, in a directory, through links, and ones that lead nowhere. */
const NAMES = [
  'p0',
  'p1',
  'p2',
  'd/p0',
  'd/p1',
  'd',
  'e/p0',
  'l',
  'l/x',
  'missing/p0',
  'p0/x',
  'd/',
] as const;

export function somePath(walk: Walk): string {
  const { choose } = walk;
  if (choose.oneIn(60)) return 'n'.repeat(choose.one([255, 256]));
  if (choose.oneIn(20)) return `${HERE}${choose.one(['p0', 'p1', 'd/p0'])}`;
  return choose.oneIn(3) ? choose.one(NAMES) : choose.one(['p0', 'p1', 'd/p0', 'l'] as const);
}

const someMode = (walk: Walk): number =>
  walk.choose.oneIn(2)
    ? walk.choose.int(0, 0o777)
    : walk.choose.one([0o777, 0o700, 0o600, 0o200, 0o555, 0]);

const special = ({ choose }: Walk): number => choose.one([0o1000, 0o2000, 0o3000, 0o4000]);

export function openFlags(walk: Walk): OpenFlag[] {
  const { choose } = walk;
  const flags: OpenFlag[] = [choose.one(['RDONLY', 'WRONLY', 'RDWR'] as const)];
  for (const flag of [
    'CREAT',
    'EXCL',
    'TRUNC',
    'APPEND',
    'NONBLOCK',
    'DIRECTORY',
    'NOFOLLOW',
    'PATH',
    'CLOEXEC',
  ] as const)
    if (choose.oneIn(7)) flags.push(flag);
  for (const flag of ['DIRECT', 'NOATIME'] as const) if (choose.oneIn(14)) flags.push(flag);
  return flags;
}

export const openMove: Move = (walk) =>
  void walk.go({
    call: 'open',
    path: somePath(walk),
    flags: openFlags(walk),
    mode: 0o600 | someMode(walk),
    as: [walk.slot()],
  });
/** Opens by way of a descriptor, as often as not with O_PATH. */
export function reopenOf(walk: Walk, fd: Slot): Slot {
  const { choose } = walk;
  const as = walk.slot();
  const flags: OpenFlag[] = [
    choose.one(['RDONLY', 'RDONLY', 'WRONLY', 'RDWR'] as const),
    ...choose.some(['TRUNC', 'APPEND', 'NONBLOCK', 'CLOEXEC'] as const),
  ];
  for (const flag of ['DIRECTORY', 'DIRECT', 'NOATIME'] as const)
    if (choose.oneIn(6)) flags.push(flag);
  if (choose.oneIn(4)) flags.push('PATH');
  const plain = choose.one([['RDONLY'], ['RDONLY'], ['RDONLY', 'NOATIME'], ['PATH']] as const);
  walk.go({ call: 'reopen', fd, flags: choose.oneIn(2) ? plain : flags, as: [as] });
  return as;
}
export const reopenMove: Move = (walk) => void reopenOf(walk, target(walk, walk.open()));
export const statMove: Move = (walk) =>
  void walk.go({ call: walk.choose.one(['stat', 'lstat'] as const), path: somePath(walk) });
export const unlinkMove: Move = (walk) => void walk.go({ call: 'unlink', path: somePath(walk) });
/** Into a directory, or back. */
export const chdirMove: Move = (walk) =>
  void walk.go({ call: 'chdir', path: walk.choose.one(['d', '..', '..', '.', 'l']) });
export const renameMove: Move = (walk) =>
  void walk.go({ call: 'rename', from: somePath(walk), to: somePath(walk) });
/** All names in it lead by the new one. */
export const renameDirectoryMove: Move = (walk) => {
  const [from, to] = walk.choose.oneIn(3) ? (['e', 'd'] as const) : (['d', 'e'] as const);
  walk.go({ call: 'rename', from, to });
};
export const linkMove: Move = (walk) =>
  void walk.go({ call: 'link', from: somePath(walk), to: somePath(walk) });
export const symlinkMove: Move = (walk) =>
  void walk.go({
    call: 'symlink',
    target: somePath(walk),
    path: walk.choose.one(['l', 'd/l', 'p2']),
  });
export const mkdirMove: Move = (walk) =>
  void walk.go({
    call: 'mkdir',
    path: walk.choose.oneIn(3) ? somePath(walk) : 'd',
    mode: someMode(walk) | 0o100,
  });
/** A directory for everybody, whose files may belong to its group rather than to their makers'. */
export const openDirectoryMove: Move = (walk) => {
  walk.go({ call: 'mkdir', path: 'd', mode: 0o777 });
  walk.go({ call: 'chmod', path: 'd', mode: walk.choose.one([0o777, 0o1777, 0o2777]) });
};
export const rmdirMove: Move = (walk) => void walk.go({ call: 'rmdir', path: somePath(walk) });
export const mknodMove: Move = (walk) =>
  void walk.go({
    call: 'mknod',
    path: somePath(walk),
    type: walk.choose.one(['SOCK', 'SOCK', 'REG', 'FIFO'] as const),
    mode: someMode(walk),
  });
export const chmodMove: Move = (walk) =>
  void walk.go({
    call: 'chmod',
    path: somePath(walk),
    mode: someMode(walk) | (walk.choose.oneIn(8) ? special(walk) : 0),
  });
export const chownMove: Move = (walk) =>
  void walk.go({
    call: 'chown',
    path: somePath(walk),
    uid: walk.choose.one([-1, ...walk.home.uids]),
    gid: walk.choose.one([-1, ...walk.home.gids]),
  });
export const truncateMove: Move = (walk) =>
  void walk.go({
    call: 'truncate',
    path: somePath(walk),
    length: walk.choose.one([0, 1, 100, -1]),
  });
export const umaskMove: Move = (walk) =>
  void walk.go({
    call: 'umask',
    mask: someMode(walk) | (walk.choose.oneIn(6) ? special(walk) : 0),
  });
/** Other ids for files alone. */
export const fsidsMove: Move = (walk) => {
  const { choose, home } = walk;
  walk.go({ call: 'fsids', uid: choose.one(home.uids), gid: choose.one(home.gids) });
};
export const fchmodMove: Move = (walk) =>
  void walk.go({ call: 'fchmod', fd: target(walk, walk.sockets()), mode: someMode(walk) });
export const fchownMove: Move = (walk) =>
  void walk.go({
    call: 'fchown',
    fd: target(walk, walk.open()),
    uid: walk.choose.one([-1, ...walk.home.uids]),
    gid: walk.choose.one([-1, ...walk.home.gids]),
  });
/** Of a socket mostly: files that are open are rare. */
export const fstatfsMove: Move = (walk) => {
  const files = walk
    .open()
    .filter((fd) => walk.state.descriptors[fd]?.file.object.kind === 'inode');
  const some = walk.choose.oneIn(2) && files.length > 0 ? files : walk.open();
  walk.go({ call: 'fstatfs', fd: target(walk, some) });
};
export const fstatMove: Move = (walk) =>
  void walk.go({ call: 'fstat', fd: target(walk, walk.open()) });
export const bindPathMove: Move = (walk) =>
  void walk.go({
    call: 'bind',
    fd: target(
      walk,
      walk.sockets((socket) => socket.domain === 1),
    ),
    address: { kind: 'path', path: somePath(walk) },
  });
export const connectPathMove: Move = (walk) =>
  void walk.go({
    call: 'connect',
    fd: target(
      walk,
      walk.sockets((socket) => socket.domain === 1 && socket.phase === 'closed'),
    ),
    address: { kind: 'path', path: somePath(walk) },
  });
