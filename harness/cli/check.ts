/** `sockspec check`: judges recorded traces again; it needs no kernel, no rights and no place. */

import { createReadStream } from 'node:fs';
import { renderFailure } from '../../reports/terminal/index.ts';
import { SUITES } from '../../suites/index.ts';
import { Checker, TraceReader, UnreadableTraces } from '../trace/index.ts';
import type { AddVerb, Context } from './context.ts';
import { reasonOf, UsageError } from './errors.ts';
import { addCommonOptions, addVerbose, type CommonOptions } from './options.ts';
import { type Output, openOutput } from './output.ts';

interface CheckOptions extends CommonOptions {
  readonly verbose: number;
}

/** Deviations shown in full; the others are counted. */
const SHOWN = 5;

/** Adds the verb `check`. */
export const addCheck: AddVerb = (program, context, settle) => {
  const command = program
    .command('check')
    .description('judge recorded traces again, without a kernel: exit 1 if any diverges')
    .argument('<file...>', 'files that record wrote');
  addVerbose(addCommonOptions(command)).action(async (files: string[], options: CheckOptions) =>
    settle(await check(context, files, options)),
  );
};

async function check(
  context: Context,
  files: readonly string[],
  options: CheckOptions,
): Promise<number> {
  const output = openOutput(context.stdout, context.stderr, options.color);
  const properties = new Map(
    SUITES.flatMap((suite) => suite.properties.map((property) => [property.id, property])),
  );
  let isClean = true;
  for (const file of files) {
    const checker = new Checker((id) => properties.get(id));
    const started = performance.now();
    const from = await judgeFile(file, checker);
    const seconds = (performance.now() - started) / 1000;
    tell(output, checker, `${from}  ${file}`, seconds, options.verbose);
    if (checker.tally.diverging > 0) isClean = false;
  }
  return isClean ? 0 : 1;
}

/** Judges every trace of a file; tells where it was recorded. */
async function judgeFile(file: string, checker: Checker): Promise<string> {
  const reader = new TraceReader();
  const places = new Set<string>();
  try {
    for await (const line of linesOf(file)) {
      const trace = reader.take(line);
      if (trace === undefined) continue;
      checker.take(trace);
      const { kernel, arch, profile, runtime } = trace.header;
      places.add(`${kernel}+${arch}/${profile}/${runtime}`);
    }
    reader.finish();
  } catch (error) {
    if (error instanceof UnreadableTraces) throw new UsageError(file, error.why, error.remedy);
    if (error instanceof Error && 'syscall' in error)
      throw new UsageError(file, `cannot be read (${reasonOf(error)})`, 'give a file of traces');
    throw error;
  }
  return [...places].join(' ') || 'no traces';
}

/** Lines end with a line feed alone: text may hold whatever else some count as an end of line. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8' })) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function tell(
  { line, colour }: Output,
  { tally, first, coverage }: Checker,
  title: string,
  seconds: number,
  verbose: number,
): void {
  const n = (value: number): string => value.toLocaleString('en');
  line(colour.bold(title));
  for (const failure of [...first.values()].slice(0, SHOWN)) {
    for (const text of renderFailure(failure, colour)) line(text);
    line();
  }
  if (first.size > SHOWN) line(`  … and ${first.size - SHOWN} deviations of other kinds`);
  const rules = Object.entries(coverage.rules()).sort(([a], [b]) => (a < b ? -1 : 1));
  if (verbose > 0) for (const [rule, steps] of rules) line(colour.dim(`  ${rule} ${n(steps)}`));
  const mark = tally.diverging === 0 ? colour.green('✔') : colour.red('✖');
  line(
    `  ${mark} ${n(tally.traces)} traces, ${n(tally.steps)} steps: ${n(tally.diverging)} diverge, ` +
      `${n(tally.unmodelled + tally.short)} judged in part; ${n(rules.length)} rules reached; ` +
      `${n(Math.round(tally.traces / seconds))} traces/s`,
  );
}
