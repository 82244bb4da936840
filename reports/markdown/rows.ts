/** What needs a look: each thing that went wrong once, with all environments that saw it. */

import {
  type Bundle,
  cellsOf,
  type Verdict,
  type VerdictRecord,
  WORST_FIRST,
} from '../../harness/bundle/index.ts';

export interface FailingRow {
  readonly id: string;
  readonly verdict: Verdict;
  /** One sentence. */
  readonly what: string;
  readonly environments: readonly string[];
}

/** Why each of these is no pass, where the record does not say. */
const UNWELL: Partial<Record<Verdict, string>> = {
  fail: 'the kernel left the allowed set',
  crash: 'the kernel crashed',
  broken: 'the harness could not judge',
  missing: 'planned, but there is no record of it',
};

/** Unexpected failures and what could not be judged, worst first. */
export function failingRows({ runs }: Pick<Bundle, 'runs'>): FailingRow[] {
  const cells = runs.flatMap(cellsOf).filter(isUnwell);
  const rows = [...Map.groupBy(cells, sameness).values()].flatMap((same) => rowOf(same));
  return rows.toSorted((a, b) => rank(a) - rank(b));
}

function isUnwell({ verdict, known }: VerdictRecord): boolean {
  const isExpected = known !== undefined && (verdict === 'fail' || verdict === 'crash');
  return verdict in UNWELL && !isExpected;
}

function sameness({ id, verdict, failure, reason }: VerdictRecord): string {
  return JSON.stringify([id, verdict, failure?.signature ?? reason]);
}

function rowOf([first, ...more]: readonly VerdictRecord[]): FailingRow[] {
  if (first === undefined) return [];
  const { id, verdict, failure, reason } = first;
  const what = failure?.summary ?? reason ?? UNWELL[verdict] ?? verdict;
  const environments = [...new Set([first, ...more].map(({ env }) => env))];
  return [{ id, verdict, what, environments }];
}

function rank({ verdict }: FailingRow): number {
  return WORST_FIRST.indexOf(verdict);
}
