import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { printBundle } from './bundle.ts';
import { bundle, verdictRecord } from './fixtures/arbitrary.ts';
import { readBundle } from './reader.ts';
import type { BundleRecord } from './records.ts';
import { openBundle, printRecord } from './writer.ts';

const [record] = fc.sample(verdictRecord('e'), { numRuns: 1, seed: 1 }) as [BundleRecord];

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sockspec-bundle-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const place = (name: string) => join(directory, name, 'results.jsonl');

test('every record is a line, and on disk when the call returns', () => {
  const path = place('lines');
  using writer = openBundle(path);

  for (const count of [1, 2, 3]) {
    writer.write(record);
    expect(readFileSync(path, 'utf8')).toBe(printRecord(record).repeat(count));
  }
});

test('what was written reads back', () => {
  fc.assert(
    fc.property(bundle, (some) => {
      const path = place('round');
      {
        using writer = openBundle(path, { force: true });
        for (const line of printBundle(some).split('\n'))
          if (line !== '') writer.write(JSON.parse(line));
      }
      expect(readBundle(readFileSync(path, 'utf8'))).toEqual(some);
    }),
    { numRuns: 30 },
  );
});

test('a record is one line whatever it says', () => {
  fc.assert(
    fc.property(verdictRecord('e'), (some) => {
      expect(printRecord(some)).toMatch(/^[^\n\r]*\n$/);
    }),
  );
});

test('results that exist are kept unless forced', () => {
  const path = place('kept');
  openBundle(path)[Symbol.dispose]();
  writeFileSync(path, 'precious\n');

  expect(() => openBundle(path)).toThrow(
    new Error(`${path}: exists; give --force or another --out`),
  );
  expect(readFileSync(path, 'utf8')).toBe('precious\n');

  openBundle(path, { force: true })[Symbol.dispose]();
  expect(readFileSync(path, 'utf8')).toBe('');
});

test('a place that cannot be written to is named in one line', () => {
  const file = join(directory, 'file');
  writeFileSync(file, '');

  const path = join(file, 'results.jsonl');
  expect(() => openBundle(path)).toThrow(/^\S+: cannot be written \([^\n]+\); give another --out$/);
});

test('a closed bundle takes no more, and may be closed twice', () => {
  const writer = openBundle(place('closed'));
  writer[Symbol.dispose]();
  writer[Symbol.dispose]();

  expect(() => writer.write(record)).toThrow('closed');
});
