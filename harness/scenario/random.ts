/** Choices by name, over fast-check's generator, so that every scenario replays from seed and path. */

import type { Random as Source } from 'fast-check';

export class Choice {
  private readonly source: Source;

  constructor(source: Source) {
    this.source = source;
  }

  /** Both ends included. */
  int(low: number, high: number): number {
    return this.source.nextInt(low, high);
  }

  one<T>(items: readonly T[]): T {
    const item = items[this.int(0, items.length - 1)];
    if (item === undefined) throw new RangeError('a choice among nothing');
    return item;
  }

  /** True once in `n`. */
  oneIn(n: number): boolean {
    return this.int(1, n) === 1;
  }

  /** Some of the items, in order. */
  some<T>(items: readonly T[]): T[] {
    return items.filter(() => this.oneIn(2));
  }

  /** A number where small ones and edges are likely, up to `high`. */
  size(high: number): number {
    switch (this.int(0, 5)) {
      case 0:
        return this.int(0, Math.min(1, high));
      case 1:
        return this.int(0, high);
      default:
        return this.int(1, Math.min(16, high));
    }
  }
}
