/** Merges bundles of shards, environments and repeated runs into one. */

import { type Bundle, makeRun, type Run, writtenRecords } from './bundle.ts';
import type { EndRecord, HeaderRecord, VerdictRecord } from './records.ts';
import { noVerdicts, worstOf } from './totals.ts';

/** Union by environment, subject and suite digest; records of one property become its attempts. */
export function mergeBundles(bundles: readonly Bundle[]): Bundle {
  return {
    runs: mergeRuns(bundles.flatMap(({ runs }) => runs)),
    problems: [...new Set(bundles.flatMap(({ problems }) => problems))],
  };
}

/** The same for runs. What a first run says of itself stays; later ones add what it lacks. */
export function mergeRuns(runs: readonly Run[]): Run[] {
  return [...Map.groupBy(runs, keyOf).values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [more.reduce(join, first)],
  );
}

function keyOf({ header: { env, suite } }: Run): string {
  return JSON.stringify([env.id, env.subject, suite.digest]);
}

function join(one: Run, other: Run): Run {
  const records = [...writtenRecords(one), ...writtenRecords(other)];
  const run = makeRun(joinHeaders(one.header, other.header), records);
  const end = joinEnds(one.end, other.end);
  if (end === undefined) return run;
  return { ...run, end: { ...end, verdicts: countsOf(run.verdicts.values()) } };
}

function joinHeaders(one: HeaderRecord, other: HeaderRecord): HeaderRecord {
  return {
    ...one,
    plan: unite(one.plan, other.plan),
    clauses: unite(one.clauses, other.clauses),
    promises: unite(one.promises, other.promises),
  };
}

function unite<T extends { readonly id: string }>(one: readonly T[], other: readonly T[]): T[] {
  return [...new Map([...other, ...one].map((entry) => [entry.id, entry])).values()].toSorted(
    byFirstPlace([...one, ...other].map(({ id }) => id)),
  );
}

function byFirstPlace(ids: readonly string[]) {
  const places = new Map(ids.map((id, place) => [id, place] as const).toReversed());
  return (a: { readonly id: string }, b: { readonly id: string }) =>
    (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0);
}

function joinEnds(one: EndRecord | undefined, other: EndRecord | undefined): EndRecord | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const interrupted = one.interrupted ?? other.interrupted;
  return {
    ...one,
    wallMs: Math.max(one.wallMs, other.wallMs),
    ...(interrupted === undefined ? {} : { interrupted }),
  };
}

function countsOf(cells: Iterable<readonly VerdictRecord[]>): EndRecord['verdicts'] {
  const counts = noVerdicts();
  for (const attempts of cells) {
    const verdict = worstOf(attempts.map((attempt) => attempt.verdict));
    if (verdict !== undefined) counts[verdict] += 1;
  }
  return counts;
}
