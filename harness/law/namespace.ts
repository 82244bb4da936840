/** Namespaces between actors: whose pids one can see, and whose abstract names and ports. */

import type { Process } from './state.ts';

/** Above any pid that a machine gives out (pid_max is at most 2^22). */
const STRIDE = 2 ** 23;

/** A pid as everybody can name it; in the first namespace it is the pid itself. */
export function pidKey(pid: number, { pids }: Pick<Process, 'pids'>): number {
  return pid <= 0 ? pid : pid + pids * STRIDE;
}

/** What a process is shown for it: 0 where its namespace does not know it (pid_namespaces(7)). */
export function pidSeenBy(key: number, { pids }: Pick<Process, 'pids'>): number {
  if (key <= 0) return key;
  return Math.floor(key / STRIDE) === pids ? key % STRIDE : 0;
}
