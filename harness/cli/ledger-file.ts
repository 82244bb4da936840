/** Reads ledgers of known deviations, and tells mistakes in them in one line. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Entry, type Ledger, ledger } from '../ledger/index.ts';
import { reasonOf, UsageError } from './errors.ts';

/** The ledger that comes with the project. */
export const OWN_LEDGER = join(import.meta.dirname, '../../findings/ledger.json');

/** Given instead of a file: nothing is expected. */
export const NONE = 'none';

/** The entries of these files, or of our own ledger. */
export function readExpectations(files: readonly string[] | undefined): Entry[] {
  if (files?.includes(NONE)) return [];
  return (files ?? [OWN_LEDGER]).flatMap((file) => readLedger(file).entries);
}

/** One ledger; throws a line that names the first mistake. */
export function readLedger(file: string): Ledger {
  const refuse = (why: string) => new UsageError(`ledger ${file}`, why, 'see findings/ledger.json');
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw refuse(
      error instanceof SyntaxError ? 'is not JSON' : `cannot be read (${reasonOf(error)})`,
    );
  }
  const { data, error } = ledger.safeParse(value);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  throw refuse(`${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'is no ledger'}`);
}
