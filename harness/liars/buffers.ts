/** Liars about the sizes of buffers: not doubled, without limits, and forced by anybody. */

import * as S from '../abi/socket.ts';
import { asking, bytesOf, forgiven, type Liars, liar, telling } from './lie.ts';

const SIZES = 'stream.setsockopt.buffers-within-limits';
const PLAIN: readonly number[] = [S.SO_SNDBUF, S.SO_RCVBUF];
const FORCING: readonly number[] = [S.SO_SNDBUFFORCE, S.SO_RCVBUFFORCE];

const intOf = (bytes: Uint8Array): number => Buffer.from(bytes).readInt32LE();

export default {
  'receive-buffers-are-not-doubled': liar(
    SIZES,
    'SO_RCVBUF tells what was asked for, not its double.',
    telling('getsockopt', (told, [, level, option]) =>
      told.ret === 0 &&
      level === S.SOL_SOCKET &&
      option === S.SO_RCVBUF &&
      told.out.length === 4 &&
      intOf(told.out) > 8000
        ? { ...told, out: bytesOf(intOf(told.out) / 2) }
        : told,
    ),
  ),
  'buffers-have-no-most': liar(
    SIZES,
    'root sets buffers beyond wmem_max without forcing it.',
    asking('setsockopt', ([fd, level, option, value]) => [
      ...([fd, level] as const),
      level === S.SOL_SOCKET && PLAIN.includes(option)
        ? (FORCING[PLAIN.indexOf(option)] ?? option)
        : option,
      value,
    ]),
  ),
  'buffers-of-less-than-nothing': liar(
    SIZES,
    'a negative size is the smallest.',
    asking('setsockopt', ([fd, level, option, value]) => [
      ...([fd, level, option] as const),
      level === S.SOL_SOCKET && PLAIN.includes(option) && value.length === 4 && intOf(value) < 0
        ? bytesOf(0)
        : value,
    ]),
  ),
  'anybody-forces-buffers': liar(
    SIZES,
    'SO_SNDBUFFORCE and SO_RCVBUFFORCE need no privilege.',
    forgiven(
      'setsockopt',
      'EPERM',
      ([, level, option]) => level === S.SOL_SOCKET && FORCING.includes(option),
    ),
  ),
  'forcing-is-told': liar(
    SIZES,
    'SO_SNDBUFFORCE is told as SO_SNDBUF is.',
    asking('getsockopt', ([fd, level, option, room]) => [
      ...([fd, level] as const),
      option === S.SO_SNDBUFFORCE ? S.SO_SNDBUF : option,
      room,
    ]),
  ),
} satisfies Liars;
