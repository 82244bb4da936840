/** Liars about setting options: by a part of a value, and to times that are none. */

import { ERRNO } from '../abi/errno.ts';
import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';
import { asking, failure, forgiven, type Liars, liar } from './lie.ts';

const READ_ONLY = 'stream.setsockopt.read-only-options-stay';
const TIMES = 'stream.setsockopt.strange-times';
const [INT, TIMEVAL] = [4, 16];

const isTimeout = (level: number, option: number): boolean =>
  level === S.SOL_SOCKET && option === S.SO_RCVTIMEO;

/** With zeroes in the place of what is missing. */
function completed(value: Uint8Array, length: number): Uint8Array {
  const whole = Buffer.alloc(Math.max(length, value.length));
  whole.set(value);
  return whole;
}

const secondsOf = (value: Uint8Array): bigint => Buffer.from(value).readBigInt64LE();

const setTimeout = (kernel: Kernel, fd: number, value: Uint8Array) =>
  kernel.setsockopt(fd, S.SOL_SOCKET, S.SO_RCVTIMEO, value);

export default {
  'setsockopt-takes-two-bytes': liar(
    READ_ONLY,
    'two bytes set an option.',
    asking('setsockopt', ([fd, level, option, value]) => [
      ...([fd, level, option] as const),
      level === S.SOL_SOCKET && value.length === 2 ? completed(value, INT) : value,
    ]),
  ),
  'setsockopt-wants-the-very-length': liar(
    READ_ONLY,
    'an option is refused where its value is followed by more.',
    (kernel) => ({
      ...kernel,
      setsockopt: (fd, level, option, value) => {
        const told = kernel.setsockopt(fd, level, option, value);
        const long = value.length > INT && !isTimeout(level, option);
        return told.ret === 0 && long ? failure(ERRNO.EINVAL, undefined) : told;
      },
    }),
  ),
  'setsockopt-looks-for-the-option-first': liar(
    READ_ONLY,
    'a short value of a read-only option is ENOPROTOOPT.',
    asking('setsockopt', ([fd, level, option, value]) => [
      ...([fd, level, option] as const),
      option === S.SO_TYPE ? completed(value, INT) : value,
    ]),
  ),
  'half-a-time-is-set': liar(
    TIMES,
    'the seconds alone set a timeout.',
    asking('setsockopt', ([fd, level, option, value]) => [
      ...([fd, level, option] as const),
      isTimeout(level, option) && value.length >= TIMEVAL / 2 ? completed(value, TIMEVAL) : value,
    ]),
  ),
  'strange-times-are-fine': liar(
    TIMES,
    'microseconds that are no part of a second are ignored.',
    forgiven('setsockopt', 'EDOM'),
  ),
  'negative-times-are-refused': liar(TIMES, 'a timeout of negative seconds is EDOM.', (kernel) => ({
    ...kernel,
    setsockopt: (fd, level, option, value) =>
      isTimeout(level, option) && value.length >= TIMEVAL && secondsOf(value) < 0n
        ? failure(ERRNO.EDOM, undefined)
        : kernel.setsockopt(fd, level, option, value),
  })),
  'negative-times-are-for-ever': liar(
    TIMES,
    'a timeout of negative seconds is none.',
    (kernel) => ({
      ...kernel,
      setsockopt: (fd, level, option, value) => {
        const told = kernel.setsockopt(fd, level, option, value);
        if (told.ret === 0 && isTimeout(level, option) && secondsOf(value) < 0n)
          setTimeout(kernel, fd, Buffer.alloc(TIMEVAL));
        return told;
      },
    }),
  ),
  'strange-send-times-are-fine': liar(
    TIMES,
    'microseconds that are no part of a second are ignored in SO_SNDTIMEO.',
    forgiven('setsockopt', 'EDOM', ([, , option]) => option === S.SO_SNDTIMEO),
  ),
} satisfies Liars;
