/** Counts verdicts, lets one stand for many, and turns them into the totals line and the exit code. */

import type { Bundle, Run } from './bundle.ts';
import { VERDICTS, type Verdict, type VerdictRecord } from './records.ts';

/** Cells (property and environment) per verdict; what the ledger expected to fail counts as `known`. */
export interface Totals extends Readonly<Record<Verdict, number>> {
  readonly known: number;
  /** Passes that the ledger expected to fail; they count under `pass` too. */
  readonly fixed: number;
}

/** From worst to best, in KCIDB's order: FAIL > ERROR > MISS > PASS > DONE > SKIP. */
export const WORST_FIRST = [
  'fail',
  'crash',
  'broken',
  'missing',
  'pass',
  'inconclusive',
  'skip',
] as const satisfies readonly Verdict[];

/** The verdict that stands for many. */
export function worstOf(verdicts: Iterable<Verdict>): Verdict | undefined {
  const present = new Set(verdicts);
  return WORST_FIRST.find((verdict) => present.has(verdict));
}

/** The attempt that stands for its cell: the worst one, an unexpected one before an expected one. */
export function decisive(attempts: readonly VerdictRecord[]): VerdictRecord | undefined {
  const worst = worstOf(attempts.map(({ verdict }) => verdict));
  const candidates = attempts.filter(({ verdict }) => verdict === worst);
  return candidates.find(({ known }) => known === undefined) ?? candidates[0];
}

/** One record for every property of the run, planned order first. */
export function cellsOf({ verdicts }: Run): VerdictRecord[] {
  return [...verdicts.values()].flatMap((attempts) => decisive(attempts) ?? []);
}

/** A count for every verdict, all zero. */
export function noVerdicts(): Record<Verdict, number> {
  return Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
}

/** Counts over all environments. */
export function totalsOf({ runs }: Pick<Bundle, 'runs'>): Totals {
  const counts = { ...noVerdicts(), known: 0, fixed: 0 };
  for (const { verdict, known } of runs.flatMap(cellsOf)) {
    const isFailure = verdict === 'fail' || verdict === 'crash';
    counts[isFailure && known !== undefined ? 'known' : verdict] += 1;
    if (verdict === 'pass' && known !== undefined) counts.fixed += 1;
  }
  return counts;
}

/** What a run can exit with, unless it was interrupted or nothing ran at all. */
export type ExitCode = 0 | 1 | 3 | 4 | 5;

/** The exit code of a run that was not interrupted: the worst of what applies. */
export function exitCode(bundle: Bundle, options: { readonly strict?: boolean } = {}): ExitCode {
  const code = exitCodeOfTotals(totalsOf(bundle), options);
  // Lines that could not be read may have held anything but a better result.
  return code !== 1 && bundle.problems.length > 0 ? 3 : code;
}

/** The same from the counts alone; `strict` minds known failures that pass, and spent budgets. */
export function exitCodeOfTotals(
  totals: Totals,
  { strict = false }: { readonly strict?: boolean } = {},
): ExitCode {
  if (totals.fail + totals.crash > 0) return 1;
  if (strict && totals.fixed > 0) return 1;
  if (totals.broken + totals.missing > 0) return 3;
  if (strict && totals.inconclusive > 0) return 5;
  if (totals.pass + totals.known + totals.inconclusive > 0) return 0;
  return totals.skip > 0 ? 4 : 3;
}

/** What the totals tell, in their order. */
export const COUNTED = [
  ...['pass', 'fail', 'known', 'crash'],
  ...['broken', 'inconclusive', 'skip', 'missing'],
] as (keyof Totals)[];

/** The last line of a run, in a fixed form for grep. */
export function totalsLine(bundle: Pick<Bundle, 'runs'>): string {
  const totals = totalsOf(bundle);
  const counts = COUNTED.map((name) => `${name}:${totals[name]}`).join(' ');
  const environments = [...new Set(bundle.runs.map(({ header }) => header.env.id))];
  const seeds = [...new Set(bundle.runs.map(({ header }) => header.seed))];
  const [only = 'no environment', ...more] = environments;
  const place = more.length === 0 ? only : `${environments.length} environments`;
  return `# Totals: ${counts}   ${place}  seed ${seeds.join(',') || 'none'}`;
}
