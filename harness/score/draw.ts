/** Draws that a seed repeats. */

export interface Draw {
  /** Both ends included. */
  readonly int: (low: number, high: number) => number;
  readonly one: <T>(items: readonly T[]) => T;
}

/** Mulberry32: small, and good enough to choose by. */
export function drawFrom(seed: number): Draw {
  let at = seed | 0;
  const next = (): number => {
    at = (at + 0x6d2b79f5) | 0;
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    int,
    one: (items) => {
      const item = items[int(0, items.length - 1)];
      if (item === undefined) throw new RangeError('a choice among nothing');
      return item;
    },
  };
}
