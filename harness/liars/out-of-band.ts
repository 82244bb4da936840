/** Liars about out-of-band data: the urgent byte of a stream, and the mark where it stands. */

import { ERRNO } from '../abi/errno.ts';
import { F_DUPFD } from '../abi/file.ts';
import { POLLIN, POLLPRI, POLLRDHUP } from '../abi/poll.ts';
import * as S from '../abi/socket.ts';
import { type Kernel, type MessageIn, parseControl, type Result } from '../kernel/index.ts';
import {
  asking,
  failure,
  forgiven,
  isStream,
  type Liars,
  liar,
  optionOf,
  success,
  swapped,
  telling,
} from './lie.ts';

const BYTE = 'stream.oob.one-byte-is-urgent';
const MARK = 'stream.oob.receives-stop-at-the-mark';
const LOOK = 'stream.oob.poll-and-marks';
const END = 'stream.oob.end-or-reset';
const RIGHTS = 'stream.oob.descriptors-stay-with-their-byte';
const ROOM = 'stream.oob.needs-room-as-all-bytes';
const REFUSED = 'stream.oob.refused-where-there-is-none';

/** Numbers from here on are nobody's. */
const HIGH = 500;

type Recv = (fd: number, size: number, flags: number) => Result<Uint8Array>;

const isUrgent = (flags: number): boolean => (flags & S.MSG_OOB) !== 0;
const peeks = (flags: number): boolean => (flags & S.MSG_PEEK) !== 0;

function intOf(kernel: Kernel, fd: number, request: number): number {
  const { ret, out } = kernel.ioctl(fd, request, new Uint8Array(4));
  return ret < 0 ? -1 : Buffer.from(out).readInt32LE(0);
}

const isAtMark = (kernel: Kernel, fd: number): boolean => intOf(kernel, fd, S.SIOCATMARK) === 1;
const isPending = (kernel: Kernel, fd: number): boolean =>
  ((kernel.poll([{ fd, events: POLLPRI }], 0).out[0] ?? 0) & POLLPRI) !== 0;
/** The urgent byte was read, and its place comes next. */
const isTaken = (kernel: Kernel, fd: number): boolean =>
  isAtMark(kernel, fd) && !isPending(kernel, fd);
const isInline = (kernel: Kernel, fd: number): boolean =>
  optionOf(kernel, fd, S.SO_OOBINLINE) === 1;

function int(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

/** Something done with the other SO_OOBINLINE than the socket has. */
function inlined<Told>(kernel: Kernel, fd: number, value: number, call: () => Told): Told {
  const before = optionOf(kernel, fd, S.SO_OOBINLINE);
  kernel.setsockopt(fd, S.SOL_SOCKET, S.SO_OOBINLINE, int(value));
  const told = call();
  kernel.setsockopt(fd, S.SOL_SOCKET, S.SO_OOBINLINE, int(before));
  return told;
}

/** recv that does something else, of streams and where a claim holds. */
const receiving =
  (where: (kernel: Kernel, fd: number, flags: number) => boolean, otherwise: (k: Kernel) => Recv) =>
  (kernel: Kernel): Kernel => ({
    ...kernel,
    recv: (fd, size, flags) =>
      isStream(kernel, fd) && where(kernel, fd, flags)
        ? otherwise(kernel)(fd, size, flags)
        : kernel.recv(fd, size, flags),
  });

/** A receive that goes on where it stopped. */
const goesOn =
  (kernel: Kernel): Recv =>
  (fd, size, flags) => {
    const told = kernel.recv(fd, size, flags);
    if (told.ret <= 0 || told.ret >= size) return told;
    const more = kernel.recv(fd, size - told.ret, flags);
    if (more.ret <= 0) return told;
    const out = Buffer.concat([told.out, more.out]);
    return { ...told, ret: out.length, out };
  };

/** send with MSG_OOB that does something else. */
const sending =
  (otherwise: (kernel: Kernel, peers: ReadonlyMap<number, number>) => Kernel['send']) =>
  (kernel: Kernel): Kernel => {
    const { peers, socketpair } = pairsOf(kernel);
    return {
      ...kernel,
      socketpair,
      send: (fd, data, flags) =>
        isUrgent(flags) && data.length > 0 && isStream(kernel, fd)
          ? otherwise(kernel, peers)(fd, data, flags)
          : kernel.send(fd, data, flags),
    };
  };

/** Who is whose peer, as long as nobody closes one. */
function pairsOf(kernel: Kernel) {
  const peers = new Map<number, number>();
  const socketpair: Kernel['socketpair'] = (domain, type, protocol) => {
    const made = kernel.socketpair(domain, type, protocol);
    const [a, b] = made.out;
    if (made.ret >= 0) peers.set(a, b).set(b, a);
    return made;
  };
  return { peers, socketpair };
}

/** poll that tells other events: those that were are given. */
const polling = (change: (events: number, kernel: Kernel, fd: number) => number) =>
  telling('poll', (told, [entries], kernel) => {
    const out = told.out.map((events, i) => change(events, kernel, entries[i]?.fd ?? -1));
    return { ...told, out, ret: out.filter((events) => events !== 0).length };
  });

/** An ioctl that tells another number. */
const counting = (request: number, change: (count: number, kernel: Kernel, fd: number) => number) =>
  telling('ioctl', (told, [fd, asked], kernel) =>
    asked === request && told.ret >= 0
      ? { ...told, out: int(change(Buffer.from(told.out).readInt32LE(0), kernel, fd)) }
      : told,
  );

const withFlags = (told: Result<MessageIn>, flags: number): Result<MessageIn> => ({
  ...told,
  out: { ...told.out, flags },
});

export default {
  'oob-of-records-is-einval': liar(
    REFUSED,
    'MSG_OOB to a socket that is no stream says EINVAL.',
    swapped('send', 'EOPNOTSUPP', 'EINVAL', ([fd], kernel) => !isStream(kernel, fd)),
  ),
  'oob-of-records-is-ignored': liar(
    REFUSED,
    'MSG_OOB with a datagram or a record means nothing.',
    asking('send', ([fd, data, flags], kernel) => [
      fd,
      data,
      isStream(kernel, fd) ? flags : flags & ~S.MSG_OOB,
    ]),
  ),
  'recv-oob-of-records-is-einval': liar(
    REFUSED,
    'to receive with MSG_OOB on a socket that is no stream says EINVAL.',
    swapped('recv', 'EOPNOTSUPP', 'EINVAL'),
  ),
  'oob-of-nothing-succeeds': liar(
    REFUSED,
    'to send nothing with MSG_OOB succeeds.',
    forgiven('send', 'EOPNOTSUPP', ([, data]) => data.length === 0),
  ),
  'oob-first-byte-is-urgent': liar(
    BYTE,
    'the first byte is urgent, and those behind it are not.',
    sending((kernel) => (fd, data, flags) => {
      const told = kernel.send(fd, data.subarray(0, 1), flags);
      if (told.ret < 0 || data.length === 1) return told;
      const more = kernel.send(fd, data.subarray(1), flags & ~S.MSG_OOB);
      return { ...told, ret: 1 + Math.max(0, more.ret) };
    }),
  ),
  'oob-is-ordinary': liar(
    BYTE,
    'what is sent with MSG_OOB is sent without.',
    sending((kernel) => (fd, data, flags) => kernel.send(fd, data, flags & ~S.MSG_OOB)),
  ),
  'recv-oob-of-none-is-eagain': liar(
    REFUSED,
    'to receive with MSG_OOB where there is none says EAGAIN.',
    swapped('recv', 'EINVAL', 'EAGAIN', ([, , flags]) => isUrgent(flags)),
  ),
  'recv-oob-leaves-the-byte': liar(
    BYTE,
    'MSG_OOB receives the same byte again and again.',
    asking('recv', ([fd, size, flags]) => [fd, size, isUrgent(flags) ? flags | S.MSG_PEEK : flags]),
  ),
  'recv-oob-peek-takes': liar(
    BYTE,
    'MSG_OOB with MSG_PEEK takes the byte.',
    asking('recv', ([fd, size, flags]) => [
      fd,
      size,
      isUrgent(flags) ? flags & ~S.MSG_PEEK : flags,
    ]),
  ),
  'recvmsg-hides-oob': liar(
    BYTE,
    'recvmsg does not say that the byte was urgent.',
    telling('recvmsg', (told) => withFlags(told, told.out.flags & ~S.MSG_OOB)),
  ),
  'recvmsg-always-oob': liar(
    MARK,
    'recvmsg says MSG_OOB of whatever it receives.',
    telling('recvmsg', (told) =>
      told.ret > 0 ? withFlags(told, told.out.flags | S.MSG_OOB) : told,
    ),
  ),
  'recv-oob-although-inline': liar(
    BYTE,
    'MSG_OOB receives the byte although SO_OOBINLINE is on.',
    receiving(
      (kernel, fd, flags) => isUrgent(flags) && isInline(kernel, fd),
      (kernel) => (fd, size, flags) => inlined(kernel, fd, 0, () => kernel.recv(fd, size, flags)),
    ),
  ),
  'recv-goes-past-the-mark': liar(
    MARK,
    'a receive does not stop before an urgent byte.',
    receiving(
      (kernel, fd, flags) => !isUrgent(flags) && !peeks(flags) && isPending(kernel, fd),
      goesOn,
    ),
  ),
  'recv-goes-past-a-taken-byte': liar(
    MARK,
    'a receive does not stop at the mark of an urgent byte that was read.',
    receiving(
      (kernel, fd, flags) => !isUrgent(flags) && !peeks(flags) && !isPending(kernel, fd),
      goesOn,
    ),
  ),
  'recv-reads-the-urgent-byte': liar(
    MARK,
    'a receive at the mark gives the urgent byte.',
    receiving(
      (kernel, fd, flags) => !isUrgent(flags) && !peeks(flags) && isAtMark(kernel, fd),
      (kernel) => (fd, size, flags) => inlined(kernel, fd, 1, () => kernel.recv(fd, size, flags)),
    ),
  ),
  'recv-at-the-mark-keeps-the-byte': liar(
    MARK,
    'an urgent byte at the end is not dropped by a receive.',
    (kernel) => ({
      ...kernel,
      recv: (fd, size, flags) => {
        const look = isUrgent(flags) ? undefined : kernel.recv(fd, size, flags | S.MSG_PEEK);
        return look?.errno === ERRNO.EAGAIN ? look : kernel.recv(fd, size, flags);
      },
    }),
  ),
  'new-urgent-byte-drops-the-old': liar(
    BYTE,
    'of two urgent bytes the first is gone, as with TCP.',
    sending((kernel, peers) => (fd, data, flags) => {
      kernel.recv(peers.get(fd) ?? -1, 1, S.MSG_OOB | S.MSG_DONTWAIT);
      return kernel.send(fd, data, flags);
    }),
  ),
  'new-urgent-byte-waits-for-the-old': liar(
    BYTE,
    'a second urgent byte is refused while the first is unread.',
    sending(
      (kernel, peers) => (fd, data, flags) =>
        isPending(kernel, peers.get(fd) ?? -1)
          ? failure(ERRNO.EAGAIN, undefined)
          : kernel.send(fd, data, flags),
    ),
  ),
  'peek-shows-the-urgent-byte': liar(
    MARK,
    'a peek at the mark shows the urgent byte.',
    receiving(
      (kernel, fd, flags) => !isUrgent(flags) && peeks(flags) && isAtMark(kernel, fd),
      (kernel) => (fd, size, flags) => inlined(kernel, fd, 1, () => kernel.recv(fd, size, flags)),
    ),
  ),
  'peek-drops-the-urgent-byte': liar(
    MARK,
    'a peek at the mark drops the urgent byte.',
    receiving(
      (kernel, fd, flags) => !isUrgent(flags) && peeks(flags) && isAtMark(kernel, fd),
      (kernel) => (fd, size, flags) => {
        kernel.recv(fd, 0, S.MSG_DONTWAIT);
        return kernel.recv(fd, size, flags);
      },
    ),
  ),
  'taken-byte-once-more': liar(
    BYTE,
    'the last urgent byte can be received a second time.',
    (kernel) => {
      const last = new Map<number, Result<Uint8Array>>();
      return {
        ...kernel,
        recv: (fd, size, flags) => {
          const told = kernel.recv(fd, size, flags);
          if (!isUrgent(flags) || peeks(flags)) return told;
          // Numbers of descriptors come again in the next scenario.
          const { ino } = kernel.fstat(fd).out;
          const before = last.get(ino);
          last.delete(ino);
          if (told.ret > 0) last.set(ino, told);
          return told.errno === ERRNO.EINVAL && before !== undefined ? before : told;
        },
      };
    },
  ),
  'taken-byte-in-line': liar(
    MARK,
    'a receive at the mark of an urgent byte that was read gives that byte first.',
    (kernel) => {
      const last = new Map<number, Uint8Array>();
      return {
        ...kernel,
        recv: (fd, size, flags) => {
          const byte = isTaken(kernel, fd) ? last.get(fd) : undefined;
          const told = kernel.recv(fd, size, flags);
          if (isUrgent(flags) && told.ret > 0) last.set(fd, told.out);
          if (byte === undefined || isUrgent(flags) || told.ret <= 0 || told.ret >= size)
            return told;
          return { ...told, ret: told.ret + 1, out: Buffer.concat([byte, told.out]) };
        },
      };
    },
  ),
  'pollpri-never': liar(
    LOOK,
    'poll does not tell of urgent bytes.',
    polling((events) => events & ~POLLPRI),
  ),
  'pollpri-stays': liar(
    LOOK,
    'poll tells POLLPRI also when the urgent byte was read.',
    polling((events, kernel, fd) => events | (isTaken(kernel, fd) ? POLLPRI : 0)),
  ),
  'pollpri-at-the-mark-alone': liar(
    LOOK,
    'poll tells POLLPRI only when the mark comes next.',
    polling((events, kernel, fd) => (isAtMark(kernel, fd) ? events : events & ~POLLPRI)),
  ),
  'siocatmark-while-pending': liar(
    LOOK,
    'SIOCATMARK tells whether an urgent byte waits anywhere.',
    counting(S.SIOCATMARK, (_, kernel, fd) => (isPending(kernel, fd) ? 1 : 0)),
  ),
  'siocatmark-forgets-taken': liar(
    LOOK,
    'SIOCATMARK is 0 at the mark of an urgent byte that was read.',
    counting(S.SIOCATMARK, (at, kernel, fd) => (isPending(kernel, fd) ? at : 0)),
  ),
  'taken-byte-leaves-nothing': liar(
    LOOK,
    'where nothing is left but the place of an urgent byte, poll tells nothing.',
    polling((events, kernel, fd) => {
      const isSpent = isTaken(kernel, fd) && intOf(kernel, fd, S.SIOCINQ) === 0;
      return isSpent && (events & POLLRDHUP) === 0 ? events & ~POLLIN : events;
    }),
  ),
  'taken-byte-is-an-end': liar(
    MARK,
    'a receive that finds the place of an urgent byte and nothing else tells the end.',
    telling('recv', (told, [, , flags]) =>
      told.errno === ERRNO.EAGAIN && !isUrgent(flags) ? { ...success, out: told.out } : told,
    ),
  ),
  'close-after-a-taken-byte-resets': liar(
    END,
    'who read the urgent byte and closes resets the connection.',
    (kernel) => {
      const { peers, socketpair } = pairsOf(kernel);
      const toReset = new Set<number>();
      return {
        ...kernel,
        socketpair,
        close: (fd) => {
          toReset.delete(fd);
          if (isTaken(kernel, fd)) toReset.add(peers.get(fd) ?? -1);
          return kernel.close(fd);
        },
        recv: (fd, size, flags) => {
          const told = kernel.recv(fd, size, flags);
          return told.ret === 0 && toReset.delete(fd) ? failure(ERRNO.ECONNRESET, told.out) : told;
        },
      };
    },
  ),
  'close-forgives-an-urgent-byte': liar(
    END,
    'an urgent byte that nobody read does not reset the connection.',
    (kernel) => ({
      ...kernel,
      close: (fd) => {
        if (isAtMark(kernel, fd)) kernel.recv(fd, 1, S.MSG_OOB | S.MSG_DONTWAIT);
        return kernel.close(fd);
      },
    }),
  ),
  'siocinq-without-the-urgent-byte': liar(
    LOOK,
    'SIOCINQ does not count the urgent byte.',
    counting(S.SIOCINQ, (count, kernel, fd) => count - (isPending(kernel, fd) ? 1 : 0)),
  ),
  'siocinq-counts-the-place': liar(
    LOOK,
    'SIOCINQ counts an urgent byte that was read.',
    counting(S.SIOCINQ, (count, kernel, fd) => count + (isTaken(kernel, fd) ? 1 : 0)),
  ),
  'oobinline-is-ignored': liar(
    MARK,
    'SO_OOBINLINE can be set and does nothing.',
    receiving(
      (kernel, fd, flags) => !isUrgent(flags) && isInline(kernel, fd),
      (kernel) => (fd, size, flags) => inlined(kernel, fd, 0, () => kernel.recv(fd, size, flags)),
    ),
  ),
  'oobinline-has-no-mark': liar(
    MARK,
    'with SO_OOBINLINE a receive does not stop before the urgent byte.',
    receiving(
      (kernel, fd, flags) => !isUrgent(flags) && !peeks(flags) && isInline(kernel, fd),
      goesOn,
    ),
  ),
  'descriptors-with-the-urgent-byte': liar(
    RIGHTS,
    'descriptors go with the urgent byte and not with those before it.',
    (kernel) => ({
      ...kernel,
      sendmsg: (fd, message, flags) => {
        const { data } = message;
        if (!isUrgent(flags) || data.length < 2) return kernel.sendmsg(fd, message, flags);
        const before = kernel.send(fd, data.subarray(0, -1), flags & ~S.MSG_OOB);
        if (before.ret < 0) return before;
        const last = kernel.sendmsg(fd, { ...message, data: data.subarray(-1) }, flags);
        return last.ret < 0 ? last : { ...last, ret: before.ret + last.ret };
      },
    }),
  ),
  'descriptors-are-lost-with-msg-oob': liar(
    RIGHTS,
    'descriptors sent with an urgent byte are closed at once.',
    asking('sendmsg', ([fd, message, flags]) => [
      fd,
      isUrgent(flags) ? { data: message.data } : message,
      flags,
    ]),
  ),
  'descriptors-of-urgent-bytes-leak': liar(
    RIGHTS,
    'descriptors sent with an urgent byte are not closed when it is dropped.',
    (kernel) => {
      let held = -1;
      return {
        ...kernel,
        sendmsg: (fd, message, flags) => {
          const told = kernel.sendmsg(fd, message, flags);
          const [rights] = parseControl(message.control ?? Buffer.alloc(0));
          if (!isUrgent(flags) || told.ret !== 1 || !rights?.data.length) return told;
          // One at a time: else this one would run out of descriptors.
          if (held >= 0) kernel.close(held);
          held = kernel.fcntl(Buffer.from(rights.data).readInt32LE(0), F_DUPFD, HIGH).ret;
          return told;
        },
      };
    },
  ),
  'urgent-bytes-need-no-room': liar(
    ROOM,
    'an urgent byte goes although SO_SNDBUF is full.',
    (kernel) => ({
      ...kernel,
      send: (fd, data, flags) => {
        const told = kernel.send(fd, data, flags);
        if (!isUrgent(flags) || told.errno !== ERRNO.EAGAIN) return told;
        const before = optionOf(kernel, fd, S.SO_SNDBUF);
        kernel.setsockopt(fd, S.SOL_SOCKET, S.SO_SNDBUF, int(1 << 16));
        const forced = kernel.send(fd, data, flags);
        kernel.setsockopt(fd, S.SOL_SOCKET, S.SO_SNDBUF, int(before / 2));
        return forced;
      },
    }),
  ),
  'urgent-bytes-without-room-are-lost': liar(
    ROOM,
    'an urgent byte for which there is no room is lost, and nobody is told.',
    telling('send', (told, [, data, flags]) =>
      isUrgent(flags) && told.errno === ERRNO.EAGAIN
        ? { ...told, ret: data.length, errno: 0 }
        : told,
    ),
  ),
  'urgent-bytes-without-room-say-enobufs': liar(
    ROOM,
    'an urgent byte for which there is no room is ENOBUFS.',
    swapped('send', 'EAGAIN', 'ENOBUFS', ([, , flags]) => isUrgent(flags)),
  ),
  'urgent-bytes-wait-for-an-empty-buffer': liar(
    ROOM,
    'an urgent byte behind others is EAGAIN where SO_SNDBUF was set.',
    (kernel) => ({
      ...kernel,
      send: (fd, data, flags) =>
        isUrgent(flags) &&
        data.length > 0 &&
        isStream(kernel, fd) &&
        intOf(kernel, fd, S.SIOCOUTQ) > 0 &&
        optionOf(kernel, fd, S.SO_SNDBUF) < 10_000
          ? failure(ERRNO.EAGAIN, undefined)
          : kernel.send(fd, data, flags),
    }),
  ),
} satisfies Liars;
