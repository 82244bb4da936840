/** Empties the directory of scenarios, whatever modes and owners they left there. */

import { readdirSync } from 'node:fs';
import type { Kernel } from '../kernel/index.ts';

/** Where what cannot be removed is put aside: names that no scenario uses. */
const ASIDE = '.aside-';
let aside = 0;

/** Empties the working directory, which is `directory`. */
export function sweep(real: Kernel, directory: string): void {
  for (const name of readdirSync(directory)) {
    if (name.startsWith(ASIDE) || remove(real, directory, name)) continue;
    // Another uid's, and no capability to reach into it: moving it needs nothing but its parent.
    const moved = real.rename(name, `${ASIDE}${aside++}`);
    if (moved.ret < 0) throw new Error(`the run's own file ${name} cannot be removed`);
  }
}

/** Removes a tree by its name below the working directory; false where that is not allowed. */
function remove(real: Kernel, directory: string, name: string): boolean {
  if (real.unlink(name).ret === 0) return true;
  // A directory that may not be read cannot be emptied, and it need not be the topmost.
  real.chmod(name, 0o700);
  const path = `${directory}/${name}`;
  try {
    const isEmpty = readdirSync(path).every((inner) => remove(real, directory, `${name}/${inner}`));
    return isEmpty && real.rmdir(name).ret === 0;
  } catch {
    return false;
  }
}
