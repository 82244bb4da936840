/** Liars about SO_RCVTIMEO and SO_SNDTIMEO: calls that wait too long, too short, or for a time that nobody set. */

import { ERRNO } from '../abi/errno.ts';
import { POLLOUT } from '../abi/poll.ts';
import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';
import { asking, failure, followed, isTimeout, type Liars, liar, swapped, telling } from './lie.ts';

const RECEIVE = 'stream.recv.ends-when-its-time-is-over';
const ACCEPT = 'stream.accept.ends-when-its-time-is-over';
const SEND = 'stream.send.ends-when-its-time-is-over';
const QUEUE = 'stream.datagram.ends-when-its-time-is-over';
const CONNECT = 'stream.connect.ends-when-its-time-is-over';
const TWO = 'stream.setsockopt.a-time-for-each-direction';
const TIMEVAL = 16;
const NONE = new Uint8Array(TIMEVAL);
/** Seconds below zero. */
const AT_ONCE = Buffer.concat([new Uint8Array(8).fill(255), new Uint8Array(8)]);

const timeoutOf = (kernel: Kernel, fd: number, option = S.SO_RCVTIMEO): Uint8Array =>
  kernel.getsockopt(fd, S.SOL_SOCKET, option, TIMEVAL).out;
const setTimeout = (kernel: Kernel, fd: number, value: Uint8Array, option = S.SO_RCVTIMEO) =>
  kernel.setsockopt(fd, S.SOL_SOCKET, option, value);
const hasTimeout = (kernel: Kernel, fd: number, option = S.SO_RCVTIMEO): boolean =>
  timeoutOf(kernel, fd, option).some((byte) => byte !== 0);
const isSendTimeout = (level: number, option: number): boolean =>
  level === S.SOL_SOCKET && option === S.SO_SNDTIMEO;
const OF_SENDS = S.SO_SNDTIMEO;

/** Some other time: its microseconds, changed. */
function scaled(value: Uint8Array, change: (us: bigint) => bigint): Uint8Array {
  const bytes = Buffer.from(value);
  bytes.writeBigInt64LE(change(bytes.readBigInt64LE(TIMEVAL / 2)), TIMEVAL / 2);
  return bytes;
}

/** A call made as if another timeout were set. */
function withTimeout<Told>(
  kernel: Kernel,
  fd: number,
  [option, value]: readonly [option: number, value: Uint8Array],
  call: () => Told,
): Told {
  if (!hasTimeout(kernel, fd, option)) return call();
  const before = timeoutOf(kernel, fd, option);
  setTimeout(kernel, fd, value, option);
  const told = call();
  setTimeout(kernel, fd, before, option);
  return told;
}
const withoutTimeout = <Told>(kernel: Kernel, fd: number, call: () => Told): Told =>
  withTimeout(kernel, fd, [S.SO_RCVTIMEO, NONE], call);

export default {
  'recv-has-no-timeout': liar(
    RECEIVE,
    'recv waits for ever in spite of SO_RCVTIMEO.',
    (kernel) => ({
      ...kernel,
      recv: (fd, size, flags) => withoutTimeout(kernel, fd, () => kernel.recv(fd, size, flags)),
    }),
  ),
  'recv-gives-up-at-once': liar(
    RECEIVE,
    'recv on a socket with a timeout does not wait at all.',
    (kernel) => ({
      ...kernel,
      recv: (fd, size, flags) =>
        kernel.recv(fd, size, hasTimeout(kernel, fd) ? flags | S.MSG_DONTWAIT : flags),
    }),
  ),
  'rcvtimeo-lasts-a-quarter': liar(
    RECEIVE,
    'a timeout is over after a quarter of its time.',
    (kernel) => ({
      ...kernel,
      setsockopt: (fd, level, option, value) =>
        isTimeout(level, option)
          ? setTimeout(
              kernel,
              fd,
              scaled(value, (us) => us / 4n),
            )
          : kernel.setsockopt(fd, level, option, value),
      getsockopt: (fd, level, option, room) => {
        const told = kernel.getsockopt(fd, level, option, room);
        if (!isTimeout(level, option) || told.out.length < TIMEVAL) return told;
        return { ...told, out: scaled(told.out, (us) => (us / 5000n) * 20_000n) };
      },
    }),
  ),
  'dup-loses-the-timeout': liar(
    RECEIVE,
    'a socket that is duplicated has no timeout any more.',
    followed('dup', (kernel, _, { ret }) => {
      if (ret >= 0) setTimeout(kernel, ret, NONE);
    }),
  ),
  'rcvtimeo-is-told-in-milliseconds': liar(
    RECEIVE,
    'SO_RCVTIMEO tells milliseconds where it has microseconds.',
    telling('getsockopt', (told, [, level, option]) =>
      isTimeout(level, option) && told.out.length === TIMEVAL
        ? { ...told, out: scaled(told.out, (us) => us / 1000n) }
        : told,
    ),
  ),
  'timeout-says-etimedout': liar(
    RECEIVE,
    'a receive whose time is over says ETIMEDOUT.',
    swapped('recv', 'EAGAIN', 'ETIMEDOUT', ([fd], kernel) => hasTimeout(kernel, fd)),
  ),
  'recv-of-all-times-out-with-nothing': liar(
    RECEIVE,
    'a receive of all whose time is over loses what came.',
    telling('recv', (told, [fd, size, flags], kernel) =>
      (flags & S.MSG_WAITALL) !== 0 && told.ret > 0 && told.ret < size && hasTimeout(kernel, fd)
        ? failure(ERRNO.EAGAIN, told.out)
        : told,
    ),
  ),
  'accept-has-no-timeout': liar(
    ACCEPT,
    'accept waits for ever in spite of SO_RCVTIMEO.',
    (kernel) => ({
      ...kernel,
      accept4: (fd, flags, room) =>
        withoutTimeout(kernel, fd, () => kernel.accept4(fd, flags, room)),
    }),
  ),
  'accept-inherits-the-timeout': liar(
    ACCEPT,
    'an accepted socket has the timeout of its listener.',
    followed('accept4', (kernel, [fd], { ret }) => {
      if (ret >= 0) setTimeout(kernel, ret, timeoutOf(kernel, fd));
    }),
  ),
  'sends-last-a-quarter': liar(SEND, 'a send gives up after a quarter of its time.', (kernel) => ({
    ...kernel,
    send: (fd, data, flags) => {
      const quarter = scaled(timeoutOf(kernel, fd, OF_SENDS), (us) => us / 4n);
      return withTimeout(kernel, fd, [OF_SENDS, quarter], () => kernel.send(fd, data, flags));
    },
  })),
  'send-gives-up-at-once': liar(
    SEND,
    'send on a socket with a timeout does not wait at all.',
    asking('send', ([fd, data, flags], kernel) => [
      ...([fd, data] as const),
      hasTimeout(kernel, fd, OF_SENDS) ? flags | S.MSG_DONTWAIT : flags,
    ]),
  ),
  'write-gives-up-at-once': liar(
    SEND,
    'write on a socket with a timeout does not wait at all.',
    (kernel) => ({
      ...kernel,
      write: (fd, data) =>
        withTimeout(kernel, fd, [OF_SENDS, AT_ONCE], () => kernel.write(fd, data)),
    }),
  ),
  'datagrams-with-a-time-find-no-room': liar(
    QUEUE,
    'a datagram socket with a timeout says EAGAIN although there is room.',
    (kernel) => ({
      ...kernel,
      send: (fd, data, flags) =>
        hasTimeout(kernel, fd, OF_SENDS) && kernel.poll([{ fd, events: POLLOUT }], 0).ret > 0
          ? failure(ERRNO.EAGAIN, undefined)
          : kernel.send(fd, data, flags),
    }),
  ),
  'a-time-of-receives-holds-up-datagrams': liar(
    QUEUE,
    'a socket with SO_RCVTIMEO sends no datagrams.',
    (kernel) => ({
      ...kernel,
      send: (fd, data, flags) =>
        hasTimeout(kernel, fd) ? failure(ERRNO.EAGAIN, undefined) : kernel.send(fd, data, flags),
    }),
  ),
  'a-part-that-was-sent-is-eagain': liar(
    SEND,
    'a send of which a part was taken says EAGAIN when its time is over.',
    telling('send', (told, [fd, data], kernel) =>
      told.ret > 0 && told.ret < data.length && hasTimeout(kernel, fd, OF_SENDS)
        ? failure(ERRNO.EAGAIN, undefined)
        : told,
    ),
  ),
  'a-send-in-time-says-etimedout': liar(
    SEND,
    'a send whose time is over says ETIMEDOUT.',
    swapped('send', 'EAGAIN', 'ETIMEDOUT', ([fd], kernel) => hasTimeout(kernel, fd, OF_SENDS)),
  ),
  'negative-send-times-are-none': liar(
    SEND,
    'with a time of negative seconds a send waits for ever.',
    followed('setsockopt', (kernel, [fd, level, option, value]) => {
      if (isSendTimeout(level, option) && value.length === TIMEVAL && (value[7] ?? 0) > 127)
        setTimeout(kernel, fd, NONE, OF_SENDS);
    }),
  ),
  'connect-has-no-timeout': liar(
    CONNECT,
    'connect waits for ever in spite of SO_SNDTIMEO.',
    (kernel) => ({
      ...kernel,
      connect: (fd, address, length) =>
        withTimeout(kernel, fd, [OF_SENDS, NONE], () => kernel.connect(fd, address, length)),
    }),
  ),
  'connect-gives-up-at-once': liar(
    CONNECT,
    'connect of a socket with a timeout does not wait at all.',
    (kernel) => ({
      ...kernel,
      connect: (fd, address, length) =>
        withTimeout(kernel, fd, [OF_SENDS, AT_ONCE], () => kernel.connect(fd, address, length)),
    }),
  ),
  'connect-is-in-progress': liar(
    CONNECT,
    'a connect whose time is over says EINPROGRESS, as TCP does.',
    swapped('connect', 'EAGAIN', 'EINPROGRESS', ([fd], kernel) => hasTimeout(kernel, fd, OF_SENDS)),
  ),
  'one-time-for-both-directions': liar(
    TWO,
    'SO_SNDTIMEO sets SO_RCVTIMEO, too.',
    followed('setsockopt', (kernel, [fd, level, option, value], { ret }) => {
      if (ret === 0 && isSendTimeout(level, option)) setTimeout(kernel, fd, value);
    }),
  ),
  'receives-take-the-send-timeout-away': liar(
    TWO,
    'SO_RCVTIMEO takes SO_SNDTIMEO away.',
    followed('setsockopt', (kernel, [fd, level, option], { ret }) => {
      if (ret === 0 && isTimeout(level, option)) setTimeout(kernel, fd, NONE, OF_SENDS);
    }),
  ),
  'dup-loses-the-send-timeout': liar(
    TWO,
    'a socket that is duplicated has no SO_SNDTIMEO any more.',
    followed('dup', (kernel, _, { ret }) => {
      if (ret >= 0) setTimeout(kernel, ret, NONE, OF_SENDS);
    }),
  ),
  'accept-inherits-the-send-timeout': liar(
    TWO,
    'an accepted socket has the SO_SNDTIMEO of its listener.',
    followed('accept4', (kernel, [fd], { ret }) => {
      if (ret >= 0) setTimeout(kernel, ret, timeoutOf(kernel, fd, OF_SENDS), OF_SENDS);
    }),
  ),
  'half-a-time-is-refused-room': liar(
    TWO,
    'a time is not told where there is room for its seconds alone.',
    telling('getsockopt', (told, [, level, option, room]) =>
      (isTimeout(level, option) || isSendTimeout(level, option)) && room < TIMEVAL
        ? failure(ERRNO.EINVAL, told.out)
        : told,
    ),
  ),
} satisfies Liars;
