/** Liars about options that keep what they were set to: to what, by whom, and of whom an accepted socket has them. */

import { ERRNO } from '../abi/errno.ts';
import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';
import {
  asking,
  bytesOf,
  failure,
  forgiven,
  type Liars,
  liar,
  optionOf,
  success,
  telling,
} from './lie.ts';

const KEPT = 'stream.setsockopt.kept-as-set';
const RIGHTS = 'stream.setsockopt.rights-to-set';
const ACCEPTED = 'stream.accept.options-of-the-listener';

const isOption =
  (wanted: number) =>
  ([, level, option]: readonly [number, number, number, ...unknown[]]): boolean =>
    level === S.SOL_SOCKET && option === wanted;

const isLinger = isOption(S.SO_LINGER);
const intOf = (bytes: Uint8Array, at = 0): number => Buffer.from(bytes).readInt32LE(at);
const linger = (on: number, seconds: number): Uint8Array =>
  new Uint8Array(Int32Array.of(on, seconds).buffer);

/** An int that is told otherwise. */
const told = (option: number, change: (value: number) => number) =>
  telling('getsockopt', (result, asked) =>
    result.ret === 0 && isOption(option)(asked) && result.out.length === 4
      ? { ...result, out: bytesOf(change(intOf(result.out))) }
      : result,
  );

/** An int that is set otherwise. */
const given = (option: number, change: (value: number) => number) =>
  asking('setsockopt', (asked) => {
    const [fd, level, name, value] = asked;
    return isOption(option)(asked) && value.length >= 4
      ? [fd, level, name, bytesOf(change(intOf(value)))]
      : asked;
  });

/** What is set of a listener after accept made a socket of it, or before, is set of that, too. */
const passing =
  (options: readonly number[], isSuch: (kernel: Kernel, fd: number) => boolean) =>
  (kernel: Kernel): Kernel => ({
    ...kernel,
    accept4: (fd, flags, room) => {
      const result = kernel.accept4(fd, flags, room);
      if (result.ret < 0 || !isSuch(kernel, fd)) return result;
      for (const option of options) {
        const { ret, out } = kernel.getsockopt(fd, S.SOL_SOCKET, option, 8);
        if (ret === 0) kernel.setsockopt(result.ret, S.SOL_SOCKET, option, out);
      }
      return result;
    },
  });

const isTcp = (kernel: Kernel, fd: number): boolean =>
  optionOf(kernel, fd, S.SO_DOMAIN) === S.AF_INET;
const isOfUnix = (kernel: Kernel, fd: number): boolean =>
  optionOf(kernel, fd, S.SO_DOMAIN) === S.AF_UNIX;

export default {
  'linger-is-set-by-an-int': liar(
    KEPT,
    'an int sets SO_LINGER.',
    asking('setsockopt', (asked) => {
      const [fd, level, option, value] = asked;
      return isLinger(asked) && value.length >= 4 && value.length < 8
        ? [fd, level, option, linger(intOf(value), 0)]
        : asked;
    }),
  ),
  'linger-is-told-as-it-was-given': liar(
    KEPT,
    'l_onoff is told as it was given, not as 1.',
    (kernel) => {
      const given = new Map<number, number>();
      return {
        ...kernel,
        setsockopt: (fd, level, option, value) => {
          const result = kernel.setsockopt(fd, level, option, value);
          if (result.ret === 0 && isLinger([fd, level, option])) given.set(fd, intOf(value));
          return result;
        },
        getsockopt: (fd, level, option, room) => {
          const result = kernel.getsockopt(fd, level, option, room);
          const on = given.get(fd);
          if (!isLinger([fd, level, option]) || result.out.length < 8 || on === undefined)
            return result;
          if (intOf(result.out) === 0) return result;
          return { ...result, out: linger(on, intOf(result.out, 4)) };
        },
      };
    },
  ),
  'linger-forgets-how-long': liar(
    KEPT,
    'SO_LINGER lingers for less than a minute.',
    asking('setsockopt', (asked) => {
      const [fd, level, option, value] = asked;
      return isLinger(asked) && value.length >= 8
        ? [fd, level, option, linger(intOf(value), Math.min(60, intOf(value, 4)))]
        : asked;
    }),
  ),
  'linger-never-ends': liar(KEPT, 'SO_LINGER stays on.', (kernel) => ({
    ...kernel,
    setsockopt: (fd, level, option, value) =>
      isLinger([fd, level, option]) && value.length >= 8 && intOf(value) === 0
        ? success
        : kernel.setsockopt(fd, level, option, value),
  })),
  'broadcast-is-a-number': liar(
    KEPT,
    'SO_BROADCAST of less than zero is none.',
    given(S.SO_BROADCAST, (value) => Math.max(0, value)),
  ),
  'priority-is-a-byte': liar(
    KEPT,
    'SO_PRIORITY is told as a byte.',
    told(S.SO_PRIORITY, (value) => value & 0xff),
  ),
  'marks-are-flags': liar(
    KEPT,
    'SO_MARK is 0 or 1.',
    told(S.SO_MARK, (value) => (value === 0 ? 0 : 1)),
  ),
  'no-low-water-is-none': liar(KEPT, 'SO_RCVLOWAT of 0 is told as 0.', (kernel) => {
    const dry = new Set<number>();
    const isLow = isOption(S.SO_RCVLOWAT);
    return {
      ...kernel,
      setsockopt: (fd, level, option, value) => {
        const result = kernel.setsockopt(fd, level, option, value);
        if (result.ret < 0 || !isLow([fd, level, option])) return result;
        if (intOf(value) === 0) dry.add(fd);
        else dry.delete(fd);
        return result;
      },
      getsockopt: (fd, level, option, room) => {
        const result = kernel.getsockopt(fd, level, option, room);
        const isDry = dry.has(fd) && isLow([fd, level, option]) && result.out.length === 4;
        return isDry ? { ...result, out: bytesOf(0) } : result;
      },
      close: (fd) => {
        dry.delete(fd);
        return kernel.close(fd);
      },
    };
  }),
  'send-low-water-is-taken': liar(
    KEPT,
    'SO_SNDLOWAT can be set, and means nothing.',
    forgiven('setsockopt', 'ENOPROTOOPT', isOption(S.SO_SNDLOWAT)),
  ),
  'both-times-are-on': liar(
    KEPT,
    'SO_TIMESTAMP is told to be on where SO_TIMESTAMPNS is.',
    telling('getsockopt', (result, asked, kernel) =>
      isOption(S.SO_TIMESTAMP)(asked) && optionOf(kernel, asked[0], S.SO_TIMESTAMPNS) === 1
        ? { ...result, out: bytesOf(1).subarray(0, result.out.length) }
        : result,
    ),
  ),
  'filters-are-unlocked': liar(
    KEPT,
    'a filter that is locked can be unlocked, it seems.',
    forgiven('setsockopt', 'EPERM', isOption(S.SO_LOCK_FILTER)),
  ),
  'locked-filters-are-none': liar(
    KEPT,
    'to remove a filter is ENOENT where there is none, locked or not.',
    telling('setsockopt', (result, asked) =>
      isOption(S.SO_DETACH_FILTER)(asked) && result.errno === ERRNO.EPERM
        ? failure(ERRNO.ENOENT, undefined)
        : result,
    ),
  ),
  'anybody-marks': liar(
    RIGHTS,
    'who has no right to set SO_MARK seems to set it.',
    forgiven('setsockopt', 'EPERM', isOption(S.SO_MARK)),
  ),
  'anybody-comes-first': liar(RIGHTS, 'SO_PRIORITY of 7 is for everybody.', (kernel) => ({
    ...kernel,
    setsockopt: (fd, level, option, value) => {
      const result = kernel.setsockopt(fd, level, option, value);
      const isSeven = isOption(S.SO_PRIORITY)([fd, level, option]) && value.length >= 4;
      return isSeven && result.errno === ERRNO.EPERM && intOf(value) === 7 ? success : result;
    },
  })),
  'only-root-marks': liar(
    RIGHTS,
    'SO_MARK is for root, whatever capabilities it has.',
    (kernel) => ({
      ...kernel,
      setsockopt: (fd, level, option, value) => {
        if (!isOption(S.SO_MARK)([fd, level, option]) || value.length < 4)
          return kernel.setsockopt(fd, level, option, value);
        const isRoot = kernel.getresuid().out[1] === 0;
        return isRoot
          ? kernel.setsockopt(fd, level, option, value)
          : failure(ERRNO.EPERM, undefined);
      },
    }),
  ),
  'debugging-is-for-all': liar(
    RIGHTS,
    'who has no right to set SO_DEBUG seems to set it.',
    forgiven('setsockopt', 'EACCES', isOption(S.SO_DEBUG)),
  ),
  'debugging-is-eperm': liar(
    RIGHTS,
    'SO_DEBUG is EPERM for those who have no right to it.',
    telling('setsockopt', (result, asked) =>
      isOption(S.SO_DEBUG)(asked) && result.errno === ERRNO.EACCES
        ? failure(ERRNO.EPERM, undefined)
        : result,
    ),
  ),
  'unix-accept-lingers': liar(
    ACCEPTED,
    'whom AF_UNIX accepts lingers as the listener does.',
    passing([S.SO_LINGER], isOfUnix),
  ),
  'unix-accept-has-the-flags': liar(
    ACCEPTED,
    'whom AF_UNIX accepts has the listener’s flags.',
    passing([S.SO_BROADCAST, S.SO_TIMESTAMP, S.SO_MARK, S.SO_DONTROUTE], isOfUnix),
  ),
  'tcp-accept-has-what-is-set-later': liar(
    ACCEPTED,
    'whom TCP accepts has the options that the listener has at accept.',
    passing([S.SO_KEEPALIVE, S.SO_MARK, S.SO_BROADCAST], isTcp),
  ),
  'tcp-accept-has-nothing': liar(
    ACCEPTED,
    'whom TCP accepts has no mark, and keeps nothing alive.',
    (kernel) => ({
      ...kernel,
      accept4: (fd, flags, room) => {
        const result = kernel.accept4(fd, flags, room);
        if (result.ret >= 0 && isTcp(kernel, fd))
          for (const option of [S.SO_KEEPALIVE, S.SO_MARK, S.SO_BROADCAST])
            kernel.setsockopt(result.ret, S.SOL_SOCKET, option, bytesOf(0));
        return result;
      },
    }),
  ),
} satisfies Liars;
