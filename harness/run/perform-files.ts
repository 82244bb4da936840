/** Performs the calls about files, by descriptor and by path. */

import * as F from '../abi/file.ts';
import type { Result, Stat } from '../kernel/index.ts';
import type { Observed, OperationOf } from '../law/operation.ts';
import { bindMount, emptyMount } from './mounts.ts';
import { objectOf, type Performer, plain, type Rows } from './performer.ts';

const NODE_TYPES = { SOCK: F.S_IFSOCK, FIFO: F.S_IFIFO, REG: F.S_IFREG } as const;

const TYPE_NAMES = new Map<number, string>([
  [F.S_IFSOCK, 'SOCK'],
  [F.S_IFLNK, 'LNK'],
  [F.S_IFREG, 'REG'],
  [F.S_IFDIR, 'DIR'],
  [F.S_IFIFO, 'FIFO'],
]);

function stated(result: Result<Stat>): Observed {
  if (result.ret < 0) return plain(result);
  const { mode, uid, gid, nlink, size } = result.out;
  return {
    errno: '',
    ret: 0,
    fields: {
      type: TYPE_NAMES.get(mode & F.S_IFMT) ?? 'other',
      mode: mode & 0o7777,
      uid,
      gid,
      links: nlink,
      size,
      object: objectOf(result.out),
    },
  };
}

const PAGE = 4096;

function mapped(p: Performer, { fd }: OperationOf<'mmap'>): Observed {
  const result = p.kernel.mmap(p.fd(fd), PAGE);
  if (result.ret < 0) return plain(result);
  p.kernel.munmap(result.ret, PAGE);
  return { errno: '', ret: 0 };
}

function filesystemOf(result: Result<number>): Observed {
  return { ...plain(result), ...(result.ret === 0 && { fields: { filesystem: result.out } }) };
}

/** One row per call. */
export const FILES: Rows<
  | 'lseek'
  | 'ftruncate'
  | 'fsync'
  | 'mmap'
  | 'fstat'
  | 'fstatfs'
  | 'fchmod'
  | 'fchown'
  | 'stat'
  | 'lstat'
  | 'unlink'
  | 'rename'
  | 'link'
  | 'symlink'
  | 'mkdir'
  | 'rmdir'
  | 'chdir'
  | 'execve'
  | 'mknod'
  | 'chmod'
  | 'chown'
  | 'truncate'
  | 'umask'
  | 'mount_bind'
  | 'mount_empty'
  | 'unmount'
> = {
  lseek: (p, op) => plain(p.kernel.lseek(p.fd(op.fd), op.offset, F.SEEK_SET)),
  ftruncate: (p, op) => plain(p.kernel.ftruncate(p.fd(op.fd), op.length)),
  fsync: (p, op) => plain(p.kernel.fsync(p.fd(op.fd))),
  mmap: mapped,
  fstat: (p, op) => stated(p.kernel.fstat(p.fd(op.fd))),
  fstatfs: (p, op) => filesystemOf(p.kernel.fstatfs(p.fd(op.fd))),
  fchmod: (p, op) => plain(p.kernel.fchmod(p.fd(op.fd), op.mode)),
  fchown: (p, op) => plain(p.kernel.fchown(p.fd(op.fd), op.uid, op.gid)),
  stat: (p, op) => stated(p.kernel.stat(op.path)),
  lstat: (p, op) => stated(p.kernel.lstat(op.path)),
  unlink: (p, op) => plain(p.kernel.unlink(op.path)),
  rename: (p, op) => plain(p.kernel.rename(op.from, op.to)),
  link: (p, op) => plain(p.kernel.link(op.from, op.to)),
  symlink: (p, op) => plain(p.kernel.symlink(op.target, op.path)),
  mkdir: (p, op) => plain(p.kernel.mkdir(op.path, op.mode)),
  rmdir: (p, op) => plain(p.kernel.rmdir(op.path)),
  chdir: (p, op) => plain(p.kernel.chdir(op.path)),
  execve: (p, op) => {
    const { ret, out } = p.own.stat(op.path);
    if (ret === 0 && (out.mode & F.S_IFMT) === F.S_IFREG)
      throw new Error('execve of a regular file: nobody would be left to tell');
    return plain(p.kernel.execve(op.path));
  },
  mknod: (p, op) => plain(p.kernel.mknod(op.path, NODE_TYPES[op.type] | op.mode, 0)),
  chmod: (p, op) => plain(p.kernel.chmod(op.path, op.mode)),
  chown: (p, op) => plain(p.kernel.chown(op.path, op.uid, op.gid)),
  truncate: (p, op) => plain(p.kernel.truncate(op.path, op.length)),
  umask: (p, op) => plain(p.kernel.umask(op.mask)),
  mount_bind: (p, op) => plain(bindMount(p.kernel, op)),
  mount_empty: (p, op) => plain(emptyMount(p.kernel, op.path)),
  unmount: (p, op) => plain(p.kernel.umount2(op.path, F.MNT_DETACH)),
};
