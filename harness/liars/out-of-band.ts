/** Liars about out-of-band data: the urgent byte of a stream, who sends and takes it, and what it needs. */

import { ERRNO } from '../abi/errno.ts';
import { F_DUPFD } from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import { parseControl, type Result } from '../kernel/index.ts';
import {
  asking,
  failure,
  forgiven,
  isStream,
  type Liars,
  liar,
  optionOf,
  swapped,
  telling,
} from './lie.ts';

import {
  HIGH,
  inlined,
  int,
  intOf,
  isInline,
  isPending,
  isUrgent,
  peeks,
  receiving,
  sending,
  withFlags,
} from './urgent-lie.ts';

const BYTE = 'stream.oob.one-byte-is-urgent';
const REFUSED = 'stream.oob.refused-where-there-is-none';
const RIGHTS = 'stream.oob.descriptors-stay-with-their-byte';
const ROOM = 'stream.oob.needs-room-as-all-bytes';

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
  'recv-oob-although-inline': liar(
    BYTE,
    'MSG_OOB receives the byte although SO_OOBINLINE is on.',
    receiving(
      (kernel, fd, flags) => isUrgent(flags) && isInline(kernel, fd),
      (kernel) => (fd, size, flags) => inlined(kernel, fd, 0, () => kernel.recv(fd, size, flags)),
    ),
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
