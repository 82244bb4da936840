import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openKernel } from '../kernel/index.ts';
import { loadSubject, partsOf } from './subject.ts';

const TABLE = join(import.meta.dirname, '../liars/errnos.ts');
const kernel = openKernel();

test.each([
  ['/a/b.ts', { file: '/a/b.ts' }],
  ['/a/b.ts#one-of-them', { file: '/a/b.ts', name: 'one-of-them' }],
  ['/a#b/c.ts', { file: '/a#b/c.ts' }],
  ['b.mjs#x', { file: 'b.mjs', name: 'x' }],
])('%s is a file, and perhaps a name in its table', (subject, parts) => {
  expect(partsOf(subject)).toEqual(parts);
});

test('a subject in a table wraps the kernel', async () => {
  const subject = await loadSubject(`${TABLE}#listen-unnamed-edestaddrreq`, kernel);

  expect(subject.listen).not.toBe(kernel.listen);
  expect(subject.bind).toBe(kernel.bind);
});

test('a name that the table lacks is told', async () => {
  await expect(loadSubject(`${TABLE}#nobody`, kernel)).rejects.toThrow(/has no nobody; export/);
});

test('a table without a name is no subject', async () => {
  await expect(loadSubject(TABLE, kernel)).rejects.toThrow(/has no default function/);
});
