/** A saved counterexample: what `run` leaves for every failure and `replay` prefers to a seed. */

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { propertyId } from '../bundle/records.ts';
import { codeOf, oneLine, reasonOf, UsageError } from './errors.ts';

export const SCENARIO_FORMAT = 'sockspec-scenario';
export const SCENARIO_VERSION = 1;

const schema = z.object({
  format: z.literal(SCENARIO_FORMAT),
  version: z.literal(SCENARIO_VERSION),
  property: propertyId,
  seed: z.number(),
  token: z.string(),
  /** The environment in which it diverged. */
  env: z.string(),
  /** Text form of the shrunk scenario, one operation a line. */
  scenario: z.string(),
});

export type SavedScenario = z.infer<typeof schema>;

/** The file's text. */
export function printScenarioFile(saved: Omit<SavedScenario, 'format' | 'version'>): string {
  const file = { format: SCENARIO_FORMAT, version: SCENARIO_VERSION, ...saved };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** Reads a scenario file; one of another format or version is refused by name. */
export function readScenarioFile(path: string): SavedScenario {
  const value = parseJson(path, readText(path));
  const { format, version } = z.looseObject({}).catch({}).parse(value);
  if (format !== SCENARIO_FORMAT)
    throw new UsageError(
      path,
      'is not a sockspec scenario',
      'give a file of <out>/failures or a token',
    );
  if (version !== SCENARIO_VERSION)
    throw new UsageError(
      path,
      `has scenario format version ${JSON.stringify(version)}, this sockspec reads ${SCENARIO_VERSION}`,
      'replay it with the sockspec that wrote it, or run the property again',
    );
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new UsageError(
    path,
    `field '${issue?.path.join('.')}' is wrong (${oneLine(issue?.message ?? '')})`,
    'run the property again to get a whole file',
  );
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const missing = codeOf(error) === 'ENOENT';
    throw new UsageError(
      path,
      missing ? 'there is no such file' : `cannot be read (${reasonOf(error)})`,
      'give a token (id@s<seed>:<path>) or a file of <out>/failures',
    );
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(
      path,
      'is not JSON, or was cut',
      'run the property again to get a whole file',
    );
  }
}
