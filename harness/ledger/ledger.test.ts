import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Entry, expectationOf, isFor, ledger } from './ledger.ts';

const entry: Entry = {
  ...{ id: 'runsc-listen', signature: '*:listen.again:errno:EINVAL', clause: 'S07' },
  ...{
    runtime: 'docker-runsc',
    kernel: '4.4.*',
    since: '2026-11-23',
    seen: 'runsc',
    text: 'differs',
  },
};
const where = { runtime: 'docker-runsc', profile: 'engine-default', kernel: '4.4.0' };

test('an entry expects its signature in its environments alone', () => {
  const signature = 'listen:listen.again:errno:EINVAL';

  expect(expectationOf([entry], where, signature)).toBe(entry);
  expect(expectationOf([entry], { ...where, runtime: 'docker-runc' }, signature)).toBeUndefined();
  expect(expectationOf([entry], { ...where, kernel: '6.1.0' }, signature)).toBeUndefined();
  expect(expectationOf([entry], where, 'listen:listen.again:errno:EIO')).toBeUndefined();
});

test('what is not known of an environment yet does not exclude an entry', () => {
  expect(isFor(entry, { runtime: 'docker-runsc' })).toBe(true);
  expect(isFor(entry, { runtime: 'sandbox' })).toBe(false);
});

test('an entry needs a day, a plain id, and no field that nobody knows', () => {
  const accepts = (more: object): boolean =>
    ledger.safeParse({ about: '', entries: [{ ...entry, ...more }] }).success;

  expect(accepts({})).toBe(true);
  expect(accepts({ since: 'last week' })).toBe(false);
  expect(accepts({ id: 'Not an id' })).toBe(false);
  expect(accepts({ signatur: 'x' })).toBe(false);
});

test('our own ledger is one, sorted, with ids that differ', () => {
  const file = join(import.meta.dirname, '../../findings/ledger.json');

  const { entries } = ledger.parse(JSON.parse(readFileSync(file, 'utf8')));

  const ids = entries.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].toSorted());
  expect(entries.length).toBeGreaterThan(100);
});
