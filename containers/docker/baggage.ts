/** What goes into the image: the pinned node with its libraries, two packages, and our sources without tests. */

import { execFileSync } from 'node:child_process';
import { readdirSync, realpathSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** A file of the host and its place in the image. */
export interface Item {
  readonly from: string;
  readonly to: string;
}

/** The root of this project. */
export const PROJECT = realpathSync(join(import.meta.dirname, '../..'));

/** Where the project lies in the image. */
export const INSIDE = '/sockspec';

/** Rooms that a guest needs; subjects (`harness/liars`) may be among them. */
const ROOMS = [
  ...['abi', 'kernel', 'law', 'scenario', 'judge', 'facts', 'run', 'guest', 'liars'].map(
    (room) => `harness/${room}`,
  ),
  ...['suites', 'containers/inside'],
];

/** Node and the libraries that it links against, each where its loader looks for it. */
export function runtimeItems(): Item[] {
  const node = realpathSync(process.execPath);
  // ldd prints `name => path (address)`, and the loader without an arrow.
  const linked = execFileSync('ldd', [node], { encoding: 'utf8' }).matchAll(/(\/\S+) \(0x/g);
  const libraries = [...linked].map(([, path = '']) => ({ from: realpathSync(path), to: path }));
  return [{ from: node, to: '/bin/node' }, ...libraries];
}

/** Packages with what they need, and our sources; `to` is relative to the project in the image. */
export function projectItems(): Item[] {
  const native = `@koromix/koffi-linux-${process.arch}`;
  const packages = ['koffi', native, 'fast-check', 'pure-rand'].flatMap(packageItems);
  const sources = ROOMS.flatMap((room) => filesIn(join(PROJECT, room)))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .filter((path) => !path.includes('/fixtures/'))
    .map((from) => ({ from, to: relative(PROJECT, from) }));
  return [{ from: join(PROJECT, 'package.json'), to: 'package.json' }, ...sources, ...packages];
}

/** A package by its name; without its native sources, types and documents, which are never loaded. */
function packageItems(name: string): Item[] {
  const manifest = findPackageJSON(name, import.meta.url);
  if (manifest === undefined) throw new Error(`image: package ${name} is missing: run npm ci`);
  const root = dirname(manifest);
  return filesIn(root)
    .filter((path) => /\.(js|cjs|mjs|json|node)$/.test(path))
    .map((from) => ({ from, to: join('node_modules', name, relative(root, from)) }));
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
