/** Ends a run: reports, failures and skips in words, totals, and the exit code. */

import { existsSync } from 'node:fs';
import type { VerdictRecord } from '../bundle/records.ts';
import { type Bundle, exitCodeOfTotals, readBundle, totalsOf } from './bundle-port.ts';
import type { Context } from './context.ts';
import { failureLines } from './failure-lines.ts';
import { exitCodeOf, stoppedBy } from './interrupt.ts';
import type { RunOptions } from './options.ts';
import { DEFAULT_OUT, filesOf } from './out-directory.ts';
import type { Output } from './output.ts';
import { writeReports } from './report-files.ts';
import type { Results } from './results.ts';
import { skipLines } from './skip-lines.ts';

/** Exit code where no result came at all. */
export const NOTHING = 3;

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
  if (!existsSync(files.results)) return signal === undefined ? NOTHING : exitCodeOf(signal);
  const bundle = readBundle(files.results);
  writeReports([files.results], files);
  if (options.json !== true) printEnd(output, bundle, directory, options);
  if (signal === undefined)
    return exitCodeOfTotals(totalsOf(bundle), { strict: options.strict === true });
  output.note(`sockspec: interrupted (${signal}); go on with: sockspec run --resume ${directory}`);
  return exitCodeOf(signal);
}

function printEnd(output: Output, bundle: Bundle, directory: string, options: RunOptions): void {
  const failed = bundle.verdicts.filter(({ failure }) => failure !== undefined);
  for (const record of failed) printAll(output, failureLines(record, output.colour));
  if (options.quiet !== true) {
    printAll(output, brokenLines(bundle.verdicts, output));
    printAll(output, skipLines(bundle.verdicts, output.colour, options.verbose > 0));
  }
  output.line();
  output.line(totalsLine(bundle, output));
  const token = failed[0]?.failure?.token;
  if (token !== undefined) output.line(`# replay: ${replayCommand(token, directory, options)}`);
  output.line(`# report: ${filesOf(directory).html}`);
}

/** What to type to see the failure again, from anywhere that has these results. */
function replayCommand(token: string, directory: string, { subject }: RunOptions): string {
  const words = ['npx sockspec replay', quoted(token)];
  if (directory !== DEFAULT_OUT) words.push('--from', quoted(directory));
  if (subject !== undefined) words.push('--subject', quoted(subject));
  return words.join(' ');
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function printAll({ line }: Output, lines: readonly string[]): void {
  if (lines.length > 0) line();
  for (const text of lines) line(text);
}

/** What the harness could not judge, and why. */
function brokenLines(verdicts: readonly VerdictRecord[], { colour }: Output): string[] {
  const lost = verdicts.filter(({ verdict }) =>
    ['broken', 'crash', 'inconclusive'].includes(verdict),
  );
  if (lost.length === 0) return [];
  const lines = lost.map(
    ({ id, verdict, reason }) => `  ${verdict} ${id}${colour.dim(`  ${reason ?? ''}`)}`,
  );
  return [colour.bold('not judged'), ...lines];
}

function totalsLine(bundle: Bundle, { colour }: Output): string {
  const totals = totalsOf(bundle);
  const counts = Object.entries(totals).map(([verdict, count]) => `${verdict}:${count}`);
  const [first, ...more] = bundle.headers;
  const place = more.length > 0 ? `${more.length + 1} environments` : (first?.env.id ?? '');
  const line = `# Totals: ${counts.join(' ')}   ${place}  seed ${first?.seed ?? ''}`;
  if (totals.fail + totals.crash > 0) return colour.red(line);
  return totals.broken + totals.missing > 0 ? colour.magenta(line) : colour.green(line);
}
