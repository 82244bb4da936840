/** Ends a run: reports, failures and skips in words, totals, and the exit code. */

import { existsSync } from 'node:fs';
import { renderFailure, renderTotals, replayCommand } from '../../reports/terminal/index.ts';
import {
  type Bundle,
  cellsOf,
  exitCode,
  type Verdict,
  type VerdictRecord,
} from '../bundle/index.ts';
import { clauseLines } from './clause-lines.ts';
import type { Palette } from './colour.ts';
import type { Context } from './context.ts';
import { exitCodeOf, stoppedBy } from './interrupt.ts';
import type { JudgingOptions } from './options.ts';
import { DEFAULT_OUT, filesOf } from './out-directory.ts';
import type { Output } from './output.ts';
import { quoted } from './quoted.ts';
import { readResults } from './read-results.ts';
import { writeReports } from './report-files.ts';
import type { Results } from './results.ts';
import { resumeCommand } from './resume-command.ts';
import { skipLines } from './skip-lines.ts';

/** Exit code of a result that is not there, or not whole. */
export const UNTRUSTED = 3;

/** Writes what there is, prints the totals and gives the exit code. */
export async function finish(
  { stop }: Pick<Context, 'stop'>,
  output: Output,
  { directory }: Pick<Results, 'directory'>,
  options: JudgingOptions,
): Promise<number> {
  const files = filesOf(directory);
  const signal = stoppedBy(stop);
  // Stopped before the guest had told its plan: there is nothing to report.
  if (!existsSync(files.results)) return signal === undefined ? UNTRUSTED : exitCodeOf(signal);
  const bundle = readResults([files.results]);
  await writeReports(bundle, files);
  for (const problem of bundle.problems) output.note(`sockspec: ${problem}`);
  if (options.json !== true) printEnd(output, bundle, directory, options);
  if (signal === undefined)
    return isIdlePart(bundle) ? 0 : exitCode(bundle, { strict: options.strict === true });
  const command = resumeCommand(
    directory,
    bundle.runs.map(({ header }) => header.env.runtime),
  );
  output.note(`sockspec: interrupted (${signal}); go on with: ${command}`);
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
  directory: string,
  options: JudgingOptions,
): void {
  const { colour } = output;
  const cells = bundle.runs.flatMap(cellsOf);
  const all = cells.filter(({ failure }) => failure !== undefined);
  const failed = all.filter(({ known }) => known === undefined);
  // Equal signatures are one finding: it is shown once.
  for (const same of Map.groupBy(failed, ({ failure }) => failure?.signature).values())
    printAll(output, findingLines(same, colour));
  if (options.quiet !== true) {
    printAll(
      output,
      knownLines(
        all.filter(({ known }) => known !== undefined),
        colour,
      ),
    );
    printAll(output, unjudgedLines(cells, colour));
    printAll(output, skipLines(cells, colour, options.verbose > 0));
    printAll(output, clauseLines(bundle.runs, colour, options.verbose > 0));
  }
  output.line();
  // The replay line of the totals knows neither where the results lie nor the subject: ours does.
  output.line(renderTotals(bundle, colour)[0]);
  const first = failed[0]?.failure;
  if (first !== undefined)
    output.line(`# replay: ${completed(replayCommand(first), directory, options)}`);
  output.line(`# report: ${filesOf(directory).html}`);
}

/** The command with what it takes to see the failure again from here. */
function completed(command: string, directory: string, { subject }: JudgingOptions): string {
  const words = [command];
  if (directory !== DEFAULT_OUT) words.push('--from', quoted(directory));
  if (subject !== undefined) words.push('--subject', quoted(subject));
  return words.join(' ');
}

function printAll({ line }: Output, lines: readonly string[]): void {
  if (lines.length > 0) line();
  for (const text of lines) line(text);
}

/** A finding under the name of the property that shrank it furthest, and who else saw it. */
function findingLines(records: readonly VerdictRecord[], colour: Palette): string[] {
  const [best, ...others] = records.toSorted((a, b) => sizeOf(a) - sizeOf(b));
  if (best?.failure === undefined) return [];
  const { bold, dim } = colour;
  const seen = others.map(({ id, env }) => (env === best.env ? id : `${id} in ${env}`));
  const also = seen.length === 0 ? [] : [`  ${dim('also seen by:')} ${seen.join(', ')}`];
  return [
    `${bold(best.id)} ${dim(`in ${best.env}`)}`,
    ...renderFailure(best.failure, colour),
    ...also,
  ];
}

function sizeOf({ failure }: VerdictRecord): number {
  return failure?.shrunk.to ?? 0;
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

/** Failures that the ledger expects: a line for each entry, since they are no news. */
function knownLines(known: readonly VerdictRecord[], { bold, dim }: Palette): string[] {
  if (known.length === 0) return [];
  const entries = [...Map.groupBy(known, (record) => record.known ?? '')];
  const lines = entries.map(([id, records]) => {
    const [first] = records;
    const count = records.length === 1 ? (first?.id ?? '') : `${records.length} properties`;
    return `  ${id}  ${count}  ${dim(first?.failure?.summary ?? '')}`;
  });
  return [bold('known deviations'), ...lines];
}

/** So many properties with the same reason are still named. */
const FEW = 3;

const UNJUDGED: ReadonlySet<Verdict> = new Set(['crash', 'broken', 'inconclusive']);
