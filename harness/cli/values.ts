/** Reads the values of flags; a bad one is a mistake of the user, named with its flag. */

import { InvalidArgumentError } from 'commander';
import ms from 'ms';
import { MOST_SHARDS, type Shard } from '../bundle/records.ts';

const DURATION = /^\d+(\.\d+)?(ms|s|m|h|d)$/;

/** `30s`, `10m`, `2h`, `1d` to milliseconds. */
export function readDuration(text: string): number {
  const value = DURATION.test(text) ? ms(text as ms.StringValue) : Number.NaN;
  if (!(value > 0)) throw new InvalidArgumentError('give a time such as 30s, 10m or 2h');
  return value;
}

/** A seed of 32 bits, signed or not. */
export function readSeed(text: string): number {
  const seed = Number(text);
  if (!/^-?\d+$/.test(text) || seed < -(2 ** 31) || seed >= 2 ** 32)
    throw new InvalidArgumentError('give a whole number of 32 bits');
  return seed;
}

/** A count of at least one. */
export function readCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > Number.MAX_SAFE_INTEGER)
    throw new InvalidArgumentError('give a whole number from 1 up');
  return count;
}

/** `2/4`: the second of four. */
export function readShard(text: string): Shard {
  const [index = 0, of = 0] = /^\d+\/\d+$/.test(text) ? text.split('/').map(Number) : [];
  if (index < 1 || index > of || of > MOST_SHARDS)
    throw new InvalidArgumentError(`give i/n with i from 1 to n, and n at most ${MOST_SHARDS}`);
  return { index, of };
}

/** Adds one more value of a flag that may be repeated. */
export function collect(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), ...value.split(',').filter((part) => part !== '')];
}
