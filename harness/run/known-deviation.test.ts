import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { AF_UNIX, SOCK_CLOEXEC, SOCK_STREAM } from '../abi/socket.ts';
import { observeFacts } from '../facts/index.ts';
import { type Kernel, openKernel } from '../kernel/index.ts';
import { Bench } from './bench.ts';
import type { Property } from './property.ts';
import { runProperty } from './run-property.ts';

const real = openKernel();
const directory = mkdtempSync(join(tmpdir(), 'known-'));
const before = process.cwd();
afterAll(() => {
  process.chdir(before);
  rmSync(directory, { recursive: true });
});

/** listen and shutdown each fail with an errno of another kind. */
const liar: Kernel = {
  ...real,
  listen: () => ({ ret: -1, errno: 95, out: undefined }),
  shutdown: () => ({ ret: -1, errno: 5, out: undefined }),
};

const property: Property = {
  id: 'test.known.two-lies',
  claim: 'listen and shutdown work',
  clauses: ['S06'],
  requires: [],
  runs: 60,
  aim: (walk) => {
    const [one, other] = [walk.slot(), walk.slot()];
    const type = SOCK_STREAM | SOCK_CLOEXEC;
    walk.go({ call: 'socketpair', domain: AF_UNIX, type, protocol: 0, as: [one, other] });
    if (walk.choose.oneIn(2)) walk.go({ call: 'shutdown', fd: one, how: 2 });
    else walk.go({ call: 'listen', fd: other, backlog: 1 });
  },
};

async function judge(isKnown: (signature: string) => boolean, shown = new Set<string>()) {
  const own = { network: false, files: false, pids: false };
  const facts = observeFacts(real, own);
  const options = { real, subject: liar, subjectFile: undefined, facts, directory, companions: [] };
  await using bench = new Bench(options);
  const progress = (): void => {};
  return runProperty(bench, property, {
    ...{ seed: 3, progress, now: () => performance.now(), isKnown, shown },
  });
}

test('without any knowledge the first deviation ends the run', async () => {
  const { verdict, failure, deviations } = await judge(() => false);

  expect(verdict).toBe('fail');
  expect(failure?.shrunk.to).toBe(2);
  expect(deviations).toBeUndefined();
});

test('behind a known deviation an unknown one is found, and wins', async () => {
  const { verdict, failure, deviations } = await judge((one) => one.startsWith('listen:'));

  expect(verdict).toBe('fail');
  expect(failure?.signature).toMatch(/^shutdown:/);
  expect(Object.keys(deviations ?? {}).every((one) => one.startsWith('listen:'))).toBe(true);
});

test('when all are known the run goes to its end, counts them, and shows one in its smallest form', async () => {
  const { verdict, cases, failure, deviations } = await judge(() => true);

  expect(verdict).toBe('fail');
  expect(cases).toBe(60);
  expect(Object.values(deviations ?? {}).reduce((sum, times) => sum + times, 0)).toBe(60);
  expect(Object.keys(deviations ?? {})).toHaveLength(2);
  expect(failure?.shrunk.to).toBe(2);
});

test('a deviation that was shown before makes way for another one', async () => {
  const shown = new Set<string>();

  const first = await judge(() => true, shown);
  const second = await judge(() => true, shown);

  expect(new Set([first.failure?.signature, second.failure?.signature]).size).toBe(2);
});
