/** Liars about SO_RCVTIMEO: calls that wait too long, too short, or for a time that nobody set. */

import { ERRNO } from '../abi/errno.ts';
import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';
import { failure, followed, type Liars, liar, swapped, telling } from './lie.ts';

const RECEIVE = 'stream.recv.ends-when-its-time-is-over';
const ACCEPT = 'stream.accept.ends-when-its-time-is-over';
const TIMEVAL = 16;
const NONE = new Uint8Array(TIMEVAL);

const timeoutOf = (kernel: Kernel, fd: number): Uint8Array =>
  kernel.getsockopt(fd, S.SOL_SOCKET, S.SO_RCVTIMEO, TIMEVAL).out;
const setTimeout = (kernel: Kernel, fd: number, value: Uint8Array) =>
  kernel.setsockopt(fd, S.SOL_SOCKET, S.SO_RCVTIMEO, value);
const hasTimeout = (kernel: Kernel, fd: number): boolean =>
  timeoutOf(kernel, fd).some((byte) => byte !== 0);
const isTimeout = (level: number, option: number): boolean =>
  level === S.SOL_SOCKET && option === S.SO_RCVTIMEO;

/** Some other time: its microseconds, changed. */
function scaled(value: Uint8Array, change: (us: bigint) => bigint): Uint8Array {
  const bytes = Buffer.from(value);
  bytes.writeBigInt64LE(change(bytes.readBigInt64LE(TIMEVAL / 2)), TIMEVAL / 2);
  return bytes;
}

/** A call made as if no timeout were set. */
function withoutTimeout<Told>(kernel: Kernel, fd: number, call: () => Told): Told {
  if (!hasTimeout(kernel, fd)) return call();
  const before = timeoutOf(kernel, fd);
  setTimeout(kernel, fd, NONE);
  const told = call();
  setTimeout(kernel, fd, before);
  return told;
}

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
} satisfies Liars;
