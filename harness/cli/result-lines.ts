/** What a run prints while it goes: a line per suite, or per property, on stdout. */

import { isKnownFailure } from '../../reports/terminal/index.ts';
import {
  type HeaderRecord,
  type PlannedProperty,
  VERDICTS,
  type Verdict,
  type VerdictRecord,
  WORST_FIRST as WORST_VERDICT_FIRST,
} from '../bundle/index.ts';
import type { Palette } from './colour.ts';
import type { Output } from './output.ts';
import { inWords } from './progress.ts';

/** -1 only failures, 0 a line per suite, 1 per property, 2 with its numbers. */
export type Detail = -1 | 0 | 1 | 2;

/** Prints results as they come. */
export class ResultLines {
  readonly #output: Output;
  readonly #detail: Detail;
  #suites = new Map<string, PlannedProperty[]>();
  #verdicts = new Map<string, VerdictRecord>();
  #width = 0;

  constructor(output: Output, detail: Detail) {
    this.#output = output;
    this.#detail = detail;
  }

  /** A new environment begins; `former` are the verdicts that it has already. */
  environment({ env, plan }: HeaderRecord, former: readonly VerdictRecord[]): void {
    this.#suites = Map.groupBy(plan, ({ suite }) => suite);
    this.#width = Math.max(0, ...[...this.#suites.keys()].map((suite) => suite.length));
    this.#verdicts = new Map(former.map((verdict) => [verdict.id, verdict]));
    if (this.#detail < 0) return;
    const { bold, dim } = this.#output.colour;
    this.#output.line();
    this.#output.line(`${bold(env.id)}${env.subject === 'kernel' ? '' : ` under ${env.subject}`}`);
    this.#output.line(dim(env.profileText));
  }

  verdict(record: VerdictRecord): void {
    this.#verdicts.set(record.id, record);
    const { isBad } = MARKS[shownAs(record)];
    if (this.#detail > 0 || (this.#detail < 0 && isBad)) this.#property(record);
    const suite = [...this.#suites.values()].find((plan) =>
      plan.some(({ id }) => id === record.id),
    );
    if (this.#detail === 0 && suite?.every(({ id }) => this.#verdicts.has(id)) === true)
      this.#suite(suite);
  }

  #property(record: VerdictRecord): void {
    const { dim } = this.#output.colour;
    const { id, known, reason, skip, failure } = record;
    const why = failure?.summary ?? skip?.reason ?? reason;
    const entry = known !== undefined && failure !== undefined ? [`known ${known}`] : [];
    const numbers = `${record.cases} cases, ${record.operations} calls, ${inWords(record.ms)}`;
    const tail = [...entry, ...(why === undefined ? [] : [why])];
    if (this.#detail > 1) tail.push(numbers);
    const mark = markOf(shownAs(record), this.#output.colour);
    this.#output.line(`  ${mark} ${id}${tail.length === 0 ? '' : dim(`  ${tail.join(' · ')}`)}`);
    const reached = Object.entries(record.reached);
    if (this.#detail > 1 && reached.length > 0)
      this.#output.line(
        dim(`      ${reached.map(([clause, times]) => `${clause} ${times}×`).join(', ')}`),
      );
  }

  #suite(plan: readonly PlannedProperty[]): void {
    const { colour } = this.#output;
    const records = plan.flatMap(({ id }) => this.#verdicts.get(id) ?? []);
    const groups = Map.groupBy(records, shownAs);
    const worst = WORST_FIRST.find((shown) => groups.has(shown));
    const counts = SHOWN.flatMap((shown) => {
      const count = groups.get(shown)?.length ?? 0;
      return count === 0 ? [] : [tint(shown, colour)(`${count} ${shown}`)];
    });
    const cases = records.reduce((sum, record) => sum + record.cases, 0);
    const name = (plan[0]?.suite ?? '').padEnd(this.#width);
    const size = colour.dim(`${cases.toLocaleString('en')} cases`);
    this.#output.line(
      `  ${markOf(worst ?? 'missing', colour)} ${name}  ${counts.join(colour.dim(' · '))}  ${size}`,
    );
  }
}

/** How a record is shown: what failed as the ledger expected is no bad news. */
type Shown = Verdict | 'known';

function shownAs(record: VerdictRecord): Shown {
  return isKnownFailure(record) ? 'known' : record.verdict;
}

/** In the order in which they are counted. */
const SHOWN: readonly Shown[] = [...VERDICTS.slice(0, 2), 'known', ...VERDICTS.slice(2)];

/** What stands for a suite: the worst, and before what is good what is known to be bad. */
const WORST_FIRST: readonly Shown[] = WORST_VERDICT_FIRST.flatMap((verdict) =>
  verdict === 'pass' ? ['known', verdict] : [verdict],
);

const MARKS = {
  pass: { glyph: '✔', tint: 'green', isBad: false },
  fail: { glyph: '✖', tint: 'red', isBad: true },
  known: { glyph: '◆', tint: 'yellow', isBad: false },
  crash: { glyph: '✖', tint: 'red', isBad: true },
  broken: { glyph: '!', tint: 'magenta', isBad: true },
  inconclusive: { glyph: '?', tint: 'yellow', isBad: false },
  skip: { glyph: '-', tint: 'yellow', isBad: false },
  missing: { glyph: '!', tint: 'magenta', isBad: true },
} as const satisfies Record<Shown, { glyph: string; tint: keyof Palette; isBad: boolean }>;

function tint(shown: Shown, colour: Palette): (text: string) => string {
  return colour[MARKS[shown].tint];
}

function markOf(shown: Shown, colour: Palette): string {
  return tint(shown, colour)(MARKS[shown].glyph);
}
