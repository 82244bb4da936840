import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bundle, printBundle, writtenRecords } from './bundle.ts';
import { bundle, runIn } from './fixtures/arbitrary.ts';
import { mergeBundles } from './merge.ts';
import { readBundle } from './reader.ts';
import { totalsOf, WORST_FIRST, worstOf } from './totals.ts';

const merge = (...bundles: Parameters<typeof mergeBundles>[0]) => mergeBundles(bundles);
const problems = fc.array(fc.constantFrom('line 2: not JSON', 'line 10: not JSON'));
const any: fc.Arbitrary<Bundle> = fc.tuple(bundle, problems).map(([some, told]) => ({
  ...some,
  problems: [...new Set(told)],
}));

test('merging is associative', () => {
  fc.assert(
    fc.property(any, any, any, (a, b, c) => {
      expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
      expect(merge(a, b, c)).toEqual(merge(a, merge(b, c)));
    }),
    { numRuns: 300 },
  );
});

test('merging is commutative, to the byte', () => {
  fc.assert(
    fc.property(any, any, (a, b) => {
      expect(merge(a, b)).toEqual(merge(b, a));
      expect(printBundle(merge(a, b))).toBe(printBundle(merge(b, a)));
    }),
    { numRuns: 300 },
  );
});

test('merging is idempotent, and what is merged with nothing stays', () => {
  fc.assert(
    fc.property(any, any, (a, b) => {
      expect(merge(a, a)).toEqual(a);
      expect(merge(merge(a, b), b)).toEqual(merge(a, b));
      expect(merge(a)).toEqual(a);
    }),
    { numRuns: 300 },
  );
  expect(merge()).toEqual({ runs: [], problems: [] });
});

test('no record is lost and none is made up', () => {
  const lines = (...all: Bundle[]) =>
    new Set(all.flatMap(({ runs }) => runs.flatMap(writtenRecords)).map((r) => JSON.stringify(r)));
  fc.assert(
    fc.property(any, any, (a, b) => {
      expect(lines(merge(a, b))).toEqual(lines(a, b));
    }),
  );
});

test('a cell of a merged bundle shows the worst of its attempts', () => {
  fc.assert(
    fc.property(runIn('e'), runIn('e'), (a, b) => {
      const [run] = merge({ runs: [a], problems: [] }, { runs: [b], problems: [] }).runs;
      for (const [id, attempts] of run?.verdicts ?? []) {
        const before = [a, b].flatMap(({ verdicts }) => verdicts.get(id) ?? []);
        const written = [a, b].flatMap(writtenRecords).filter((record) => record.id === id);
        const expected = worstOf((written.length > 0 ? written : before).map((r) => r.verdict));
        expect(worstOf(attempts.map((r) => r.verdict))).toBe(expected);
      }
    }),
  );
  expect(WORST_FIRST).toHaveLength(new Set(WORST_FIRST).size);
});

test('files that are put behind each other read as if merged', () => {
  fc.assert(
    fc.property(bundle, bundle, (a, b) => {
      const both = readBundle(printBundle(a) + printBundle(b));
      expect(totalsOf(both)).toEqual(totalsOf(merge(a, b)));
    }),
  );
});

test('environments are ordered like people order versions', () => {
  const runs = ['6.12/user', '6.9/user'].map((env) =>
    fc.sample(runIn(env), { numRuns: 1, seed: 1 }),
  );
  const [newer, older] = runs.map((run) => ({ runs: run, problems: [] }));
  if (newer === undefined || older === undefined) throw new Error('no sample');

  const ids = merge(newer, older).runs.map(({ header }) => header.env.id);

  expect(ids).toEqual(['6.9/user', '6.12/user']);
});
