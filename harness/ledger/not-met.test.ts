import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bundle } from '../bundle/fixtures/arbitrary.ts';
import { makeRun, writtenRecords } from '../bundle/index.ts';
import { failingIn } from './fixtures/failing.ts';
import { type Entry, learn, notMet } from './index.ts';

const here: Entry = {
  ...{
    id: 'here',
    signature: 'bind:bind.live:errno:EINVAL',
    clause: 'B14',
    runtime: 'docker-runsc',
  },
  ...{ since: '2026-11-23', seen: 'runsc 1.0', text: 'bind gave EINVAL' },
};
const idsOf = (entries: readonly Entry[]) => entries.map(({ id }) => id);
const failing = failingIn('docker-runsc');

test('nothing that a bundle taught is left over in it', () => {
  fc.assert(
    fc.property(bundle, (some) => {
      const { entries } = learn({ about: '', entries: [] }, some, { today: '2026-11-23' });

      expect(notMet(entries, some)).toEqual([]);
    }),
  );
});

test('an entry whose deviation failed a property was met', () => {
  expect(notMet([here], failing)).toEqual([]);
});

test('an entry whose deviation was counted only was met as well', () => {
  const counted = { ...here, id: 'counted', signature: 'send:*' };
  const { failure } = [...(failing.runs[0]?.verdicts.values() ?? [])].flat()[0] ?? {};
  const both = failingIn('docker-runsc', { failure, deviations: { 'send:errno': 4 } });

  expect(notMet([here, counted], both)).toEqual([]);
});

test('of two entries that fit one deviation neither is left', () => {
  expect(notMet([here, { ...here, id: 'wider', signature: '*' }], failing)).toEqual([]);
});

test('an entry about these environments that nothing fits is told', () => {
  expect(idsOf(notMet([here, { ...here, id: 'other', signature: 'send' }], failing))).toEqual([
    'other',
  ]);
});

test('an entry about other environments is none of this run', () => {
  expect(notMet([{ ...here, runtime: 'sandbox', signature: 'send' }], failing)).toEqual([]);
});

test('an environment of which a part is missing may have met it there', () => {
  const [run] = failing.runs;
  const send = { ...here, signature: 'send' };
  if (run === undefined) throw new Error('the fixture has a run');
  const plan = [{ id: 'a.c', suite: 'a', claim: 'holds', clauses: [] }];
  const cut = makeRun({ ...run.header, plan }, writtenRecords(run));

  expect(notMet([send], { runs: [run] })).toEqual([send]);
  expect(notMet([send], { runs: [cut] })).toEqual([]);
});

test('an environment in which nothing ran could not meet anything', () => {
  const broken = failingIn('docker-runsc', { verdict: 'broken', cases: 0, failure: undefined });

  expect(notMet([here], broken)).toEqual([]);
});
