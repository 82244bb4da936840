import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openKernel } from '../kernel/index.ts';
import { sweep } from './sweep.ts';

const isRoot = process.getuid?.() === 0;
const kernel = openKernel();

function workingDirectory(): string {
  const before = process.cwd();
  const directory = mkdtempSync(join(tmpdir(), 'sweep-'));
  process.chdir(directory);
  onTestFinished(() => {
    process.chdir(before);
    rmSync(directory, { recursive: true });
  });
  return directory;
}

/** Without the capabilities that make root a reader of everything, as in a container without any. */
function powerless(act: () => void): void {
  const { permitted } = kernel.capget().out;
  kernel.capset({ effective: 0n, permitted, inheritable: 0n });
  try {
    act();
  } finally {
    kernel.capset({ effective: permitted, permitted, inheritable: 0n });
  }
}

test('a tree is removed although none of its directories may be read', () => {
  const directory = workingDirectory();
  for (const path of ['d', 'd/d', 'd/d/d']) mkdirSync(path);
  writeFileSync('d/d/p0', '');
  for (const path of ['d/d/d', 'd/d', 'd']) kernel.chmod(path, 0o100);

  powerless(() => sweep(kernel, directory));

  expect(readdirSync(directory)).toEqual([]);
});

test.runIf(isRoot)('what belongs to somebody else is put aside, and stays there', () => {
  const directory = workingDirectory();
  mkdirSync('d');
  mkdirSync('d/d');
  kernel.chown('d', 4321, 4321);

  powerless(() => sweep(kernel, directory));
  powerless(() => sweep(kernel, directory));

  expect(readdirSync(directory)).toEqual([expect.stringMatching(/^\.aside-\d+$/)]);
});
