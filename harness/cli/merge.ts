/** `sockspec merge`: the results of shards, environments and repeated runs in one file. */

import { renderTotals } from '../../reports/terminal/index.ts';
import {
  type Bundle,
  type BundleWriter,
  exitCode,
  openBundle,
  recordsOf,
  withLostShards,
} from '../bundle/index.ts';
import type { AddVerb, Context } from './context.ts';
import { UsageError } from './errors.ts';
import { addCommonOptions, type CommonOptions } from './options.ts';
import { filesOf, prepareOut } from './out-directory.ts';
import { openOutput } from './output.ts';
import { readResults } from './read-results.ts';
import { saveFailure } from './saved-failures.ts';

interface MergeOptions extends CommonOptions {
  readonly out: string;
  readonly force?: true;
  readonly gate?: true;
}

/** Adds the verb `merge`. */
export const addMerge: AddVerb = (program, context, settle) => {
  const command = program
    .command('merge')
    .description('put the results of several runs or shards into one')
    .argument('<bundle...>', 'results.jsonl, or the directory that holds it')
    .requiredOption('-o, --out <dir|file>', 'where the results go; a file ends in .jsonl')
    .option('--force', 'overwrite what is there')
    .option('--gate', 'exit as the run would have, and with 3 if a shard is missing');
  addCommonOptions(command).action((bundles: string[], options: MergeOptions) =>
    settle(merge(context, bundles, options)),
  );
};

function merge(context: Context, paths: readonly string[], options: MergeOptions): number {
  const output = openOutput(context.stdout, context.stderr, options.color);
  const bundle = withLostShards(readResults(paths));
  const file = write(bundle, options);
  for (const problem of bundle.problems) output.note(`sockspec: ${problem}`);
  for (const line of renderTotals(bundle, output.colour)) output.line(line);
  output.line(`# results: ${file}`);
  return options.gate === true ? exitCode(bundle) : 0;
}

/** Writes the records, and in a directory the scenarios that failed; gives the file. */
function write(bundle: Bundle, options: MergeOptions): string {
  const { out } = options;
  const force = options.force === true;
  const records = recordsOf(bundle);
  if (out.endsWith('.jsonl')) {
    using writer = openFile(out, force);
    for (const record of records) writer.write(record);
    return out;
  }
  prepareOut(out, { force }).clear();
  const { results } = filesOf(out);
  using writer = openBundle(results, { force: true });
  for (const record of records) {
    writer.write(record);
    if (record.t === 'verdict') saveFailure(out, record);
  }
  return results;
}

function openFile(path: string, force: boolean): BundleWriter {
  try {
    return openBundle(path, { force });
  } catch (error) {
    throw error instanceof Error ? new UsageError(error.message) : error;
  }
}
