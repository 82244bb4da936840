import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const TOP = resolve(import.meta.dirname, '..');

/** What each room may import besides itself; types of `harness/bundle` and the like count as well. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  'harness/abi': [],
  'harness/kernel': ['harness/abi'],
  'harness/law': ['harness/abi'],
  'harness/scenario': ['harness/abi', 'harness/law'],
  'harness/judge': ['harness/law', 'harness/scenario'],
  'harness/facts': ['harness/abi', 'harness/kernel'],
  'harness/run': [
    'harness/abi',
    'harness/kernel',
    'harness/law',
    'harness/scenario',
    'harness/judge',
    'harness/facts',
  ],
  'harness/liars': ['harness/abi', 'harness/kernel'],
  'harness/score': ['harness', 'containers'],
  'harness/bundle': [],
  'harness/ledger': ['harness/bundle', 'harness/run'],
  'harness/trace': ['harness/law', 'harness/scenario', 'harness/judge', 'harness/run'],
  'harness/core': ['harness', 'suites'],
  'harness/guest': ['harness', 'suites'],
  'harness/bench': ['harness', 'suites', 'containers'],
  'harness/cli': ['harness', 'suites', 'containers', 'reports', 'package.json'],
  containers: ['harness/abi', 'harness/kernel', 'harness/facts', 'harness/run'],
  reports: ['harness/bundle'],
  suites: [
    'harness/abi',
    'harness/law',
    'harness/scenario',
    'harness/run',
    'harness/facts',
    'harness/bundle',
  ],
};

/** Packages that a guest carries; the others stay on the host. */
const GUEST_ROOMS = [
  'harness/abi',
  'harness/kernel',
  'harness/law',
  'harness/scenario',
  'harness/judge',
  'harness/facts',
  'harness/run',
  'harness/trace',
  'harness/guest',
  'suites',
];
const GUEST_PACKAGES = ['koffi', 'fast-check'];

const sources = ['suites', 'harness', 'containers', 'reports'].flatMap((top) =>
  readdirSync(join(TOP, top), { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('fixtures/'),
    )
    .map((file) => join(top, file)),
);

const roomOf = (file: string): string =>
  Object.keys(MAY).findLast((room) => file.startsWith(`${room}/`)) ?? file;

function importsOf(file: string): { readonly from: string; readonly isType: boolean }[] {
  const text = readFileSync(join(TOP, file), 'utf8');
  return [...text.matchAll(/^(?:import|export)( type)?[^'"]*?from '([^']+)'/gms)].map(
    ([, type, from]) => ({ from: from ?? '', isType: type !== undefined }),
  );
}

test('imports between rooms go one way', () => {
  const wrong = sources.flatMap((file) =>
    importsOf(file)
      .filter(({ from }) => from.startsWith('.'))
      .map(({ from }) => relative(TOP, join(TOP, dirname(file), from)))
      .filter((target) => {
        const room = roomOf(file);
        const allowed = [room, ...(MAY[room] ?? [])];
        return !allowed.some((prefix) => target === prefix || target.startsWith(`${prefix}/`));
      })
      .map((target) => `${file} imports ${target}`),
  );

  expect(sources.length).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});

test('koffi is imported by harness/kernel alone', () => {
  const importers = sources.filter((file) => importsOf(file).some(({ from }) => from === 'koffi'));

  expect(importers.map(roomOf)).toEqual(importers.map(() => 'harness/kernel'));
  expect(importers.length).toBeGreaterThan(0);
});

test('what goes into a guest needs koffi, fast-check and node alone', () => {
  const strange = sources
    .filter((file) => GUEST_ROOMS.includes(roomOf(file)))
    .flatMap((file) =>
      importsOf(file)
        .filter(
          ({ from, isType }) =>
            !isType &&
            !from.startsWith('.') &&
            !from.startsWith('node:') &&
            !GUEST_PACKAGES.includes(from),
        )
        .map(({ from }) => `${file} imports ${from}`),
    );

  expect(strange).toEqual([]);
});
