import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { filesOf, prepareOut } from './out-directory.ts';

const directory = mkdtempSync(join(tmpdir(), 'sockspec-out-'));
afterEach(() => {
  for (const name of readdirSync(directory)) rmSync(join(directory, name));
});

test('a score and a benchmark are in nobody’s way, and stay', () => {
  const { bench, score } = filesOf(directory);
  for (const file of [bench, score]) writeFileSync(file, '{}');

  prepareOut(directory, { force: false }).clear();

  expect(readdirSync(directory)).toEqual(['bench.json', 'score.json']);
});

test('anything else is', () => {
  writeFileSync(join(directory, 'letters'), '');

  expect(() => prepareOut(directory, { force: false })).toThrow(/is not empty/);
});
