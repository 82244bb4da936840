/** Liars about open: by way of a descriptor, and with flags that few have. */

import { ERRNO } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';
import { failure, isSocketFile, type Liars, liar, optionOf, swapped, telling } from './lie.ts';

const THROUGH = 'inode.open.enxio-through-proc';
const PATH_ONLY = 'inode.open.path-descriptors-do-nothing';
const FLAGS = 'inode.open.enxio-whatever-the-flags';
const PERMISSION = 'inode.open.permission-is-checked-first';

/** The descriptor that a path in /proc speaks of; -1 for others. */
const spokenOf = (path: string): number => Number(/^\/proc\/.*\/fd\/(\d+)$/.exec(path)?.[1] ?? -1);

const isSocket = (kernel: Kernel, fd: number): boolean => optionOf(kernel, fd, S.SO_TYPE) > 0;
const has = (flags: number, flag: number): boolean => (flags & flag) === flag;

/** Whoever has an O_PATH descriptor of a socket keeps that open, too. */
function keepingOpen(kernel: Kernel): Kernel {
  /** Descriptors by the O_PATH descriptors that keep them. */
  const kept = new Map<number, number>();
  return {
    ...kernel,
    open: (path, flags, mode) => {
      const result = kernel.open(path, flags, mode);
      const fd = spokenOf(path);
      if (result.ret >= 0 && has(flags, F.O_PATH) && isSocket(kernel, fd))
        kept.set(result.ret, kernel.fcntl(fd, F.F_DUPFD_CLOEXEC, 100).ret);
      return result;
    },
    close: (fd) => {
      const twin = kept.get(fd);
      if (twin !== undefined) kernel.close(twin);
      kept.delete(fd);
      return kernel.close(fd);
    },
  };
}

export default {
  'path-of-a-socket-enxio': liar(
    THROUGH,
    'a descriptor of a socket cannot be had anew even with O_PATH.',
    telling('open', (result, [path, flags], kernel) => {
      if (result.ret < 0 || !has(flags, F.O_PATH) || !isSocket(kernel, spokenOf(path)))
        return result;
      kernel.close(result.ret);
      return failure(ERRNO.ENXIO, undefined);
    }),
  ),
  'path-of-a-socket-keeps-it-open': liar(
    THROUGH,
    'an O_PATH descriptor of a socket keeps it open.',
    keepingOpen,
  ),
  'sockets-are-directories-in-proc': liar(
    THROUGH,
    'O_DIRECTORY says ENXIO of a descriptor of a socket.',
    swapped('open', 'ENOTDIR', 'ENXIO', ([path], kernel) => isSocket(kernel, spokenOf(path))),
  ),
  'path-descriptors-are-opened-anew': liar(
    PATH_ONLY,
    'an O_PATH descriptor of a socket inode is opened anew as another of its kind.',
    telling('open', (result, [path], kernel) => {
      const fd = result.errno === ERRNO.ENXIO ? spokenOf(path) : -1;
      return fd < 0 || isSocket(kernel, fd) ? result : kernel.dup(fd);
    }),
  ),
  'path-descriptors-need-no-permission': liar(
    PATH_ONLY,
    'by way of an O_PATH descriptor nobody is asked for permission.',
    swapped('open', 'EACCES', 'ENXIO', ([path]) => spokenOf(path) >= 0),
  ),
  'sockets-are-not-read-directly': liar(
    FLAGS,
    'O_DIRECT says EINVAL of a socket inode.',
    swapped('open', 'ENXIO', 'EINVAL', ([, flags]) => has(flags, F.O_DIRECT)),
  ),
  'noatime-of-sockets-is-for-everybody': liar(
    PERMISSION,
    'O_NOATIME is nobody’s privilege where a socket inode is opened.',
    swapped('open', 'EPERM', 'ENXIO', ([path], kernel) => isSocketFile(kernel, path)),
  ),
  'noatime-is-for-everybody': liar(
    PERMISSION,
    'O_NOATIME of a file of somebody else succeeds.',
    telling('open', (result, [path, flags, mode], kernel) =>
      result.errno === ERRNO.EPERM && has(flags, F.O_NOATIME) && !isSocketFile(kernel, path)
        ? kernel.open(path, flags & ~F.O_NOATIME, mode)
        : result,
    ),
  ),
} satisfies Liars;
