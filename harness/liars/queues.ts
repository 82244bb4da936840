/** Liars about what waits in a queue: its length, and peeks that begin where SO_PEEK_OFF says. */

import { ERRNO } from '../abi/errno.ts';
import { POLLHUP } from '../abi/poll.ts';
import * as S from '../abi/socket.ts';
import type { Kernel, Result } from '../kernel/index.ts';
import {
  asking,
  changeRights,
  failure,
  followed,
  isStream,
  type Liars,
  liar,
  optionOf,
  success,
  swapped,
  telling,
  typeOf,
} from './lie.ts';

const UNREAD = 'stream.ioctl.tells-what-is-unread';
const UNSENT = 'stream.ioctl.tells-what-is-on-its-way';
const OFFSET = 'stream.recv.peeks-go-on-from-the-offset';
const ACCEPTED = 'stream.accept.has-no-peek-offset';
const EMPTY = 'stream.recv.peeks-give-empty-messages-once';
const BEYOND = 'stream.recv.peek-waits-beyond-the-offset';
const PEEK = 'stream.recv.peek-leaves-everything';
const WHOLE = S.MSG_PEEK | S.MSG_WAITALL;
const LOOK = S.MSG_PEEK | S.MSG_DONTWAIT;
const MOST = 100_000;

function int(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

const lengthOf = ({ out }: Result<Uint8Array>): number => Buffer.from(out).readInt32LE(0);
const withLength = (told: Result<Uint8Array>, value: number): Result<Uint8Array> => ({
  ...told,
  out: int(value),
});

/** ioctl that tells another length: `change` is given the true one. */
function lengths(
  request: number,
  change: (length: number, fd: number, kernel: Kernel) => number,
): (kernel: Kernel) => Kernel {
  return telling('ioctl', (told, [fd, asked], kernel) =>
    asked === request && told.ret >= 0
      ? withLength(told, change(lengthOf(told), fd, kernel))
      : told,
  );
}

const offsetOf = (kernel: Kernel, fd: number): number => optionOf(kernel, fd, S.SO_PEEK_OFF);
const setOffset = (kernel: Kernel, fd: number, value: number): Result =>
  kernel.setsockopt(fd, S.SOL_SOCKET, S.SO_PEEK_OFF, int(value));
const isOffset = (level: number, option: number): boolean =>
  level === S.SOL_SOCKET && option === S.SO_PEEK_OFF;
const peeks = (flags: number): boolean => (flags & S.MSG_PEEK) !== 0;

/** Something done with another offset than the socket has. */
function at<Told>(kernel: Kernel, fd: number, offset: number, call: () => Told): Told {
  const before = offsetOf(kernel, fd);
  setOffset(kernel, fd, offset);
  const told = call();
  setOffset(kernel, fd, before);
  return told;
}

const isHungUp = (kernel: Kernel, fd: number): boolean =>
  ((kernel.poll([{ fd, events: 0 }], 0).out[0] ?? 0) & POLLHUP) !== 0;

const lengthOfFirst = (kernel: Kernel, fd: number): number =>
  at(kernel, fd, -1, () => kernel.recv(fd, 0, LOOK | S.MSG_TRUNC).ret);

/** All bytes of all messages. */
const lengthOfAll = (kernel: Kernel, fd: number): number =>
  at(kernel, fd, 0, () => {
    for (let sum = 0; ; ) {
      const { ret } = kernel.recv(fd, MOST, LOOK);
      if (ret <= 0) return sum;
      sum += ret;
    }
  });

/** Remembers by descriptor how much receives gave, and takes it into a length. */
function remembering(
  which: (flags: number) => boolean,
  change: (length: number, given: number) => number,
): (kernel: Kernel) => Kernel {
  return (kernel) => {
    const given = new Map<number, number>();
    const lying = lengths(S.SIOCINQ, (length, fd) =>
      length === 0 ? 0 : change(length, given.get(fd) ?? 0),
    )(kernel);
    return {
      ...lying,
      socketpair: (domain, type, protocol) => {
        given.clear();
        return kernel.socketpair(domain, type, protocol);
      },
      recv: (fd, size, flags) => {
        const told = kernel.recv(fd, size, flags);
        if (told.ret > 0 && which(flags) && isStream(kernel, fd))
          given.set(fd, (given.get(fd) ?? 0) + told.ret);
        return told;
      },
    };
  };
}

/** The three receives, each followed by something that nobody asked for; `before` is the offset they found. */
function receiving(
  then: (kernel: Kernel, fd: number, flags: number, before: number) => void,
): (kernel: Kernel) => Kernel {
  return (kernel) => {
    const lying =
      <Rest extends readonly unknown[], Told>(
        call: (fd: number, room: never, flags: number, ...rest: Rest) => Told,
      ) =>
      (fd: number, room: never, flags: number, ...rest: Rest): Told => {
        const before = offsetOf(kernel, fd);
        const told = call(fd, room, flags, ...rest);
        if (before >= 0) then(kernel, fd, flags, before);
        return told;
      };
    return {
      ...kernel,
      recv: lying(kernel.recv as never) as Kernel['recv'],
      recvfrom: lying(kernel.recvfrom as never) as Kernel['recvfrom'],
      recvmsg: lying(kernel.recvmsg as never) as Kernel['recvmsg'],
    };
  };
}

export default {
  'siocinq-of-records-is-the-first': liar(
    UNREAD,
    'SIOCINQ of records tells the first alone, as of datagrams.',
    lengths(S.SIOCINQ, (length, fd, kernel) =>
      typeOf(kernel, fd) === S.SOCK_SEQPACKET && length > 0 ? lengthOfFirst(kernel, fd) : length,
    ),
  ),
  'siocinq-of-datagrams-is-all': liar(
    UNREAD,
    'SIOCINQ of datagrams tells all of them, as of a stream.',
    lengths(S.SIOCINQ, (length, fd, kernel) =>
      typeOf(kernel, fd) === S.SOCK_DGRAM ? lengthOfAll(kernel, fd) : length,
    ),
  ),
  'siocinq-of-a-listener-is-0': liar(
    UNREAD,
    'SIOCINQ of a listener finds nothing unread.',
    telling('ioctl', (told, [, request]) =>
      request === S.SIOCINQ && told.errno === ERRNO.EINVAL ? { ...success, out: int(0) } : told,
    ),
  ),
  'siocinq-counts-what-was-read': liar(
    UNREAD,
    'SIOCINQ counts a message until all of it is read.',
    remembering(
      (flags) => !peeks(flags),
      (length, given) => length + given,
    ),
  ),
  'siocinq-takes-a-peek-for-a-read': liar(
    UNREAD,
    'SIOCINQ no longer counts what was peeked at.',
    remembering(peeks, (length, given) => Math.max(0, length - given)),
  ),
  'siocinq-forgets-who-is-gone': liar(
    UNREAD,
    'SIOCINQ is 0 when the peer has closed, whatever it left.',
    lengths(S.SIOCINQ, (length, fd, kernel) => (isHungUp(kernel, fd) ? 0 : length)),
  ),
  'siocinq-of-who-is-gone-is-the-first': liar(
    UNREAD,
    'SIOCINQ tells the first record alone when the peer has closed.',
    lengths(S.SIOCINQ, (length, fd, kernel) =>
      isHungUp(kernel, fd) && optionOf(kernel, fd, S.SO_TYPE) === S.SOCK_SEQPACKET
        ? Math.max(0, lengthOfFirst(kernel, fd))
        : length,
    ),
  ),
  'siocoutq-is-always-0': liar(
    UNSENT,
    'SIOCOUTQ is 0 whatever the peer has not read.',
    lengths(S.SIOCOUTQ, () => 0),
  ),
  'siocoutq-tells-what-is-unread': liar(UNSENT, 'SIOCOUTQ tells what SIOCINQ does.', (kernel) => ({
    ...kernel,
    ioctl: (fd, request, argument) =>
      kernel.ioctl(fd, request === S.SIOCOUTQ ? S.SIOCINQ : request, argument),
  })),
  'siocoutq-counts-messages': liar(
    UNSENT,
    'SIOCOUTQ is 1 when something is on its way, however much.',
    lengths(S.SIOCOUTQ, (length) => Math.min(1, length)),
  ),
  'siocoutq-counts-itself': liar(
    UNSENT,
    'SIOCOUTQ of a socket with nothing on its way is 1.',
    lengths(S.SIOCOUTQ, (length) => Math.max(1, length)),
  ),
  'siocoutq-of-a-pipe-is-einval': liar(
    UNSENT,
    'SIOCOUTQ of a pipe says EINVAL.',
    swapped('ioctl', 'ENOTTY', 'EINVAL'),
  ),
  'peek-does-not-move-on': liar(
    OFFSET,
    'a peek at an offset leaves the offset where it was.',
    receiving((kernel, fd, flags, before) => {
      if (peeks(flags)) setOffset(kernel, fd, before);
    }),
  ),
  'receive-leaves-the-peek-offset': liar(
    OFFSET,
    'a receive that takes does not move the peek offset back.',
    receiving((kernel, fd, flags, before) => {
      if (!peeks(flags)) setOffset(kernel, fd, before);
    }),
  ),
  'receive-ends-the-peek-offset': liar(
    OFFSET,
    'a receive that takes puts the peek offset to the front.',
    receiving((kernel, fd, flags) => {
      if (!peeks(flags)) setOffset(kernel, fd, 0);
    }),
  ),
  'peek-offset-is-for-good': liar(
    OFFSET,
    'a negative SO_PEEK_OFF means the front, and peeks go on.',
    (kernel) => ({
      ...kernel,
      setsockopt: (fd, level, option, value) =>
        isOffset(level, option) && Buffer.from(value).readInt32LE(0) < 0
          ? setOffset(kernel, fd, 0)
          : kernel.setsockopt(fd, level, option, value),
    }),
  ),
  'peek-offset-is-refused': liar(
    OFFSET,
    'SO_PEEK_OFF is an option that nobody knows.',
    (kernel) => ({
      ...kernel,
      setsockopt: (fd, level, option, value) =>
        isOffset(level, option) && kernel.getsockopt(fd, level, option, 4).ret >= 0
          ? failure(ERRNO.EOPNOTSUPP, undefined)
          : kernel.setsockopt(fd, level, option, value),
    }),
  ),
  'peek-offset-is-0-at-first': liar(
    OFFSET,
    'a new socket has a peek offset of 0.',
    followed('socketpair', (kernel, _, { ret, out }) => {
      if (ret >= 0) for (const fd of out) setOffset(kernel, fd, 0);
    }),
  ),
  'accept-inherits-the-peek-offset': liar(
    ACCEPTED,
    'an accepted socket has the peek offset of its listener.',
    followed('accept4', (kernel, [fd], { ret }) => {
      if (ret >= 0) setOffset(kernel, ret, offsetOf(kernel, fd));
    }),
  ),
  'peek-offset-stays-in-the-first-record': liar(
    OFFSET,
    'a peek passes over bytes of a record, and never over a whole one.',
    telling('recv', (told, [fd, , flags], kernel) =>
      peeks(flags) && told.ret > 0 && !isStream(kernel, fd)
        ? offsetOf(kernel, fd) > lengthOfFirst(kernel, fd)
          ? failure(ERRNO.EAGAIN, told.out)
          : told
        : told,
    ),
  ),
  'peek-offset-passes-over-descriptors': liar(
    OFFSET,
    'a peek within a message does not give its descriptors.',
    (kernel) => ({
      ...kernel,
      recvmsg: (fd, room, flags) => {
        const within = peeks(flags) && offsetOf(kernel, fd) > 0;
        const none = (fds: number[]): number[] => {
          for (const one of fds) kernel.close(one);
          return [];
        };
        return within
          ? changeRights(kernel, none)(fd, room, flags)
          : kernel.recvmsg(fd, room, flags);
      },
    }),
  ),
  'peek-beyond-begins-anew': liar(
    OFFSET,
    'a peek that has passed over everything begins at the front again.',
    (kernel) => ({
      ...kernel,
      recv: (fd, size, flags) => {
        const told = kernel.recv(fd, size, flags);
        if (told.errno !== ERRNO.EAGAIN || !peeks(flags) || offsetOf(kernel, fd) <= 0) return told;
        setOffset(kernel, fd, 0);
        return kernel.recv(fd, size, flags);
      },
    }),
  ),
  'woken-peek-begins-anew': liar(
    BEYOND,
    'a peek that slept beyond all datagrams gives the first.',
    (kernel) => ({
      ...kernel,
      recv: (fd, size, flags) => {
        const slept =
          peeks(flags) &&
          typeOf(kernel, fd) === S.SOCK_DGRAM &&
          kernel.recv(fd, 0, LOOK).errno === ERRNO.EAGAIN;
        const told = kernel.recv(fd, size, flags);
        if (!slept || told.ret < 0) return told;
        return at(kernel, fd, -1, () => kernel.recv(fd, size, LOOK));
      },
    }),
  ),
  'peek-offset-never-gives-the-empty': liar(
    EMPTY,
    'a peek at an offset passes over a message of no bytes as over one before the offset.',
    (kernel) => ({
      ...kernel,
      recv: (fd, size, flags) => {
        const told = kernel.recv(fd, size, flags);
        const isPassed = peeks(flags) && told.ret === 0 && size > 0 && offsetOf(kernel, fd) >= 0;
        return isPassed && !isStream(kernel, fd) ? kernel.recv(fd, size, flags) : told;
      },
    }),
  ),
  'peek-offset-stays-at-the-empty': liar(
    EMPTY,
    'peeks at an offset come no further than to a message of no bytes.',
    (kernel) => {
      const stuck = new Set<number>();
      return {
        ...kernel,
        socketpair: (domain, type, protocol) => {
          stuck.clear();
          return kernel.socketpair(domain, type, protocol);
        },
        recv: (fd, size, flags) => {
          if (!peeks(flags)) stuck.delete(fd);
          else if (stuck.has(fd)) return { ...success, out: new Uint8Array(0) };
          const told = kernel.recv(fd, size, flags);
          const isEmpty = peeks(flags) && told.ret === 0 && size > 0;
          if (isEmpty && offsetOf(kernel, fd) >= 0 && !isStream(kernel, fd)) stuck.add(fd);
          return told;
        },
      };
    },
  ),
  'peeks-take-the-empty': liar(
    EMPTY,
    'a peek that gives a message of no bytes takes it from the queue.',
    telling('recv', (told, [fd, size, flags], kernel) => {
      if (peeks(flags) && told.ret === 0 && size > 0 && !isStream(kernel, fd))
        at(kernel, fd, -1, () => {
          if (kernel.recv(fd, 1, LOOK).ret === 0) kernel.recv(fd, 0, S.MSG_DONTWAIT);
        });
      return told;
    }),
  ),
  'peek-of-the-whole-takes-it': liar(
    PEEK,
    'a peek that waits for all takes the bytes.',
    asking('recv', ([fd, size, flags]) =>
      (flags & WHOLE) === WHOLE ? [fd, size, flags & ~WHOLE] : [fd, size, flags],
    ),
  ),
  'peek-of-the-whole-wants-all': liar(
    PEEK,
    'a peek that waits for all says EAGAIN where there is less.',
    telling('recv', (told, [, size, flags]) =>
      (flags & WHOLE) === WHOLE && told.ret > 0 && told.ret < size
        ? failure(ERRNO.EAGAIN, told.out)
        : told,
    ),
  ),
  'peek-of-the-whole-is-short': liar(
    PEEK,
    'a peek that waits for all shows no more than ten bytes.',
    asking('recv', ([fd, size, flags]) => [
      fd,
      (flags & WHOLE) === WHOLE ? Math.min(size, 10) : size,
      flags,
    ]),
  ),
} satisfies Liars;
