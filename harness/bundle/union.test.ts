import fc from 'fast-check';
import { expect, test } from 'vitest';
import { naturally, smaller, unite } from './union.ts';

const name = fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('6.9', '6.12', 'a', 'A', 'á'));
const list = fc.uniqueArray(fc.record({ id: name, says: fc.nat(2) }), { selector: ({ id }) => id });
const union = (a: readonly { id: string; says: number }[], b: typeof a) =>
  unite(a, b, ({ id }) => id);

test('a union does not depend on how lists are joined', () => {
  fc.assert(
    fc.property(list, list, list, (a, b, c) => {
      expect(union(union(a, b), c)).toEqual(union(a, union(b, c)));
      expect(union(a, b)).toEqual(union(b, a));
      expect(union(a, a)).toEqual(a);
    }),
    { numRuns: 1000 },
  );
});

test('every key is there once', () => {
  fc.assert(
    fc.property(list, list, (a, b) => {
      const keys = union(a, b).map(({ id }) => id);
      expect(keys.toSorted()).toEqual([...new Set([...a, ...b].map(({ id }) => id))].toSorted());
    }),
  );
});

test('the natural order is total, and takes numbers as numbers', () => {
  fc.assert(
    fc.property(name, name, (a, b) => {
      expect(Math.sign(naturally(a, b)) + Math.sign(naturally(b, a))).toBe(0);
      expect(naturally(a, b) === 0).toBe(a === b);
    }),
  );
  expect(['6.12', '6.9', '6.18'].toSorted(naturally)).toEqual(['6.9', '6.12', '6.18']);
});

test('of two entries the same one is chosen from either side', () => {
  expect(smaller({ a: 1 }, { a: 2 })).toEqual(smaller({ a: 2 }, { a: 1 }));
});
