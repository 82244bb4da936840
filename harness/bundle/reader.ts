/** Reads `results.jsonl`: tolerant of a half last line, loud about anything else that is wrong. */

import { z } from 'zod';
import { type Bundle, makeRun } from './bundle.ts';
import { mergeRuns } from './merge.ts';
import {
  type BundleRecord,
  type EndRecord,
  type HeaderRecord,
  type RulesRecord,
  record,
  SCHEMA,
  type VerdictRecord,
} from './records.ts';

/** The bundle in a text; never throws, what cannot be read is told in `problems`. */
export function readBundle(text: string): Bundle {
  const reading = new Reading();
  const lines = text.split('\n');
  const last = lines.length - 1;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const value = parseJson(line);
    // Only the last line has no line break: a run that died while writing it.
    if (value !== undefined) reading.take(value, index + 1);
    else if (index < last) reading.problem(index + 1, 'not JSON');
  }
  return reading.bundle();
}

/** What one header opened. */
interface Segment {
  readonly header: HeaderRecord;
  readonly verdicts: VerdictRecord[];
  readonly rules: RulesRecord[];
  end?: EndRecord;
}

const anyHeader = z.object({
  t: z.literal('header'),
  schema: z.object({ major: z.number(), minor: z.number() }),
  env: z.object({ id: z.string() }).optional().catch(undefined),
});

class Reading {
  readonly #segments: Segment[] = [];
  readonly #problems: string[] = [];
  /** The segment to which an environment's records go; undefined where it was refused. */
  readonly #open = new Map<string, Segment | undefined>();
  /** What the last header says of the lines after it that are no record of ours. */
  #after: 'ours' | 'newer' | 'refused' = 'ours';

  take(value: unknown, number: number): void {
    if (this.#refuse(value, number)) return;
    const parsed = record.safeParse(value);
    if (parsed.success) this.#place(parsed.data, number);
    else if (!this.#isForeign(value))
      this.problem(number, `not a record: ${firstIssue(parsed.error)}`);
  }

  problem(number: number, what: string): void {
    this.#problems.push(`line ${number}: ${what}`);
  }

  bundle(): Bundle {
    const runs = this.#segments.map(({ header, verdicts, rules, end }) =>
      makeRun(header, verdicts, end, rules),
    );
    return { runs: mergeRuns(runs), problems: this.#problems };
  }

  #refuse(value: unknown, number: number): boolean {
    const header = anyHeader.safeParse(value);
    if (!header.success) return false;
    const { schema, env } = header.data;
    const isOurs = schema.major === SCHEMA.major;
    this.#after = !isOurs ? 'refused' : schema.minor > SCHEMA.minor ? 'newer' : 'ours';
    if (isOurs) return false;
    const age = schema.major > SCHEMA.major ? 'newer' : 'older';
    const name = `format ${schema.major}.${schema.minor}`;
    this.problem(number, `${name} is ${age} than the ${SCHEMA.major}.x that this sockspec reads`);
    if (env !== undefined) this.#open.set(env.id, undefined);
    return true;
  }

  /** Another version may have records that we do not know; a refused one is told once, at its header. */
  #isForeign(value: unknown): boolean {
    if (this.#after === 'newer') return isUnknownKind(value);
    return this.#after === 'refused';
  }

  #place(entry: BundleRecord, number: number): void {
    if (entry.t === 'header') {
      const segment: Segment = { header: entry, verdicts: [], rules: [] };
      this.#segments.push(segment);
      this.#open.set(entry.env.id, segment);
      return;
    }
    if (!this.#open.has(entry.env)) {
      this.problem(number, `no header came before for environment ${entry.env}`);
      this.#open.set(entry.env, undefined);
    }
    const segment = this.#open.get(entry.env);
    if (segment === undefined) return;
    if (entry.t === 'verdict') segment.verdicts.push(entry);
    else if (entry.t === 'rules') segment.rules.push(entry);
    else segment.end = entry;
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isUnknownKind(value: unknown): boolean {
  const kind = z.object({ t: z.string() }).safeParse(value);
  return kind.success && !['header', 'verdict', 'rules', 'end'].includes(kind.data.t);
}

function firstIssue({ issues: [issue] }: z.ZodError): string {
  const path = issue?.path.map(String).join('.') ?? '';
  return path === '' ? (issue?.message ?? '') : `${path}: ${issue?.message}`;
}
