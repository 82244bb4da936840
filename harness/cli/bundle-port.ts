/** The one place where the command touches bundles as a whole: reading, counting and judging them. */

import { readFileSync } from 'node:fs';
import {
  type BundleRecord,
  type EndRecord,
  type HeaderRecord,
  record,
  VERDICTS,
  type Verdict,
  type VerdictRecord,
} from '../bundle/records.ts';
import { codeOf, reasonOf, UsageError } from './errors.ts';

export interface Bundle {
  readonly headers: readonly HeaderRecord[];
  readonly verdicts: readonly VerdictRecord[];
  readonly ends: readonly EndRecord[];
  /** Bytes of the whole lines; what follows them was cut in the middle. */
  readonly wholeBytes: number;
  readonly isCut: boolean;
}

/** Reads `results.jsonl`; a half line at its end is legal. */
export function readBundle(file: string): Bundle {
  const text = read(file);
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const records = whole
    .split('\n')
    .flatMap((line, index) => (line === '' ? [] : parse(file, line, index + 1)));
  return {
    headers: records.filter((entry) => entry.t === 'header'),
    verdicts: records.filter((entry) => entry.t === 'verdict'),
    ends: records.filter((entry) => entry.t === 'end'),
    wholeBytes: Buffer.byteLength(whole),
    isCut: whole.length < text.length,
  };
}

function parse(file: string, line: string, number: number): BundleRecord {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new UsageError(file, `line ${number} is not JSON`, 'restore the file, or run again');
  }
  const parsed = record.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UsageError(file, `line ${number} is no record of ours`, 'restore it, or run again');
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = codeOf(error) === 'ENOENT' ? 'there is no such file' : reasonOf(error);
    throw new UsageError(file, why, 'give a directory of results, or its results.jsonl');
  }
}

export type Totals = Readonly<Record<Verdict, number>>;

/** A count for every verdict, all zero. */
export function noVerdicts(): Record<Verdict, number> {
  return Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
}

/** Counts over all environments; what was planned and has no record is missing. */
export function totalsOf({ headers, verdicts }: Pick<Bundle, 'headers' | 'verdicts'>): Totals {
  const counts = noVerdicts();
  for (const { verdict } of verdicts) counts[verdict] += 1;
  for (const { env, plan } of headers) {
    const judged = new Set(verdicts.filter((one) => one.env === env.id).map(({ id }) => id));
    counts.missing += plan.filter(({ id }) => !judged.has(id)).length;
  }
  return counts;
}

/** The exit code of a run that was not interrupted; the worst of what applies. */
export function exitCodeOfTotals(totals: Totals, { strict }: { readonly strict: boolean }): number {
  if (totals.fail + totals.crash > 0) return 1;
  if (totals.broken + totals.missing > 0) return 3;
  if (strict && totals.inconclusive > 0) return 5;
  return totals.pass === 0 && totals.inconclusive === 0 ? 4 : 0;
}
