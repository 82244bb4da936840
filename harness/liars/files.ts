/** Liars about sockets as files: positions and lengths they have not, and what /proc tells of them. */

import { ERRNO } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import { type Kernel, unixPathAddress } from '../kernel/index.ts';
import {
  asking,
  failure,
  followed,
  forgiven,
  type Liars,
  liar,
  optionOf,
  parsed,
  success,
  swapped,
  telling,
} from './lie.ts';

const SEEK_CUR = 1;

const KINDS = 'stream.fd.closed-or-of-another-kind';
const LENGTH = 'rights.recvmsg.one-length-for-all';
const SAME = 'rights.recvmsg.same-open-file';
const THROUGH = 'inode.connect.through-a-descriptor';
const FILE = 'inode.ioctl.the-file-of-a-socket';
const LIST = 'inode.proc.lists-every-socket';
const WAITING = 'rights.proc.counts-what-waits';
const RELATIVE = 'inode.bind.relative-to-where-one-is';

/** The descriptor of which an address speaks; -1 for others. */
function spokenOf(address: Uint8Array): number {
  const said = parsed(address);
  const [, fd = '-1'] = (said.kind === 'path' && /^\/proc\/.*\/fd\/(\d+)$/.exec(said.path)) || [];
  return Number(fd);
}

/** The bytes of a file in /proc, changed; `path` says of which. */
function rewritten(
  path: string,
  change: (text: string, kernel: Kernel, at: string) => string,
): (kernel: Kernel) => Kernel {
  return (kernel) => {
    const open = new Map<number, string>();
    return {
      ...kernel,
      open: (at, flags, mode) => {
        const opened = kernel.open(at, flags, mode);
        if (opened.ret >= 0 && at.includes(path)) open.set(opened.ret, at);
        return opened;
      },
      close: (fd) => {
        open.delete(fd);
        return kernel.close(fd);
      },
      read: (fd, size) => {
        const [told, at] = [kernel.read(fd, size), open.get(fd)];
        if (at === undefined || told.ret <= 0) return told;
        const text = change(Buffer.from(told.out).toString('latin1'), kernel, at);
        return { ...told, ret: text.length, out: Buffer.from(text, 'latin1') };
      },
    };
  };
}

const listing = (change: (line: string, kernel: Kernel) => string) =>
  rewritten('/net/unix', (text, kernel) =>
    text
      .split('\n')
      .map((line) => change(line, kernel))
      .join('\n'),
  );

/** A call that finds no relative path once the directory is another than that in which the socket was made. */
const fromWhereItWasMade =
  (call: 'bind' | 'connect') =>
  (kernel: Kernel): Kernel => {
    let stay = 0;
    const made = new Map<number, number>();
    return {
      ...kernel,
      chdir: (path) => {
        stay++;
        return kernel.chdir(path);
      },
      socket: (domain, type, protocol) => {
        const result = kernel.socket(domain, type, protocol);
        made.set(result.ret, stay);
        return result;
      },
      [call]: (fd: number, address: Uint8Array, length?: number) =>
        made.get(fd) !== stay && parsed(address).kind === 'path'
          ? failure(ERRNO.ENOENT, undefined)
          : kernel[call](fd, address, length),
    };
  };

export default {
  'pread-at-the-start-peeks': liar(
    KINDS,
    'pread at the beginning of a socket shows what is queued there.',
    telling('pread', (told, [fd, size, offset], kernel) => {
      if (told.errno !== ERRNO.ESPIPE || offset !== 0 || size === 0) return told;
      const peeked = kernel.recv(fd, size, S.MSG_PEEK | S.MSG_DONTWAIT);
      return peeked.ret > 0 ? peeked : told;
    }),
  ),
  'pread-reads-a-socket': liar(
    KINDS,
    'pread on a socket is a receive.',
    telling('pread', (told, [fd, size], kernel) =>
      told.errno === ERRNO.ESPIPE ? kernel.recv(fd, size, S.MSG_DONTWAIT) : told,
    ),
  ),
  'pwrite-to-a-socket-einval': liar(
    KINDS,
    'pwrite on a socket says EINVAL.',
    swapped('pwrite', 'ESPIPE', 'EINVAL'),
  ),
  'ftruncate-cuts-nothing': liar(
    KINDS,
    'ftruncate on a socket succeeds.',
    forgiven('ftruncate', 'EINVAL', ([, length]) => length >= 0),
  ),
  'mmap-of-a-socket-is-denied': liar(
    KINDS,
    'mmap of a socket is EACCES.',
    swapped('mmap', 'ENODEV', 'EACCES'),
  ),
  'fsync-has-nothing-to-do': liar(
    KINDS,
    'fsync on a socket succeeds.',
    forgiven('fsync', 'EINVAL'),
  ),
  'pwrite-moves-the-offset': liar(
    SAME,
    'pwrite leaves the offset where it wrote.',
    followed('pwrite', (kernel, [fd, , offset], { ret }) => {
      if (ret > 0) kernel.lseek(fd, offset + ret, F.SEEK_SET);
    }),
  ),
  'ftruncate-takes-the-offset-along': liar(
    LENGTH,
    'an offset behind the new end of a file is moved there.',
    followed('ftruncate', (kernel, [fd, length], { ret }) => {
      if (ret === 0 && kernel.lseek(fd, 0, SEEK_CUR).ret > length)
        kernel.lseek(fd, length, F.SEEK_SET);
    }),
  ),
  'what-is-cut-off-comes-back': liar(
    LENGTH,
    'a file that is cut and made longer again has its old bytes.',
    (kernel) => {
      const cut = new Map<string, { readonly at: number; readonly bytes: Uint8Array }>();
      return {
        ...kernel,
        ftruncate: (fd, length) => {
          const { ino, size = 0 } = kernel.fstat(fd).out ?? {};
          const tail = kernel.pread(fd, Math.max(0, Math.min(64, size - length)), length);
          const result = kernel.ftruncate(fd, length);
          const old = cut.get(`${ino}`);
          if (result.ret === 0 && tail.ret > 0) cut.set(`${ino}`, { at: length, bytes: tail.out });
          else if (result.ret === 0 && old !== undefined && old.at === size && length > size)
            kernel.pwrite(fd, old.bytes.subarray(0, length - size), size);
          return result;
        },
      };
    },
  ),
  'fstat-tells-what-was-written': liar(
    LENGTH,
    'fstat tells the greatest length that a memory file ever had.',
    (kernel) => {
      const most = new Map<number, number>();
      return {
        ...kernel,
        memfd_create: (name, flags) => {
          const made = kernel.memfd_create(name, flags);
          most.set(kernel.fstat(made.ret).out?.ino, 0);
          return made;
        },
        ftruncate: (fd, length) => {
          const { ino, size } = kernel.fstat(fd).out ?? {};
          if (most.has(ino)) most.set(ino, Math.max(most.get(ino) ?? 0, size));
          return kernel.ftruncate(fd, length);
        },
        fstat: (fd) => {
          const told = kernel.fstat(fd);
          const size = Math.max(most.get(told.out?.ino) ?? 0, told.out?.size ?? 0);
          return told.ret === 0 ? { ...told, out: { ...told.out, size } } : told;
        },
      };
    },
  ),
  'connect-by-its-own-descriptor': liar(
    THROUGH,
    'connect by way of the own descriptor of a bound socket reaches it.',
    asking('connect', ([fd, address, length], kernel) => {
      const own = kernel.getsockname(spokenOf(address), 128);
      return own.ret < 0 || own.out.length <= 2
        ? [fd, address, length]
        : [fd, own.out.bytes.slice(0, own.out.length)];
    }),
  ),
  'connect-by-the-name-of-a-descriptor': liar(
    THROUGH,
    'connect by way of a descriptor takes the name that the file had when it was opened.',
    (kernel) => {
      const paths = new Map<number, string>();
      return {
        ...kernel,
        open: (path, flags, mode) => {
          const opened = kernel.open(path, flags, mode);
          paths.set(opened.ret, path);
          return opened;
        },
        connect: (fd, address, length) => {
          const path = paths.get(spokenOf(address));
          return path === undefined
            ? kernel.connect(fd, address, length)
            : kernel.connect(fd, unixPathAddress(path));
        },
      };
    },
  ),
  'connect-through-needs-no-permission': liar(
    THROUGH,
    'connect by way of a descriptor does not ask for write permission.',
    forgiven('connect', 'EACCES', ([, address]) => spokenOf(address) >= 0),
  ),
  'sendto-through-goes-nowhere': liar(
    THROUGH,
    'sendto by way of a descriptor finds nobody.',
    telling('sendto', (told, [, , , address]) =>
      told.ret > 0 && spokenOf(address) >= 0 ? failure(ERRNO.ECONNREFUSED, undefined) : told,
    ),
  ),
  'unix-file-for-everybody': liar(
    FILE,
    'SIOCUNIXFILE asks for no capability.',
    telling('ioctl', (told, [fd, request], kernel) => {
      if (request !== S.SIOCUNIXFILE || told.errno !== ERRNO.EPERM) return told;
      const name = parsed(kernel.getsockname(fd, 128).out.bytes);
      if (name.kind !== 'path') return failure(ERRNO.ENOENT, told.out);
      return { ...told, ...kernel.open(name.path, F.O_PATH | F.O_CLOEXEC, 0), out: told.out };
    }),
  ),
  'unix-file-asks-for-root': liar(
    FILE,
    'SIOCUNIXFILE wants uid 0 rather than the capability.',
    telling('ioctl', (told, [, request], kernel) => {
      if (request !== S.SIOCUNIXFILE || told.ret < 0 || kernel.getresuid().out[1] === 0)
        return told;
      kernel.close(told.ret);
      return failure(ERRNO.EPERM, told.out);
    }),
  ),
  'unix-file-stays-open-at-exec': liar(
    FILE,
    'the descriptor that SIOCUNIXFILE gives is not close-on-exec.',
    followed('ioctl', (kernel, [, request], { ret }) => {
      if (request === S.SIOCUNIXFILE && ret >= 0) kernel.fcntl(ret, F.F_SETFD, 0);
    }),
  ),
  'unix-file-goes-by-the-name': liar(
    FILE,
    'SIOCUNIXFILE opens what is at the name by now.',
    telling('ioctl', (told, [fd, request], kernel) => {
      const name = parsed(kernel.getsockname(fd, 128).out.bytes);
      if (request !== S.SIOCUNIXFILE || told.ret < 0 || name.kind !== 'path') return told;
      kernel.close(told.ret);
      return { ...told, ...kernel.open(name.path, F.O_PATH | F.O_CLOEXEC, 0), out: told.out };
    }),
  ),
  'unix-file-of-nothing-einval': liar(
    FILE,
    'SIOCUNIXFILE on a socket without a file says EINVAL.',
    swapped('ioctl', 'ENOENT', 'EINVAL'),
  ),
  'list-forgets-who-listens': liar(
    LIST,
    '/proc/net/unix does not tell who listens.',
    listing((line) => line.replace(' 00010000 ', ' 00000000 ')),
  ),
  'list-forgets-lost-names': liar(
    LIST,
    '/proc/net/unix tells no name that is gone from the file system.',
    listing((line, kernel) => {
      const [, before = '', name = ''] = /^([0-9a-f]+: .*\d) ([^ @]+)$/.exec(line) ?? [];
      return name !== '' && kernel.lstat(name).ret < 0 ? before : line;
    }),
  ),
  'list-says-connecting': liar(
    LIST,
    '/proc/net/unix tells every socket that is not connected as connecting.',
    listing((line) => line.replace(/^(\S+: \S+ \S+ \S+ \S+) 01 /, '$1 02 ')),
  ),
  'list-knows-no-connected-datagrams': liar(
    LIST,
    '/proc/net/unix tells every datagram socket as one that is not connected.',
    listing((line) => line.replace(' 0002 03 ', ' 0002 01 ')),
  ),
  'list-says-embryos-are-idle': liar(
    LIST,
    '/proc/net/unix tells a connection that nobody has accepted as one that is not connected.',
    listing((line) => line.replace(/^(\S+: \S+ \S+ \S+ \S+) 02 /, '$1 01 ')),
  ),
  'fdinfo-of-a-pidfd-is-of-the-asker': liar(
    'peercred.getsockopt.pidfd-in-other-hands',
    'fdinfo of a pidfd tells the pid of who reads it.',
    rewritten('/fdinfo/', (text, kernel) =>
      text.replace(/(?<=^Pid:\s*)[1-9]\d*$/m, `${kernel.getpid().ret}`),
    ),
  ),
  'scm-fds-never-falls': liar(
    WAITING,
    'scm_fds in fdinfo never falls, but of a listener.',
    (kernel) => {
      const most = new Map<string, number>();
      return rewritten('/fdinfo/', (text, kernel, at) => {
        const fd = Number(at.split('/').at(-1));
        if (optionOf(kernel, fd, S.SO_ACCEPTCONN) === 1) return text;
        const ino = `${kernel.fstat(fd).out.ino}`;
        return text.replace(/(scm_fds:\s*)(\d+)/, (_, before: string, count: string) => {
          most.set(ino, Math.max(most.get(ino) ?? 0, Number(count)));
          return `${before}${most.get(ino)}`;
        });
      })(kernel);
    },
  ),
  'scm-fds-counts-messages': liar(
    WAITING,
    'scm_fds counts messages with descriptors rather than descriptors.',
    rewritten('/fdinfo/', (text) => text.replace(/(?<=scm_fds:\s*)[1-9]\d*/, '1')),
  ),
  'scm-fds-of-a-listener-is-none': liar(
    WAITING,
    'scm_fds of a listener does not count what waits for accept.',
    rewritten('/fdinfo/', (text, kernel, at) =>
      optionOf(kernel, Number(at.split('/').at(-1)), S.SO_ACCEPTCONN) === 1
        ? text.replace(/(?<=scm_fds:\s*)\d+/, '0')
        : text,
    ),
  ),
  'connect-looks-from-the-old-directory': liar(
    RELATIVE,
    'a relative path is not found by a socket that was made in another directory.',
    fromWhereItWasMade('connect'),
  ),
  'paths-are-bound-from-where-one-was': liar(
    RELATIVE,
    'a relative path is not bound by a socket that was made in another directory.',
    fromWhereItWasMade('bind'),
  ),
  'chdir-goes-nowhere': liar(
    RELATIVE,
    'chdir succeeds, and paths begin where they did before.',
    (kernel) => ({
      ...kernel,
      chdir: (path) => (path.startsWith('/') ? kernel.chdir(path) : success),
    }),
  ),
  'sockets-are-no-executables': liar(
    'inode.open.enxio-whatever-the-flags',
    'execve of a socket inode says ENOEXEC.',
    swapped('execve', 'EACCES', 'ENOEXEC', ([path], kernel) => {
      const { ret, out } = kernel.stat(path);
      return ret === 0 && (out.mode & F.S_IFMT) === F.S_IFSOCK;
    }),
  ),
} satisfies Liars;
