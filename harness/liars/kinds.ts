/** Liars about what getsockopt tells: how much of it, of what kind a socket is, and whether it listens. */

import { ERRNO } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import { failure, type Liar, type Liars, liar, telling } from './lie.ts';

const KINDS = 'stream.getsockopt.kinds-of-both-ends';
const LISTENS = 'stream.getsockopt.who-listens';
const BUFFERS = 'stream.setsockopt.buffers-within-limits';
const READ_ONLY = 'stream.setsockopt.read-only-options-stay';
const SAME = 'rights.recvmsg.same-open-file';
const DUPLICATES = 'stream.fd.duplicates-are-one-socket';
const INT = 4;

const isBuffer = (level: number, option: number): boolean =>
  level === S.SOL_SOCKET && (option === S.SO_SNDBUF || option === S.SO_RCVBUF);

function int(value: number): Uint8Array {
  const bytes = Buffer.alloc(INT);
  bytes.writeInt32LE(value);
  return bytes;
}

type Call = 'socketpair' | 'accept4' | 'dup' | 'listen';

/** One option of those that a call made, or was made on, is told otherwise while the descriptor is open. */
const branded =
  (
    call: Call,
    option: number,
    value: number,
    which: (fds: readonly number[], asked: readonly number[]) => readonly number[],
  ) =>
  (kernel: Parameters<Liar['wrap']>[0]): ReturnType<Liar['wrap']> => {
    const marked = new Set<number>();
    const honest = kernel[call] as (...asked: number[]) => { ret: number; out: unknown };
    return {
      ...kernel,
      [call]: (...asked: number[]) => {
        const told = honest(...asked);
        const made = call === 'socketpair' ? (told.out as readonly number[]) : [told.ret];
        if (call === 'listen' ? told.ret < 0 : told.ret >= 0)
          for (const fd of which(call === 'listen' ? asked : made, asked)) marked.add(fd);
        return told;
      },
      close: (fd) => {
        marked.delete(fd);
        return kernel.close(fd);
      },
      getsockopt: (fd, level, name, room) => {
        const told = kernel.getsockopt(fd, level, name, room);
        const isTold = told.ret === 0 && level === S.SOL_SOCKET && name === option && room >= INT;
        return isTold && marked.has(fd) ? { ...told, out: int(value) } : told;
      },
    };
  };

/** kcmp that takes descriptors made by such a command of fcntl for files of their own. */
const strangers =
  (...commands: readonly number[]): Liar['wrap'] =>
  (kernel) => {
    const made = new Set<number>();
    return {
      ...kernel,
      fcntl: (fd, command, argument) => {
        const told = kernel.fcntl(fd, command, argument);
        if (told.ret >= 0 && commands.includes(command)) made.add(told.ret);
        return told;
      },
      close: (fd) => {
        made.delete(fd);
        return kernel.close(fd);
      },
      kcmp: (one, two, type, fd, other) => {
        const told = kernel.kcmp(one, two, type, fd, other);
        const isStrange = fd !== other && (made.has(fd) || made.has(other));
        return told.ret === 0 && isStrange ? { ...told, ret: 1 } : told;
      },
    };
  };

const all = (fds: readonly number[]): readonly number[] => fds;

export default {
  'raw-pairs-stay-raw': liar(
    KINDS,
    'the second end of a pair made with SOCK_RAW tells that type.',
    branded('socketpair', S.SO_TYPE, S.SOCK_RAW, ([, second = -1], [, type = 0]) =>
      (type & 0xf) === S.SOCK_RAW ? [second] : [],
    ),
  ),
  'second-ends-have-a-protocol': liar(
    KINDS,
    'SO_PROTOCOL of the second end of a pair is 1.',
    branded('socketpair', S.SO_PROTOCOL, 1, ([, second = -1]) => [second]),
  ),
  'accepted-sockets-are-streams': liar(
    KINDS,
    'SO_TYPE of an accepted socket is SOCK_STREAM.',
    branded('accept4', S.SO_TYPE, S.SOCK_STREAM, all),
  ),
  'accepted-sockets-have-no-domain': liar(
    KINDS,
    'SO_DOMAIN of an accepted socket is AF_UNSPEC.',
    branded('accept4', S.SO_DOMAIN, 0, all),
  ),
  'accepted-sockets-listen-too': liar(
    LISTENS,
    'SO_ACCEPTCONN of an accepted socket is set.',
    branded('accept4', S.SO_ACCEPTCONN, 1, all),
  ),
  'a-listen-that-failed-counts': liar(
    LISTENS,
    'SO_ACCEPTCONN is set of a socket whose listen failed.',
    branded('listen', S.SO_ACCEPTCONN, 1, ([fd = -1]) => [fd]),
  ),
  'duplicates-of-listeners-do-not-listen': liar(
    LISTENS,
    'SO_ACCEPTCONN is not set by a duplicate of a listener.',
    branded('dup', S.SO_ACCEPTCONN, 0, all),
  ),
  'buffers-fill-their-room': liar(
    BUFFERS,
    'a buffer’s size is told as long as there is room.',
    telling('getsockopt', (told, [, level, option, room]) =>
      told.ret === 0 && isBuffer(level, option) && room > INT
        ? { ...told, out: Buffer.concat([told.out, Buffer.alloc(room - INT)]) }
        : told,
    ),
  ),
  'buffers-want-room': liar(
    BUFFERS,
    'a buffer’s size is not told where there is too little room.',
    telling('getsockopt', (told, [, level, option, room]) =>
      isBuffer(level, option) && room < INT ? failure(ERRNO.EINVAL, told.out) : told,
    ),
  ),
  'ints-want-their-very-room': liar(
    READ_ONLY,
    'an int option is refused where there is more room than it takes.',
    telling('getsockopt', (told, [, level, option, room]) =>
      level === S.SOL_SOCKET && option === S.SO_KEEPALIVE && room > INT
        ? failure(ERRNO.EINVAL, told.out)
        : told,
    ),
  ),
  'dupfd-makes-a-stranger': liar(
    DUPLICATES,
    'kcmp takes what F_DUPFD made for another file.',
    strangers(F.F_DUPFD, F.F_DUPFD_CLOEXEC),
  ),
  'dupfd-makes-a-stranger-of-what-was-sent': liar(
    SAME,
    'kcmp takes what F_DUPFD_CLOEXEC made for another file.',
    strangers(F.F_DUPFD_CLOEXEC),
  ),
  'pread-of-nothing-is-fine': liar(
    SAME,
    'pread of no bytes succeeds on a socket.',
    telling('pread', (told, [, size]) =>
      size === 0 && told.errno === ERRNO.ESPIPE ? { ...told, ret: 0, errno: 0 } : told,
    ),
  ),
  'pwrite-of-nothing-is-fine': liar(
    SAME,
    'pwrite of no bytes succeeds on a socket.',
    telling('pwrite', (told, [, data]) =>
      data.length === 0 && told.errno === ERRNO.ESPIPE ? { ...told, ret: 0, errno: 0 } : told,
    ),
  ),
} satisfies Liars;
