/** Liars that lie only where there is too little room, or too little to read: about parts of what was asked. */

import { ERRNO } from '../abi/errno.ts';
import { POLLHUP, POLLOUT } from '../abi/poll.ts';
import * as S from '../abi/socket.ts';
import type { Kernel, Result } from '../kernel/index.ts';
import { asking, failure, isStream, type Liars, liar, optionOf, swapped, telling } from './lie.ts';

const SHORT = 'stream.send.short-says-how-much';
const WAITING = 'stream.send.all-of-it-unless-interrupted';
const RECORDS = 'stream.send.records-as-the-buffer-holds';
const WHOLE = 'stream.recv.waits-for-the-whole';

const isRecords = (kernel: Kernel, fd: number): boolean =>
  optionOf(kernel, fd, S.SO_TYPE) === S.SOCK_SEQPACKET;

/** send of which a part was taken, told in another way. */
const tellingShort = (lie: (told: Result, data: Uint8Array) => Result) =>
  telling('send', (told, [, data]) =>
    told.ret > 0 && told.ret < data.length ? lie(told, data) : told,
  );

/** More than this is not known to go at once. */
const MUCH = 4000;

const lies: Liars = {
  'poll-always-has-room-for-records': liar(
    RECORDS,
    'poll shows POLLOUT of a seqpacket socket whose buffer is full.',
    telling('poll', (told, [[entry]], kernel) => {
      const [revents = 0] = told.out;
      const isAsked = entry !== undefined && (entry.events & POLLOUT) !== 0;
      if (!isAsked || (revents & (POLLHUP | POLLOUT)) !== 0 || !isRecords(kernel, entry.fd))
        return told;
      return { ...told, ret: 1, out: [revents | POLLOUT] };
    }),
  ),
  'what-was-full-stays-so-for-poll': liar(
    'stream.send.as-much-as-the-buffer-holds',
    'poll shows no POLLOUT of a stream that was full, though its buffer has become larger.',
    (kernel) => {
      const full = new Set<number>();
      const hasRoom = (fd: number): boolean =>
        ((kernel.poll([{ fd, events: POLLOUT }], 0).out[0] ?? 0) & POLLOUT) !== 0;
      return {
        ...kernel,
        socketpair: (domain, type, protocol) => {
          full.clear();
          return kernel.socketpair(domain, type, protocol);
        },
        setsockopt: (fd, level, option, value) => {
          const isFull = option === S.SO_SNDBUF && isStream(kernel, fd) && !hasRoom(fd);
          if (isFull) full.add(fd);
          return kernel.setsockopt(fd, level, option, value);
        },
        recv: (fd, size, flags) => {
          full.clear();
          return kernel.recv(fd, size, flags);
        },
        poll: (entries, timeout) => {
          const told = kernel.poll(entries, timeout);
          const [entry] = entries;
          if (entry === undefined || told.out[0] !== POLLOUT || !full.has(entry.fd)) return told;
          return { ...told, ret: 0, out: [0] };
        },
      };
    },
  ),
  'full-records-say-enobufs': liar(
    RECORDS,
    'a record for which there is no room is ENOBUFS.',
    swapped('send', 'EAGAIN', 'ENOBUFS', ([fd], kernel) => isRecords(kernel, fd)),
  ),
  'too-large-records-are-eagain': liar(
    RECORDS,
    'a record larger than the buffer is EAGAIN.',
    swapped('send', 'EMSGSIZE', 'EAGAIN'),
  ),
  'records-do-not-wait': liar(
    RECORDS,
    'a record with a time to wait for room is refused at once.',
    asking('send', ([fd, data, flags], kernel) => [
      ...([fd, data] as const),
      isRecords(kernel, fd) ? flags | S.MSG_DONTWAIT : flags,
    ]),
  ),
  'short-send-tells-one-more': liar(
    SHORT,
    'a send that is short tells one byte more than it took.',
    tellingShort((told) => ({ ...told, ret: told.ret + 1 })),
  ),
  'short-send-tells-one-less': liar(
    SHORT,
    'a send that is short tells one byte less than it took.',
    tellingShort((told) => ({ ...told, ret: told.ret - 1 })),
  ),
  'short-send-tells-all': liar(
    SHORT,
    'a send that is short tells that all was taken.',
    tellingShort((told, data) => ({ ...told, ret: data.length })),
  ),
  'short-send-is-refused': liar(
    SHORT,
    'a send that is short says EAGAIN although a part is on its way.',
    tellingShort(() => failure(ERRNO.EAGAIN, undefined)),
  ),
  'short-send-takes-the-end': liar(
    SHORT,
    'of a send for which there is too little room the last bytes go, and not the first.',
    (kernel) => ({
      ...kernel,
      send: (fd, data, flags) =>
        data.length > MUCH && isStream(kernel, fd)
          ? kernel.send(fd, data.toReversed(), flags)
          : kernel.send(fd, data, flags),
    }),
  ),
  'short-write-tells-all': liar(
    SHORT,
    'a write that is short tells that all was taken.',
    telling('write', (told, [, data]) =>
      told.ret > MUCH && told.ret < data.length ? { ...told, ret: data.length } : told,
    ),
  ),
  'large-send-loses-descriptors': liar(
    SHORT,
    'a message that is too large to go at once leaves its descriptors behind.',
    (kernel) => ({
      ...kernel,
      sendmsg: (fd, message, flags) =>
        message.data.length > MUCH && isStream(kernel, fd)
          ? kernel.sendmsg(fd, { ...message, control: undefined }, flags)
          : kernel.sendmsg(fd, message, flags),
    }),
  ),
  'large-send-is-all-or-nothing': liar(
    SHORT,
    'a send that is larger than the buffer says EAGAIN for ever.',
    (kernel) => ({
      ...kernel,
      send: (fd, data, flags) => {
        const buffer = kernel.getsockopt(fd, S.SOL_SOCKET, S.SO_SNDBUF, 4).out;
        const isLarge = data.length > Buffer.from(buffer).readInt32LE(0);
        return isLarge && isStream(kernel, fd)
          ? failure(ERRNO.EAGAIN, undefined)
          : kernel.send(fd, data, flags);
      },
    }),
  ),
  'send-does-not-wait': liar(
    WAITING,
    'a send that may wait takes no more than there is room for.',
    (kernel) => ({
      ...kernel,
      send: (fd, data, flags) => kernel.send(fd, data, flags | S.MSG_DONTWAIT),
    }),
  ),
  'interrupted-send-tells-nothing': liar(
    WAITING,
    'a send that a signal woke says EINTR although a part is on its way.',
    tellingShort(() => failure(ERRNO.EINTR, undefined)),
  ),
  'recv-of-all-does-not-wait': liar(WHOLE, 'MSG_WAITALL does not wait.', (kernel) => ({
    ...kernel,
    recv: (fd, size, flags) => kernel.recv(fd, size, flags & ~S.MSG_WAITALL),
  })),
};

export default lies;
