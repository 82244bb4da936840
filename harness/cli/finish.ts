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
import type { Palette } from './colour.ts';
import type { Context } from './context.ts';
import { exitCodeOf, stoppedBy } from './interrupt.ts';
import type { RunOptions } from './options.ts';
import { DEFAULT_OUT, filesOf } from './out-directory.ts';
import type { Output } from './output.ts';
import { writeReports } from './report-files.ts';
import type { Results } from './results.ts';
import { skipLines } from './skip-lines.ts';

/** Exit code of a result that is not there, or not whole. */
export const UNTRUSTED = 3;

/** Writes what there is, prints the totals and gives the exit code. */
export async function finish(
  { stop }: Pick<Context, 'stop'>,
  output: Output,
  { directory }: Pick<Results, 'directory'>,
  options: RunOptions,
): Promise<number> {
  const files = filesOf(directory);
  const signal = stoppedBy(stop);
  // Stopped before the guest had told its plan: there is nothing to report.
  if (!existsSync(files.results)) return signal === undefined ? UNTRUSTED : exitCodeOf(signal);
  const bundle = await writeReports([files.results], files);
  for (const problem of bundle.problems) output.note(`sockspec: ${files.results}: ${problem}`);
  if (options.json !== true) printEnd(output, bundle, directory, options);
  if (signal === undefined) return exitCode(bundle, { strict: options.strict === true });
  output.note(
    `sockspec: interrupted (${signal}); go on with: npx sockspec run --resume ${directory}`,
  );
  return exitCodeOf(signal);
}

function printEnd(output: Output, bundle: Bundle, directory: string, options: RunOptions): void {
  const { colour } = output;
  const cells = bundle.runs.flatMap(cellsOf);
  const failed = cells.filter(({ failure }) => failure !== undefined);
  for (const record of failed) printAll(output, failureLines(record, colour));
  if (options.quiet !== true) {
    printAll(output, unjudgedLines(cells, colour));
    printAll(output, skipLines(cells, colour, options.verbose > 0));
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
function completed(command: string, directory: string, { subject }: RunOptions): string {
  const words = [command];
  if (directory !== DEFAULT_OUT) words.push('--from', quoted(directory));
  if (subject !== undefined) words.push('--subject', quoted(subject));
  return words.join(' ');
}

function quoted(word: string): string {
  return /^[\w./+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function printAll({ line }: Output, lines: readonly string[]): void {
  if (lines.length > 0) line();
  for (const text of lines) line(text);
}

/** The failure under the name of its property. */
function failureLines({ id, env, failure }: VerdictRecord, colour: Palette): string[] {
  if (failure === undefined) return [];
  return [`${colour.bold(id)} ${colour.dim(`in ${env}`)}`, ...renderFailure(failure, colour)];
}

/** What could not be judged, or not to the end, and why. */
function unjudgedLines(cells: readonly VerdictRecord[], { bold, dim }: Palette): string[] {
  const lost = cells.filter(({ verdict }) => UNJUDGED.has(verdict));
  if (lost.length === 0) return [];
  const width = Math.max(...lost.map(({ verdict }) => verdict.length));
  const lines = lost.map(
    ({ id, verdict, reason }) => `  ${verdict.padEnd(width)}  ${id}  ${dim(reason ?? '')}`,
  );
  return [bold('not judged'), ...lines];
}

const UNJUDGED: ReadonlySet<Verdict> = new Set(['crash', 'broken', 'inconclusive']);
