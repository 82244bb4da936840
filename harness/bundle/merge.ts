/** Merges bundles of shards, environments and repeated runs into one. */

import { type Bundle, makeRun, printBundle, type Run, writtenRecords } from './bundle.ts';
import type { EndRecord, HeaderRecord, Shard, VerdictRecord } from './records.ts';
import { noVerdicts, worstOf } from './totals.ts';
import { smaller, unite } from './union.ts';

const NOTHING: Bundle = { runs: [], problems: [] };

/**
 * Union by environment, subject and suite digest; records of one property become its attempts. It does not matter
 * in which order bundles are merged, nor how often one is.
 */
export function mergeBundles([first = NOTHING, ...more]: readonly Bundle[]): Bundle {
  return more.reduce(
    (one, other) => ({
      runs: unite(one.runs, other.runs, keyOf, join),
      problems: unite(one.problems, other.problems, String),
    }),
    first,
  );
}

/** Joins the runs of one file that belong together; they stay in the order of the file. */
export function mergeRuns(runs: readonly Run[]): Run[] {
  return [...Map.groupBy(runs, keyOf).values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [more.reduce(join, first)],
  );
}

function keyOf({ header: { env, suite } }: Run): string {
  return JSON.stringify([env.id, env.subject, suite.digest]);
}

function join(one: Run, other: Run): Run {
  if (printBundle({ runs: [one] }) === printBundle({ runs: [other] })) return one;
  const run = makeRun(
    joinHeaders(one.header, other.header),
    joinRecords(one, other),
    undefined,
    unite(one.rules, other.rules, (record) => JSON.stringify(record)),
  );
  const end = joinEnds(one.end, other.end);
  if (end === undefined) return run;
  return { ...run, end: { ...end, verdicts: countsOf(run.verdicts.values()) } };
}

function joinRecords(one: Run, other: Run): VerdictRecord[] {
  const cellsOf = ({ verdicts }: Run) => [...verdicts].map(([id, attempts]) => ({ id, attempts }));
  const cells = unite(
    cellsOf(one),
    cellsOf(other),
    ({ id }) => id,
    (a, b) => ({ id: a.id, attempts: unite(a.attempts, b.attempts, (r) => JSON.stringify(r)) }),
  );
  return writtenRecords({ verdicts: new Map(cells.map(({ id, attempts }) => [id, attempts])) });
}

/** What a run says of itself comes from the one that began first. */
function joinHeaders(one: HeaderRecord, other: HeaderRecord): HeaderRecord {
  const id = (entry: { readonly id: string }) => entry.id;
  const ids = <T extends { readonly id: string }>(a: readonly T[], b: readonly T[]) => [
    ...unite(a, b, id),
  ];
  const { shards: _, ...itself } = earlier(one, other);
  const shards = joinShards(one.shards, other.shards);
  return {
    ...itself,
    plan: ids(one.plan, other.plan),
    clauses: ids(one.clauses, other.clauses),
    promises: ids(one.promises, other.promises),
    ...(shards && { shards: [...shards] }),
  };
}

/** A run that was not split stands for itself: it does not replace a shard that was lost. */
function joinShards(one: readonly Shard[] | undefined, other: readonly Shard[] | undefined) {
  if (one === undefined || other === undefined) return one ?? other;
  return unite(one, other, ({ index, of }) => `${index}/${of}`);
}

function earlier(one: HeaderRecord, other: HeaderRecord): HeaderRecord {
  if (one.started !== other.started) return one.started < other.started ? one : other;
  // Lists are joined apart, so they must not decide.
  const itself = (header: HeaderRecord) => ({
    ...{ ...header, plan: [], clauses: [], promises: [], shards: undefined },
  });
  return smaller(itself(one), itself(other));
}

function joinEnds(one: EndRecord | undefined, other: EndRecord | undefined): EndRecord | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const [interrupted] = [one, other].flatMap((end) => end.interrupted ?? []).toSorted();
  const { t, env, verdicts } = one;
  const end = { t, env, verdicts, wallMs: Math.max(one.wallMs, other.wallMs) };
  return interrupted === undefined ? end : { ...end, interrupted };
}

function countsOf(cells: Iterable<readonly VerdictRecord[]>): EndRecord['verdicts'] {
  const counts = noVerdicts();
  for (const attempts of cells) {
    const verdict = worstOf(attempts.map((attempt) => attempt.verdict));
    if (verdict !== undefined) counts[verdict] += 1;
  }
  return counts;
}
