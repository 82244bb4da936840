import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FEATURES } from './facts.ts';
import { sampleFacts, sampleFeatures } from './fixtures/sample.ts';
import { factRows } from './show.ts';
import { decodeTaint, TAINT_BITS } from './taint.ts';

function value(name: string, changes: Parameters<typeof sampleFacts>[0]): string | undefined {
  return factRows(sampleFacts(changes)).find((row) => row.name === name)?.value;
}

test('no row is empty, and no group and name come twice', () => {
  const rows = factRows(sampleFacts({ lsm: undefined, taint: undefined, seccomp: undefined }));
  const names = rows.map(({ group, name }) => `${group}/${name}`);

  expect(rows.filter((row) => row.value === '')).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
  for (const feature of FEATURES) expect(names).toContain(`Features/${feature}`);
});

test('what cannot be read is not told as none', () => {
  expect(value('taint', { taint: undefined })).toBe('cannot be read');
  expect(value('security modules', { lsm: undefined })).toBe('cannot be read');
  expect(value('security modules', { lsm: [] })).toBe('none');
});

test('values are told in words', () => {
  const features = sampleFeatures({ kcmp: { state: 'denied', reason: 'kcmp gives EPERM' } });

  expect(value('kcmp', { features })).toBe('denied: kcmp gives EPERM');
  expect(value('uid', { uid: { real: 0, effective: 5, saved: 0 } })).toBe(
    'real 0, effective 5, saved 0',
  );
  const unlimited = Number.MAX_SAFE_INTEGER;
  expect(value('open files', { openFiles: { soft: 1024, hard: unlimited } })).toBe(
    '1024 soft, unlimited hard',
  );
  expect(value('uid map', { uidMap: [{ inside: 0, outside: 1000, count: 1 }] })).toBe(
    '0 is 1000 outside',
  );
  expect(value('taint', { taint: 512 })).toBe('W kernel issued a warning (512)');
});

test('every taint bit is told once, unknown ones by number', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(40)), (bits) => {
      const taint = bits.reduce((sum, bit) => sum + 2 ** bit, 0);
      const expected = bits
        .toSorted((a, b) => a - b)
        .map((bit) => TAINT_BITS[bit]?.join(' ') ?? `bit ${bit}`);
      expect(decodeTaint(taint)).toEqual(expected);
    }),
  );
});
