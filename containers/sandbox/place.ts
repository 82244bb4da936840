/** Chooses where the private tmpfs goes, and which of our paths the guest needs. */

import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { partsOf } from '../../harness/run/subject.ts';
import { isInside } from './reach.ts';

/** Short (a socket's path has 108 bytes), in every distribution, and of no use to a test run. */
const POINTS = ['/media', '/srv', '/mnt', '/opt', '/run', '/var/tmp', '/tmp', '/home'] as const;

/** The first directory over which nothing needed is hidden; undefined when there is none. */
export function choosePoint(
  needed: readonly string[],
  isDirectory: (path: string) => boolean = isRealDirectory,
): string | undefined {
  return POINTS.find(
    (point) => isDirectory(point) && !needed.some((path) => isInside(path, point)),
  );
}

/** The directory for scenarios on the tmpfs: one letter, for the same 108 bytes. */
export function scenarioDirectory(point: string): string {
  return `${point}/s`;
}

/** The root of this project. */
export const PROJECT = realpathSync(resolve(import.meta.dirname, '../..'));

/** Directories (or files) that must be readable inside: the project with its packages, node, the subject. */
export function neededPaths(subject: string | undefined, guest: string): string[] {
  // The installed package finds its dependencies beside itself: take the whole of that tree.
  const [tree = PROJECT] = PROJECT.split('/node_modules/');
  const paths = [tree, dirname(realpathSync(process.execPath)), dirname(realpathSync(guest))];
  // Packages may be linked from elsewhere, as workspaces and stores do.
  const modules = join(tree, 'node_modules');
  if (existsSync(modules)) paths.push(realpathSync(modules));
  const module = subject === undefined ? '' : partsOf(subject).file;
  if (existsSync(module)) paths.push(dirname(realpathSync(module)));
  return [...new Set(paths)];
}

function isRealDirectory(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
