import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeRun, type Run } from './bundle.ts';
import { runIn, verdictRecord } from './fixtures/arbitrary.ts';
import { mergeBundles } from './merge.ts';
import type { Shard, VerdictRecord } from './records.ts';
import { lostShards, withLostShards } from './shards.ts';
import { exitCode } from './totals.ts';

const [sample] = fc.sample(runIn('e'), { numRuns: 1, seed: 3 }) as [Run];
const [record] = fc.sample(verdictRecord('e'), { numRuns: 1, seed: 3 }) as [VerdictRecord];
const passed: VerdictRecord = { ...record, verdict: 'pass' };
const bundleOf = (...shards: Shard[]) => ({
  runs: [{ ...sample, header: { ...sample.header, shards } }],
  problems: [],
});
const problemsOf = (...shards: Shard[]) => withLostShards(bundleOf(...shards)).problems;

test('what is there and what is lost are together all shards of the split', () => {
  const split = fc.integer({ min: 1, max: 9 }).chain((of) =>
    fc.subarray(
      Array.from({ length: of }, (_, at) => ({ index: at + 1, of })),
      { minLength: 1 },
    ),
  );
  fc.assert(
    fc.property(split, ([first, ...more]) => {
      if (first === undefined) return;
      const seen = [first, ...more];
      const all = [...seen, ...lostShards(seen)].map(({ index }) => index);

      expect(all.toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: first.of }, (_, at) => at + 1),
      );
    }),
  );
});

test('merging shards finds what none of them had', () => {
  const one = bundleOf({ index: 1, of: 4 });
  const three = bundleOf({ index: 3, of: 4 });

  expect(withLostShards(mergeBundles([one, three])).problems).toEqual([
    'e: nothing came of shards 2/4, 4/4',
  ]);
});

test('a lost shard makes a result that is not trustworthy', () => {
  const { header } = sample;
  const run = makeRun({ ...header, plan: [], shards: [{ index: 1, of: 2 }] }, [passed]);

  expect(exitCode({ runs: [run], problems: [] })).toBe(0);
  expect(exitCode(withLostShards({ runs: [run], problems: [] }))).toBe(3);
});

test('a split that is complete is no problem, and each split is looked at by itself', () => {
  expect(problemsOf({ index: 1, of: 2 }, { index: 2, of: 2 })).toEqual([]);
  expect(problemsOf({ index: 1, of: 1 }, { index: 2, of: 2 })).toEqual([
    'e: nothing came of shard 1/2',
  ]);
});

test('more lost shards than anybody reads are counted', () => {
  expect(problemsOf({ index: 1, of: 1000 })[0]).toMatch(/shards 2\/1000, .*9\/1000 and 991 more$/);
});
