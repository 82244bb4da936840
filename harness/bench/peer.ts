/** A Hypothesis state machine over Python's sockets, on the same machine. */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Values } from './figures.ts';

const SCRIPT = join(import.meta.dirname, 'peer.py');
/** Debian's python3-hypothesis belongs to its own Python, whatever else comes first in PATH. */
const PYTHONS = ['/usr/bin/python3', 'python3'];

interface Printed {
  readonly operations: number;
  /** Of wall time, and of processor time. */
  readonly seconds: number;
  readonly cpu: number;
}

/** Undefined where there is no Python with Hypothesis. */
export function peer(examples: number): Values | undefined {
  for (const python of PYTHONS) {
    const run = spawnSync(python, [SCRIPT, String(examples)], {
      encoding: 'utf8',
      // Whatever it wants to keep, it keeps in the run's own directory.
      env: { ...process.env, HYPOTHESIS_STORAGE_DIRECTORY: 'hypothesis' },
    });
    if (run.status !== 0) continue;
    const { operations, seconds, cpu } = JSON.parse(run.stdout) as Printed;
    return {
      operations,
      operationsPerSecond: operations / seconds,
      operationsPerProcessorSecond: operations / cpu,
    };
  }
  return undefined;
}
