/** Tests of what is told of numbers: against a model of a table of descriptors, and with a runtime that opens files in between. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Kernel } from '../kernel/index.ts';
import { Numbers } from './numbers.ts';

/** A table of descriptors, some of which are not the executor's. */
class Table {
  readonly open: Set<number>;
  asked = 0;
  readonly kernel = {
    fcntl: (fd: number) => {
      this.asked++;
      return { ret: this.open.has(fd) ? 0 : -1, errno: 0, out: undefined };
    },
  } as unknown as Kernel;

  constructor(open: Iterable<number>) {
    this.open = new Set(open);
  }

  make(least = 0): number {
    let fd = least;
    while (this.open.has(fd)) fd++;
    this.open.add(fd);
    return fd;
  }
}

const steps = fc.array(
  fc.tuple(fc.constantFrom('make', 'close', 'theirs', 'theirs-end'), fc.nat(40)),
);

describe('numbers', () => {
  test('that a kernel gives out as it must are the lowest, whatever the runtime opens and closes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(60)), steps, (foreign, moves) => {
        const table = new Table(foreign);
        const numbers = new Numbers(table.kernel);
        const own: number[] = [];
        const theirs = [...foreign];
        const ended = (list: number[], at: number): number => {
          const fd = list.length === 0 ? -1 : (list.splice(at % list.length, 1)[0] as number);
          table.open.delete(fd);
          return fd;
        };
        const does: Record<string, (at: number) => void> = {
          make: (at) => {
            const least = at % 3 === 0 ? at : 0;
            own.push(table.make(least));
            expect(numbers.take(own.at(-1) as number, least)).toBe(true);
          },
          close: (at) => numbers.free(ended(own, at)),
          theirs: () => void theirs.push(table.make()),
          'theirs-end': (at) => void ended(theirs, at),
        };
        for (const [move, at] of moves) does[move]?.(at);
      }),
    );
  });

  test('cost no question when they follow each other', () => {
    const table = new Table([0, 1, 2]);
    const numbers = new Numbers(table.kernel);
    numbers.take(table.make());
    const { asked } = table;

    for (let i = 0; i < 50; i++) expect(numbers.take(table.make())).toBe(true);
    numbers.free(20);
    table.open.delete(20);

    expect(numbers.take(table.make())).toBe(true);
    expect(numbers.take(table.make())).toBe(true);
    expect(table.asked).toBe(asked);
  });

  test('that are higher than they need be are told so, and those after them not', () => {
    const table = new Table([0, 1, 2]);
    const numbers = new Numbers(table.kernel);

    expect(numbers.take(table.make(10))).toBe(false);
    expect(numbers.take(table.make())).toBe(true);
  });

  test('of several descriptors ascend if the first is the lowest and so on', () => {
    const misses = (order: (fds: number[]) => number[]): unknown[] => {
      const table = new Table([0, 1, 4]);
      const numbers = new Numbers(table.kernel);
      return [1, 2, 3].map(() => {
        const fds = [table.make(), table.make(), table.make()];
        return numbers.takeAscending(order(fds));
      });
    };

    expect(misses((fds) => fds)).toEqual([true, true, true]);
    expect(misses((fds) => fds.toReversed())).toEqual([false, false, false]);
  });

  test('that are in use although nobody was told of them are counted once', () => {
    const table = new Table([0, 1, 2, 5]);
    const numbers = new Numbers(table.kernel);
    const own = [table.make(), table.make(), table.make()];
    for (const fd of own) numbers.take(fd);
    table.make();

    for (const fd of own) {
      table.open.delete(fd);
      numbers.free(fd);
    }

    expect(numbers.left()).toBe(1);
    expect(numbers.left()).toBe(0);
  });

  test('of the runtime are no more than that, before the first call and between the scenarios', () => {
    const table = new Table([0, 1, 2, 4, 9]);
    const numbers = new Numbers(table.kernel);

    expect(numbers.left()).toBe(0);
    table.make();
    numbers.take(table.make());
    expect(numbers.left()).toBe(0);
  });
});
