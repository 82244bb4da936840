import { expect, test } from 'vitest';
import { findProfile } from '../../containers/profiles/index.ts';
import { LIARS } from '../liars/all.ts';
import { faults, mutantsFor, survivors } from './kill.ts';
import { REAL } from './mutants.ts';
import { keeps, type Rate, score } from './score.ts';
import { Survey } from './survey.ts';
import { changesOf, tamper } from './tamper.ts';
import { recordTraces } from './traces.ts';

const SEED = 20_261_123;
const PROPERTIES = ['stream.walk.any-order-of-calls', 'peercred.connect.captured-at-the-moment'];
const root = process.geteuid?.() === 0;
const traces = root ? await recordTraces(findProfile('full-root'), SEED, 18, PROPERTIES) : [];

test('there are at least eighty liars, against properties of every promise', () => {
  const promises = new Set(LIARS.map(({ property }) => property.split('.')[0]));

  expect(LIARS.length).toBeGreaterThanOrEqual(80);
  expect([...promises]).toEqual(
    expect.arrayContaining(['stream', 'inode', 'rights', 'peercred', 'ports']),
  );
});

test.skipIf(!root)('the real law finds no fault with true traces', () => {
  expect(traces.length).toBeGreaterThan(20);
  expect(traces.filter((trace) => faults(trace, { law: REAL }))).toEqual([]);
});

test.skipIf(!root)('a mutant dies by the traces that reach it, and only by those', () => {
  const { mutants } = mutantsFor(new Survey(traces));
  const left = new Set(survivors(mutants, traces).map(({ kind, name }) => `${kind}: ${name}`));

  expect(mutants.length).toBeGreaterThan(300);
  expect(left).not.toContain('errno swapped: listen: listen.unnamed EINVAL → EOPNOTSUPP');
  expect(left).not.toContain('wrong moment: accept4: an accepted socket tells who accepted it');
  expect(left).toContain('rule removed: rmdir: rmdir.full');
});

test.skipIf(!root)('hardly any changed observation is accepted', () => {
  const tampered = tamper(traces, 300, SEED);

  expect(tampered.filter(({ accepted }) => accepted).length).toBeLessThanOrEqual(6);
  expect(tamper(traces, 300, SEED)).toEqual(tampered);
});

test('a change is never what was seen', () => {
  const step = {
    op: { call: 'recv', by: 0, fd: 0, size: 4, flags: 0 },
    observed: { errno: '', ret: 2, data: Buffer.of(1, 2), fields: { flags: 0, address: 'none' } },
  } as const;
  const changed = changesOf(step).map(({ observed }) => observed);

  expect(changed.length).toBeGreaterThan(6);
  for (const observed of changed) expect(observed).not.toEqual(step.observed);
});

test.each<[is: 'at least' | 'at most', rate: number, kept: boolean]>([
  ['at least', 95, true],
  ['at least', 94.9, false],
  ['at most', 2, true],
  ['at most', 2.1, false],
])('a rate %s its bound: %d', (is, rate, kept) => {
  const bound = { is, percent: is === 'at least' ? 95 : 2 } as const;

  expect(keeps({ rate, bound } as Rate)).toBe(kept);
});

test.skipIf(!root)('a small score has three rates', async () => {
  const liars = LIARS.filter(({ name }) =>
    ['bind-zero-is-low', 'recv-end-is-eagain'].includes(name),
  );

  const { mutants, observations, ...rest } = await score({
    ...{ seed: SEED, liars, scenarios: 1, changes: 50, atOnce: 2 },
  });

  expect(rest.liars).toMatchObject({ of: 2, hits: 2, rate: 100, spoiled: [] });
  expect(mutants.of).toBeGreaterThan(500);
  expect(observations.of).toBe(50);
});
