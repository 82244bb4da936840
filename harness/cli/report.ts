/** `sockspec report`: files for people and for CI from results that are there already. */

import { renderAnnotations } from '../../reports/markdown/index.ts';
import { exitCode, withLostShards } from '../bundle/index.ts';
import type { AddVerb } from './context.ts';
import { UsageError } from './errors.ts';
import { readResults } from './read-results.ts';
import { type ReportFiles, writeReports } from './report-files.ts';

interface ReportOptions extends ReportFiles {
  readonly annotations?: true;
  readonly gate?: true;
}

const ASKED = ['html', 'junit', 'markdown', 'annotations'] as const;

/** Adds the verb `report`. */
export const addReport: AddVerb = (program, context, settle) => {
  program
    .command('report')
    .description('make reports from results that are there already; several are merged')
    .argument('<bundle...>', 'results.jsonl, or the directory that holds it')
    .option('--html <file>', 'write the HTML report')
    .option('--junit <file>', 'write the JUnit report')
    .option('--markdown <file>', 'write a summary in Markdown, such as for $GITHUB_STEP_SUMMARY')
    .option('--annotations', 'print what is worst as ::error lines for GitHub')
    .option('--gate', 'exit as the run would have, and with 3 if a shard is missing')
    .action(async (bundles: string[], options: ReportOptions) => {
      if (ASKED.every((name) => options[name] === undefined))
        throw new UsageError('report', 'nothing to write', 'give --html FILE or another report');
      const bundle = withLostShards(readResults(bundles));
      await writeReports(bundle, options);
      if (options.annotations)
        for (const line of renderAnnotations(bundle)) context.stdout.write(`${line}\n`);
      for (const problem of bundle.problems) context.stderr.write(`sockspec: ${problem}\n`);
      settle(options.gate ? exitCode(bundle) : 0);
    });
};
