/** Resource limits for containers: Podman asks for its usual ones even where it may not raise its own so far. */

import { readFileSync } from 'node:fs';

/** As engines take them. */
export interface Ulimit {
  readonly Name: string;
  readonly Soft: number;
  readonly Hard: number;
}

/** What we and the engine on the same machine may have of Podman's usual limits. */
export function withinOurs(
  limits: string = readFileSync('/proc/self/limits', 'utf8'),
  pidMax = Number(readFileSync('/proc/sys/kernel/pid_max', 'utf8')),
): Ulimit[] {
  const usual = [
    { Name: 'nofile', row: 'Max open files', most: 1_048_576 },
    // Podman lowers its own to the number of pids that there are.
    { Name: 'nproc', row: 'Max processes', most: pidMax },
  ];
  return usual.map(({ Name, row, most }) => {
    // The columns are the soft limit and the hard one.
    const [, hard = ''] = new RegExp(`^${row} +\\S+ +(\\S+)`, 'm').exec(limits) ?? [];
    const limit = Math.min(most, hard === 'unlimited' || hard === '' ? most : Number(hard));
    return { Name, Soft: limit, Hard: limit };
  });
}
