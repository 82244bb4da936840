import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectItems, runtimeItems } from './baggage.ts';

const items = projectItems();
const inside = new Set(items.map(({ to }) => to));
const sources = items.filter(({ to }) => to.endsWith('.ts'));

test('every file that a source names lies in the image', () => {
  const missing = sources.flatMap(({ from, to }) =>
    [...readFileSync(from, 'utf8').matchAll(/(?<!type [^;]*)(?:from|new URL\()\s*'(\.[^']+)'/g)]
      .map(([, path = '']) => join(dirname(to), path))
      .filter((path) => !inside.has(path))
      .map((path) => `${to} imports ${path}`),
  );

  expect(sources.length).toBeGreaterThan(100);
  expect(missing).toEqual([]);
});

test('tests, fixtures and everything that is the host’s stay outside', () => {
  const paths = [...inside].filter((path) => !path.startsWith('node_modules/'));

  expect(paths.filter((path) => /\.test\.ts$|\/fixtures\//.test(path))).toEqual([]);
  expect(
    paths.filter((path) => /^(reports|harness\/(cli|bundle\/(?!clauses)))/.test(path)),
  ).toEqual([]);
});

test('what starts guests is there', () => {
  for (const path of [
    'harness/guest/main.ts',
    'harness/run/actor-main.ts',
    'harness/run/watchdog-worker.ts',
    'containers/inside/keeper.ts',
    'containers/inside/enter.ts',
    'containers/inside/companion.ts',
  ])
    expect(inside).toContain(path);
});

test('node comes with every library that it links, where its loader looks for it', () => {
  const runtime = runtimeItems();

  expect(runtime.map(({ to }) => to)).toContain('/bin/node');
  expect(runtime.filter(({ to }) => /\/(libc|ld-linux|ld-musl)/.test(to)).length).toBeGreaterThan(
    0,
  );
  for (const { from } of runtime) expect(existsSync(from)).toBe(true);
});
