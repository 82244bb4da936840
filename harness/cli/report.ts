/** `sockspec report`: files for people and for CI from results that are there already. */

import { exitCode, withLostShards } from '../bundle/index.ts';
import type { AddVerb } from './context.ts';
import { UsageError } from './errors.ts';
import { readResults } from './read-results.ts';
import { type ReportFiles, writeReports } from './report-files.ts';

interface ReportOptions extends ReportFiles {
  readonly gate?: true;
}

/** Adds the verb `report`. */
export const addReport: AddVerb = (program, context, settle) => {
  program
    .command('report')
    .description('make reports from results that are there already; several are merged')
    .argument('<bundle...>', 'results.jsonl, or the directory that holds it')
    .option('--html <file>', 'write the HTML report')
    .option('--junit <file>', 'write the JUnit report')
    .option('--gate', 'exit as the run would have')
    .action(async (bundles: string[], options: ReportOptions) => {
      if (options.html === undefined && options.junit === undefined)
        throw new UsageError('report', 'nothing to write', 'give --html FILE or --junit FILE');
      const bundle = withLostShards(readResults(bundles));
      await writeReports(bundle, options);
      for (const problem of bundle.problems) context.stderr.write(`sockspec: ${problem}\n`);
      settle(options.gate ? exitCode(bundle) : 0);
    });
};
