/** Liars about options: set by a part of a value, to times that are none, or where there is no such option. */

import { ERRNO } from '../abi/errno.ts';
import { F_GETFL, O_DIRECT } from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';
import {
  asking,
  failure,
  forgiven,
  isTimeout,
  type Liars,
  liar,
  optionOf,
  swapped,
  telling,
} from './lie.ts';

const READ_ONLY = 'stream.setsockopt.read-only-options-stay';
const TIMES = 'stream.setsockopt.strange-times';
const [INT, TIMEVAL] = [4, 16];

const isOfNobody = (level: number, option: number): boolean =>
  level === S.SOL_SOCKET && option > 1000;

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
  'unknown-options-are-taken': liar(
    READ_ONLY,
    'an option that nobody has can be set.',
    forgiven('setsockopt', 'ENOPROTOOPT', ([, level, option]) => isOfNobody(level, option)),
  ),
  'unknown-options-are-zero': liar(
    READ_ONLY,
    'an option that nobody has reads as 0.',
    telling('getsockopt', (told, [, level, option]) =>
      told.ret < 0 && isOfNobody(level, option) && told.errno === ERRNO.ENOPROTOOPT
        ? { ret: 0, errno: 0, out: Buffer.alloc(INT) }
        : told,
    ),
  ),
  'rights-notrunc-before-its-time': liar(
    READ_ONLY,
    'SO_RIGHTS_NOTRUNC can be set, and means nothing.',
    forgiven('setsockopt', 'ENOPROTOOPT', ([, level, option]) => {
      return level === S.SOL_SOCKET && option === S.SO_RIGHTS_NOTRUNC;
    }),
  ),
  'levels-do-not-matter': liar(
    READ_ONLY,
    'an option of AF_UNIX is told at a level that nobody has.',
    asking('getsockopt', ([fd, level, option, room]) => [
      ...([fd, level > 255 ? S.SOL_SOCKET : level, option, room] as const),
    ]),
  ),
  'unix-has-no-delay': liar(
    READ_ONLY,
    'TCP_NODELAY of AF_UNIX is ENOPROTOOPT.',
    swapped('setsockopt', 'EOPNOTSUPP', 'ENOPROTOOPT', ([, level]) => level === S.IPPROTO_TCP),
  ),
  'reuseport-of-unix-is-taken': liar(
    'stream.bind.reuse-lifts-nothing',
    'SO_REUSEPORT of AF_UNIX can be set, and means nothing.',
    forgiven('setsockopt', 'EOPNOTSUPP', ([, level, option]) => {
      return level === S.SOL_SOCKET && option === S.SO_REUSEPORT;
    }),
  ),
  'peergroups-hides-what-it-needs': liar(
    'peercred.getsockopt.supplementary-groups',
    'SO_PEERGROUPS does not tell what room it would take.',
    telling('getsockopt', (told, [, , option, room]) =>
      told.ret < 0 && told.errno === ERRNO.ERANGE && option === S.SO_PEERGROUPS
        ? { ...told, out: Buffer.alloc(room) }
        : told,
    ),
  ),
  'sockets-are-direct': liar(
    'stream.socket.kinds-and-flags',
    'F_GETFL of a socket tells O_DIRECT, too.',
    telling('fcntl', (told, [fd, command], kernel) =>
      told.ret >= 0 && command === F_GETFL && optionOf(kernel, fd, S.SO_TYPE) >= 0
        ? { ...told, ret: told.ret | O_DIRECT }
        : told,
    ),
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
  'failed-getsockopt-takes-the-error': liar(
    'stream.close.end-or-reset',
    'getsockopt of SO_ERROR with a negative room is EINVAL, and the error is gone.',
    (kernel) => ({
      ...kernel,
      getsockopt: (fd, level, option, room) => {
        const told = kernel.getsockopt(fd, level, option, room);
        if (told.ret < 0 && option === S.SO_ERROR) kernel.getsockopt(fd, level, option, 4);
        return told;
      },
    }),
  ),
} satisfies Liars;
