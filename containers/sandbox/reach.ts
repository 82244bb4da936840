/** Plans how a guest of another uid can reach our files when they lie under a directory that is closed to it. */

import { readdirSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/**
 * Closed directories (`/root` is the usual one) get an empty, open tmpfs over them, on which the needed
 * paths are bound again where they were. So no path changes its name, and nothing else shows through.
 */
export interface Reach {
  /** Directories to cover, none inside another. */
  readonly covers: readonly string[];
  /** Files and directories below a cover that must stay reachable. */
  readonly binds: readonly string[];
}

/** What the plan asks of the file system. */
export interface Look {
  /** Whether any uid may pass through this directory. */
  isOpen(directory: string): boolean;
  entries(directory: string): string[];
}

/** Plans for absolute paths without symbolic links. */
export function planReach(needed: readonly string[], look: Look = realLook): Reach {
  const covers = new Set<string>();
  const binds = new Set<string>();
  for (const path of outermost(needed)) {
    const closed = [...ancestors(path), path].find((directory) => !look.isOpen(directory));
    if (closed === undefined) continue;
    covers.add(closed);
    // Binding a closed directory would not open it: its entries are bound one by one.
    if (look.isOpen(path)) binds.add(path);
    else for (const entry of look.entries(path)) binds.add(join(path, entry));
  }
  return { covers: outermost([...covers]), binds: [...binds] };
}

/** Those paths that lie in no other of them. */
export function outermost(paths: readonly string[]): string[] {
  return [...new Set(paths)].filter(
    (path, _, all) => !all.some((other) => other !== path && isInside(path, other)),
  );
}

export function isInside(path: string, directory: string): boolean {
  return directory === sep || path === directory || path.startsWith(directory + sep);
}

/** From `/` down, without the path itself. */
function ancestors(path: string): string[] {
  const above = dirname(path);
  return above === path ? [] : [...ancestors(above), above];
}

/** The real file system; what cannot be looked at counts as open, since nothing can be done for it. */
const realLook: Look = {
  isOpen(path) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return true;
    return stat.isDirectory() ? (stat.mode & 0o005) === 0o005 : true;
  },
  entries: (directory) => readdirSync(directory),
};
