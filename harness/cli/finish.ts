/** Ends a run: reports, failures and skips in words, totals, and the exit code. */

import { existsSync } from 'node:fs';
import { renderTotals, replayCommand } from '../../reports/terminal/index.ts';
import {
  type Bundle,
  cellsOf,
  exitCode,
  type Verdict,
  type VerdictRecord,
} from '../bundle/index.ts';
import { type Entry, notMet } from '../ledger/index.ts';
import { clauseLines } from './clause-lines.ts';
import type { Palette } from './colour.ts';
import type { Context } from './context.ts';
import { findingLines, knownLines, unexpected } from './finding-lines.ts';
import { type Interrupted, replayFrom, resumeCommand } from './further-commands.ts';
import { exitCodeOf, stoppedBy } from './interrupt.ts';
import type { JudgingOptions } from './options.ts';
import { filesOf } from './out-directory.ts';
import type { Output } from './output.ts';
import { readResults } from './read-results.ts';
import { writeReports } from './report-files.ts';
import { ruleLines } from './rule-lines.ts';
import { skipLines } from './skip-lines.ts';

/** Exit code of a result that is not there, or not whole. */
export const UNTRUSTED = 3;

/** What a run was, as far as its end tells it. */
export interface Played extends Interrupted {
  /** What it should have met; undefined where only a part of the properties was to run. */
  readonly expectations: readonly Entry[] | undefined;
}

/** Writes what there is, prints the totals and gives the exit code. */
export async function finish(
  { stop }: Pick<Context, 'stop'>,
  output: Output,
  played: Played,
  options: JudgingOptions,
): Promise<number> {
  const files = filesOf(played.directory);
  const signal = stoppedBy(stop);
  // Stopped before the guest had told its plan: there is nothing to report.
  if (!existsSync(files.results)) return signal === undefined ? UNTRUSTED : exitCodeOf(signal);
  const bundle = readResults([files.results]);
  await writeReports(bundle, files);
  for (const problem of bundle.problems) output.note(`sockspec: ${problem}`);
  if (options.json !== true) printEnd(output, bundle, played, options);
  if (signal === undefined)
    return isIdlePart(bundle) ? 0 : exitCode(bundle, { strict: options.strict === true });
  output.note(`sockspec: interrupted (${signal}); go on with: ${resumeCommand(played, bundle)}`);
  return exitCodeOf(signal);
}

/**
 * Whether this is a shard in which nothing could be judged, which is chance: whether nothing was judged at all is
 * for the merged result to say.
 */
function isIdlePart({ runs, problems }: Bundle): boolean {
  return (
    problems.length === 0 &&
    runs.length > 0 &&
    runs.every(({ header }) => header.shards !== undefined) &&
    runs.flatMap(cellsOf).every(({ verdict }) => verdict === 'skip')
  );
}

function printEnd(
  output: Output,
  bundle: Bundle,
  { directory, subject, expectations }: Played,
  options: JudgingOptions,
): void {
  const { colour } = output;
  const cells = bundle.runs.flatMap(cellsOf);
  const findings = unexpected(cells);
  // The known ones first: what is new must not scroll away.
  if (options.quiet !== true) printAll(output, knownLines(cells, colour));
  for (const same of findings) printAll(output, findingLines(same, colour));
  if (options.quiet !== true) {
    printAll(output, unjudgedLines(cells, colour));
    printAll(output, skipLines(cells, colour, options.verbose > 0));
    printAll(output, clauseLines(bundle.runs, colour, options.verbose > 0));
    printAll(output, ruleLines(bundle.runs, options.verbose > 0));
    printAll(output, notMetLines(notMet(expectations ?? [], bundle), options.verbose > 0));
  }
  output.line();
  // The replay line of the totals knows neither where the results lie nor the subject: ours does.
  output.line(renderTotals(bundle, colour)[0]);
  const [first] = findings[0] ?? [];
  if (first?.failure !== undefined)
    output.line(`# replay: ${replayFrom(replayCommand(first.failure), first, directory, subject)}`);
  output.line(`# report: ${filesOf(directory).html}`);
}

/** Entries that may be out of date; which ones, only for those who want to know. */
function notMetLines(entries: readonly Entry[], ids: boolean): string[] {
  if (entries.length === 0) return [];
  const count = entries.length === 1 ? '1 entry was' : `${entries.length} entries were`;
  const which = ids ? `: ${entries.map(({ id }) => id).join(', ')}` : '';
  return [`# ledger: ${count} not met${which}`];
}

function printAll({ line }: Output, lines: readonly string[]): void {
  if (lines.length > 0) line();
  for (const text of lines) line(text);
}

/** What could not be judged, or not to the end, and why; what befell a whole environment is one line. */
function unjudgedLines(cells: readonly VerdictRecord[], { bold, dim }: Palette): string[] {
  const lost = cells.filter(({ verdict }) => UNJUDGED.has(verdict));
  if (lost.length === 0) return [];
  const width = Math.max(...lost.map(({ verdict }) => verdict.length));
  const shared = Map.groupBy(lost, ({ verdict, env, reason }) => `${verdict} ${env} ${reason}`);
  const lines = [...shared.values()].flatMap((same) =>
    same.length <= FEW
      ? same.map((one) => ({ ...one, what: one.id }))
      : same
          .slice(0, 1)
          .map((one) => ({ ...one, what: `${same.length} properties in ${one.env}` })),
  );
  return [
    bold('not judged'),
    ...lines.map(
      ({ what, verdict, reason }) => `  ${verdict.padEnd(width)}  ${what}  ${dim(reason ?? '')}`,
    ),
  ];
}

/** So many properties with the same reason are still named. */
const FEW = 3;

const UNJUDGED: ReadonlySet<Verdict> = new Set(['crash', 'broken', 'inconclusive']);
