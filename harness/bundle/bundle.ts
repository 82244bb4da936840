/** A bundle in memory: what each environment planned, and every attempt at it. */

import type {
  BundleRecord,
  EndRecord,
  HeaderRecord,
  RulesRecord,
  VerdictRecord,
} from './records.ts';

/** One environment's part of a bundle. */
export interface Run {
  readonly header: HeaderRecord;
  /** Attempts by property, planned order first; a property without any has one record, `missing`. */
  readonly verdicts: ReadonlyMap<string, readonly VerdictRecord[]>;
  /** What parts of it counted of the law. */
  readonly rules: readonly RulesRecord[];
  readonly end?: EndRecord;
}

export interface Bundle {
  readonly runs: readonly Run[];
  /** What could not be read, with line numbers. */
  readonly problems: readonly string[];
}

/** Whether a record stands for one that was never written. */
function isAbsence({ verdict, cases, ms, reason }: VerdictRecord): boolean {
  return verdict === 'missing' && cases === 0 && ms === 0 && reason === undefined;
}

function absence(env: string, id: string): VerdictRecord {
  return {
    t: 'verdict',
    env,
    id,
    verdict: 'missing',
    cases: 0,
    rejected: 0,
    operations: 0,
    seed: 0,
    ms: 0,
    reached: {},
  };
}

/** Groups records by property; equal records are one, and what was planned and left none is missing. */
export function makeRun(
  header: HeaderRecord,
  records: readonly VerdictRecord[],
  end?: EndRecord,
  rules: readonly RulesRecord[] = [],
): Run {
  const verdicts = new Map<string, VerdictRecord[]>(header.plan.map(({ id }) => [id, []]));
  const seen = new Set<string>();
  for (const record of records) {
    const text = JSON.stringify(record);
    if (isAbsence(record) || seen.has(text)) continue;
    seen.add(text);
    verdicts.set(record.id, [...(verdicts.get(record.id) ?? []), record]);
  }
  for (const [id, attempts] of verdicts)
    if (attempts.length === 0) attempts.push(absence(header.env.id, id));
  const counted = new Map(rules.map((one) => [JSON.stringify(one), one]));
  return { header, verdicts, rules: [...counted.values()], ...(end !== undefined && { end }) };
}

/** The records of a run that were written, without those that stand for absence. */
export function writtenRecords({ verdicts }: Pick<Run, 'verdicts'>): VerdictRecord[] {
  return [...verdicts.values()].flat().filter((record) => !isAbsence(record));
}

/** The text of a bundle, one record a line; it reads back to the same bundle. */
export function printBundle(bundle: Pick<Bundle, 'runs'>): string {
  return recordsOf(bundle)
    .map((record) => `${JSON.stringify(record)}\n`)
    .join('');
}

/** The records of a bundle, in the order of its text. */
export function recordsOf({ runs }: Pick<Bundle, 'runs'>): BundleRecord[] {
  return runs.flatMap((run) => [
    run.header,
    ...writtenRecords(run),
    ...run.rules,
    ...(run.end ? [run.end] : []),
  ]);
}
