import { expect, test } from 'vitest';
import { cellsOf, readBundle, VERDICTS, type VerdictRecord } from '../../harness/bundle/index.ts';
import { sampleBundle } from '../fixtures/build.ts';
import { outcomeOf } from './case.ts';

const [sample] = readBundle(sampleBundle('pass')).runs.flatMap(cellsOf) as [VerdictRecord];

/** Section 1.3 of the guide to reports. */
const ELEMENTS = {
  ...{ pass: undefined, fail: 'failure', crash: 'error', broken: 'error' },
  ...{ inconclusive: 'skipped', skip: 'skipped', missing: 'error' },
} as const;

test.each(VERDICTS)('%s is mapped, also when there is nothing to say about it', (verdict) => {
  const outcome = outcomeOf({ ...sample, verdict });

  expect(outcome?.element).toBe(ELEMENTS[verdict]);
  if (outcome !== undefined) expect(outcome.message).not.toBe('');
});

test.each(['fail', 'crash'] as const)('a %s that the ledger expects is no alarm', (verdict) => {
  const outcome = outcomeOf({ ...sample, verdict, known: 'ledger-7', reason: 'as always' });

  expect(outcome).toEqual({ element: 'skipped', message: 'known ledger-7: as always' });
});

test.each(['broken', 'missing', 'inconclusive', 'skip'] as const)(
  'the ledger does not excuse %s',
  (verdict) => {
    expect(outcomeOf({ ...sample, verdict, known: 'ledger-7' })?.element).toBe(ELEMENTS[verdict]);
  },
);

test('who is to blame is told apart', () => {
  expect(outcomeOf({ ...sample, verdict: 'crash' })?.type).toBe('kernel');
  expect(outcomeOf({ ...sample, verdict: 'broken' })?.type).toBe('harness');
});
