/** Saves the shrunk scenario of every failure, so that it replays when the generators have changed. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VerdictRecord } from '../bundle/records.ts';
import { filesOf } from './out-directory.ts';
import { printScenarioFile } from './scenario-file.ts';

/** Writes `failures/<id>.scenario` for a failing verdict; gives the path, or undefined for any other. */
export function saveFailure(
  directory: string,
  { id, seed, env, failure }: VerdictRecord,
): string | undefined {
  if (failure === undefined) return undefined;
  const { failures } = filesOf(directory);
  mkdirSync(failures, { recursive: true });
  const text = printScenarioFile({
    ...{ property: id, seed, token: failure.token, env, scenario: failure.scenario },
  });
  return write(failures, id, text);
}

/** In a second environment the same property gets a number, as the first must stay. */
function write(directory: string, id: string, text: string): string {
  for (let number = 1; ; number += 1) {
    const path = join(directory, number === 1 ? `${id}.scenario` : `${id}.${number}.scenario`);
    try {
      writeFileSync(path, text, { flag: 'wx' });
      return path;
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
