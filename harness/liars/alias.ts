/** Liars that an odd way to the same thing shows: a path, a duplicate, a flag or a number that few ask for. */

import { ERRNO } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';
import { failure, forgiven, isUnix, type Liars, liar, optionOf, parsed, telling } from './lie.ts';

const MILLION = 1_000_000n;
/** Where tv_usec is in a struct timeval. */
const MICROS = 8;
const TIMEVAL = 16;

/** What names in a directory lead to is lost when that is renamed. */
function losesRenamed(kernel: Kernel): Kernel {
  const renamed = new Set<string>();
  return {
    ...kernel,
    rename: (from, to) => {
      const result = kernel.rename(from, to);
      const isDirectory = (kernel.lstat(to).out?.mode & F.S_IFMT) === F.S_IFDIR;
      if (result.ret === 0 && isDirectory) renamed.add(`${to}/`);
      return result;
    },
    connect: (fd, address, length) => {
      const said = isUnix(address) || address[0] === S.AF_UNIX ? parsed(address) : undefined;
      const isLost =
        said?.kind === 'path' && [...renamed].some((place) => said.path.startsWith(place));
      return isLost ? failure(ERRNO.ECONNREFUSED, undefined) : kernel.connect(fd, address, length);
    },
  };
}

export default {
  'a-million-microseconds-are-fine': liar(
    'stream.setsockopt.strange-times',
    'a million microseconds are no error, though they are a second.',
    forgiven('setsockopt', 'EDOM', ([, , , value]) => {
      return value.length >= TIMEVAL && Buffer.from(value).readBigInt64LE(MICROS) === MILLION;
    }),
  ),
  'path-flag-is-not-told': liar(
    'inode.open.path-descriptors-do-nothing',
    'F_GETFL does not tell O_PATH.',
    telling('fcntl', (result, [, command]) =>
      command === F.F_GETFL && result.ret > 0 ? { ...result, ret: result.ret & ~F.O_PATH } : result,
    ),
  ),
  'renamed-directories-lose-their-sockets': liar(
    'inode.rename.names-move-sockets-stay',
    'no socket is found by a path through a directory that was renamed.',
    losesRenamed,
  ),
  'absolute-names-are-not-found': liar(
    'inode.rename.names-move-sockets-stay',
    'a connect to an absolute pathname is ENOENT.',
    (kernel) => ({
      ...kernel,
      connect: (fd, address, length) =>
        address[0] === S.AF_UNIX && address[2] === '/'.charCodeAt(0)
          ? failure(ERRNO.ENOENT, undefined)
          : kernel.connect(fd, address, length),
    }),
  ),
  'options-are-of-a-descriptor': liar(
    'stream.fd.duplicates-are-one-socket',
    'getsockopt by a duplicate tells an option as it was when the duplicate was made.',
    (kernel) => {
      const known = new Map<number, number>();
      return {
        ...telling('dup', (result, [fd]) => {
          if (result.ret >= 0) known.set(result.ret, optionOf(kernel, fd, S.SO_PASSCRED));
          return result;
        })(kernel),
        close: (fd) => {
          known.delete(fd);
          return kernel.close(fd);
        },
        getsockopt: (fd, level, option, room) => {
          const result = kernel.getsockopt(fd, level, option, room);
          const then = known.get(fd);
          const lies = level === S.SOL_SOCKET && option === S.SO_PASSCRED && result.ret === 0;
          if (!lies || then === undefined || then < 0 || result.out.length < 4) return result;
          return { ...result, out: Buffer.from(Int32Array.of(then).buffer) };
        },
      };
    },
  ),
  'marks-of-records-are-told': liar(
    'stream.oob.refused-where-there-is-none',
    'SIOCATMARK of records is 0 rather than EOPNOTSUPP.',
    telling('ioctl', (result, [, request]) =>
      request === S.SIOCATMARK && result.errno === ERRNO.EOPNOTSUPP
        ? { ret: 0, errno: 0, out: new Uint8Array(4) }
        : result,
    ),
  ),
  'udplite-takes-any-port': liar(
    'ports.bind.needs-the-capability-below-the-start',
    'UDP-Lite has no privileged ports.',
    forgiven('bind', 'EACCES', ([fd], kernel) => {
      return optionOf(kernel, fd, S.SO_PROTOCOL) === S.IPPROTO_UDPLITE;
    }),
  ),
  'bytes-of-nothing-come-along': liar(
    'rights.recv.a-message-is-a-barrier',
    'where no control message comes, msg_controllen is the room for one.',
    telling('recvmsg', (result, [, room]) =>
      result.ret >= 0 && result.out.control.length === 0 && (result.out.flags & S.MSG_CTRUNC) === 0
        ? { ...result, out: { ...result.out, control: new Uint8Array(room.controlRoom) } }
        : result,
    ),
  ),
  'status-in-flight-stays-as-sent': liar(
    'rights.recvmsg.same-open-file',
    'O_NONBLOCK that was set while a descriptor was in flight is clear when it lands.',
    (kernel) => {
      let sent = false;
      let set = -1;
      return {
        ...kernel,
        socketpair: (domain, type, protocol) => {
          sent = false;
          set = -1;
          return kernel.socketpair(domain, type, protocol);
        },
        sendmsg: (fd, message, flags) => {
          sent ||= message.control !== undefined;
          return kernel.sendmsg(fd, message, flags);
        },
        fcntl: (fd, command, argument) => {
          if (command === F.F_SETFL && sent && (argument & F.O_NONBLOCK) !== 0) set = fd;
          return kernel.fcntl(fd, command, argument);
        },
        recvmsg: (fd, room, flags) => {
          const result = kernel.recvmsg(fd, room, flags);
          if (set >= 0 && result.ret >= 0 && result.out.control.length > 0)
            kernel.fcntl(set, F.F_SETFL, 0);
          if (result.ret >= 0) {
            sent = false;
            set = -1;
          }
          return result;
        },
      };
    },
  ),
} satisfies Liars;
