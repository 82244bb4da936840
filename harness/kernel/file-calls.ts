/** The calls on descriptors and paths. */

import {
  AT_EMPTY_PATH,
  AT_FDCWD,
  AT_REMOVEDIR,
  AT_SYMLINK_NOFOLLOW,
  MAP_PRIVATE,
  PROT_READ,
  STATX_BASIC_STATS,
} from '../abi/file.ts';
import type { Kernel, Stat } from './interface.ts';
import { LAYOUT } from './layout.ts';
import { addressOf, syscall, wrapper } from './libc.ts';
import { bare, withOut } from './result.ts';

type FileCalls = Pick<
  Kernel,
  | 'lseek'
  | 'ftruncate'
  | 'fsync'
  | 'mmap'
  | 'munmap'
  | 'close'
  | 'dup'
  | 'fcntl'
  | 'fcntl_owner'
  | 'ioctl'
  | 'pipe2'
  | 'memfd_create'
  | 'open'
  | 'stat'
  | 'lstat'
  | 'fstat'
  | 'unlink'
  | 'rename'
  | 'link'
  | 'symlink'
  | 'mkdir'
  | 'rmdir'
  | 'mknod'
  | 'chmod'
  | 'fchmod'
  | 'chown'
  | 'fchown'
  | 'fstatfs'
  | 'truncate'
  | 'chdir'
  | 'chroot'
  | 'execve'
  | 'umask'
  | 'mount'
  | 'umount2'
>;

const close = wrapper('close', 'int', 'int');
const lseek = syscall('lseek', 'int', 'long', 'int');
const ftruncate = syscall('ftruncate', 'int', 'long');
const fsync = syscall('fsync', 'int');
const mmap = syscall('mmap', 'long', 'long', 'int', 'int', 'int', 'long');
const munmap = syscall('munmap', 'long', 'long');
const dup = syscall('dup', 'int');
const fcntl = syscall('fcntl', 'int', 'int', 'long');
const fcntlOwner = syscall('fcntl', 'int', 'int', 'void *');
const ioctl = syscall('ioctl', 'int', 'long', 'void *');
const pipe2 = syscall('pipe2', 'void *', 'int');
const memfd_create = syscall('memfd_create', 'void *', 'int');
const openat = syscall('openat', 'int', 'void *', 'int', 'int');
const statx = syscall('statx', 'int', 'void *', 'int', 'int', 'void *');
const unlinkat = syscall('unlinkat', 'int', 'void *', 'int');
const renameat2 = syscall('renameat2', 'int', 'void *', 'int', 'void *', 'int');
const linkat = syscall('linkat', 'int', 'void *', 'int', 'void *', 'int');
const symlinkat = syscall('symlinkat', 'void *', 'int', 'void *');
const mkdirat = syscall('mkdirat', 'int', 'void *', 'int');
const mknodat = syscall('mknodat', 'int', 'void *', 'int', 'int');
const fchmodat = syscall('fchmodat', 'int', 'void *', 'int');
const fchmod = syscall('fchmod', 'int', 'int');
const fchownat = syscall('fchownat', 'int', 'void *', 'int', 'int', 'int');
const fchown = syscall('fchown', 'int', 'int', 'int');
const fstatfs = syscall('fstatfs', 'int', 'void *');
const truncate = syscall('truncate', 'void *', 'long');
const chdir = syscall('chdir', 'void *');
const chroot = syscall('chroot', 'void *');
const execve = syscall('execve', 'void *', 'void *', 'void *');
const umask = syscall('umask', 'int');
const mount = syscall('mount', 'void *', 'void *', 'void *', 'long', 'void *');
const umount2 = syscall('umount2', 'void *', 'int');

/** A NUL-terminated latin1 string. */
const c = (text: string): Uint8Array => Buffer.from(`${text}\0`, 'latin1');
const EMPTY = c('');
const pair = Buffer.alloc(8);
/** One argument, and none. */
const argument = Buffer.alloc(16);
const nothing = Buffer.alloc(8);
const status = Buffer.alloc(LAYOUT.statx.size);
/** A struct statfs, which begins with f_type, and room to spare. */
const filesystem = Buffer.alloc(256);

function readStatus(): Stat {
  const X = LAYOUT.statx;
  return {
    dev: `${status.readUInt32LE(X.stx_dev_major)}:${status.readUInt32LE(X.stx_dev_minor)}`,
    ino: Number(status.readBigUInt64LE(X.stx_ino)),
    mode: status.readUInt16LE(X.stx_mode),
    nlink: status.readUInt32LE(X.stx_nlink),
    uid: status.readUInt32LE(X.stx_uid),
    gid: status.readUInt32LE(X.stx_gid),
    size: Number(status.readBigUInt64LE(X.stx_size)),
  };
}

const stated = (fd: number, path: Uint8Array, flags: number) =>
  withOut(statx(fd, path, flags, STATX_BASIC_STATS, status), readStatus);

export const fileCalls: FileCalls = {
  lseek: (fd, offset, whence) => bare(lseek(fd, offset, whence)),
  close: (fd) => bare(close(fd)),
  ftruncate: (fd, length) => bare(ftruncate(fd, length)),
  fsync: (fd) => bare(fsync(fd)),
  mmap: (fd, length) => bare(mmap(0, length, PROT_READ, MAP_PRIVATE, fd, 0)),
  munmap: (address, length) => bare(munmap(address, length)),
  dup: (fd) => bare(dup(fd)),
  fcntl: (fd, command, argument) => bare(fcntl(fd, command, argument)),
  fcntl_owner: (fd, command, type, pid) => {
    const memory = Buffer.from(Int32Array.of(type, pid).buffer);
    return bare(fcntlOwner(fd, command, memory));
  },
  ioctl: (fd, request, argument) => {
    const memory = Buffer.from(argument);
    return withOut(ioctl(fd, request, memory), () => memory);
  },
  pipe2: (flags) => {
    pair.fill(0xff);
    return withOut(pipe2(pair, flags), () => [pair.readInt32LE(0), pair.readInt32LE(4)] as const);
  },
  memfd_create: (name, flags) => bare(memfd_create(c(name), flags)),
  open: (path, flags, mode) => bare(openat(AT_FDCWD, c(path), flags, mode)),
  stat: (path) => stated(AT_FDCWD, c(path), 0),
  lstat: (path) => stated(AT_FDCWD, c(path), AT_SYMLINK_NOFOLLOW),
  // statx takes AT_FDCWD for the working directory, and fstat for what is not open.
  fstat: (fd) => stated(fd === AT_FDCWD ? -1 : fd, EMPTY, AT_EMPTY_PATH),
  unlink: (path) => bare(unlinkat(AT_FDCWD, c(path), 0)),
  rename: (from, to) => bare(renameat2(AT_FDCWD, c(from), AT_FDCWD, c(to), 0)),
  link: (from, to) => bare(linkat(AT_FDCWD, c(from), AT_FDCWD, c(to), 0)),
  symlink: (target, path) => bare(symlinkat(c(target), AT_FDCWD, c(path))),
  mkdir: (path, mode) => bare(mkdirat(AT_FDCWD, c(path), mode)),
  rmdir: (path) => bare(unlinkat(AT_FDCWD, c(path), AT_REMOVEDIR)),
  mknod: (path, mode, device) => bare(mknodat(AT_FDCWD, c(path), mode, device)),
  chmod: (path, mode) => bare(fchmodat(AT_FDCWD, c(path), mode)),
  fchmod: (fd, mode) => bare(fchmod(fd, mode)),
  chown: (path, uid, gid) => bare(fchownat(AT_FDCWD, c(path), uid, gid, 0)),
  fchown: (fd, uid, gid) => bare(fchown(fd, uid, gid)),
  fstatfs: (fd) => withOut(fstatfs(fd, filesystem), () => filesystem.readInt32LE(0)),
  truncate: (path, length) => bare(truncate(c(path), length)),
  chdir: (path) => bare(chdir(c(path))),
  chroot: (path) => bare(chroot(c(path))),
  execve: (path) => {
    const file = c(path);
    argument.writeBigUInt64LE(addressOf(file));
    return bare(execve(file, argument, nothing));
  },
  umask: (mask) => bare(umask(mask)),
  mount: (source, target, type, flags, data) =>
    bare(mount(c(source), c(target), c(type), flags, c(data))),
  umount2: (target, flags) => bare(umount2(c(target), flags)),
};
