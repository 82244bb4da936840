/** `sockspec expect`: writes down what failed and was not expected, for somebody to read and to keep. */

import { existsSync, writeFileSync } from 'node:fs';
import { learn } from '../ledger/index.ts';
import type { AddVerb } from './context.ts';
import { reasonOf, UsageError } from './errors.ts';
import { readLedger } from './ledger-file.ts';
import { readResults } from './read-results.ts';

interface ExpectOptions {
  readonly out: string;
}

const EMPTY = { about: 'Known deviations; see sockspec expect.', entries: [] };

/** Adds the verb `expect`. */
export const addExpect: AddVerb = (program, context) => {
  program
    .command('expect')
    .description('add what failed unexpectedly to a ledger of known deviations')
    .argument('<bundle...>', 'results.jsonl, or the directory that holds it')
    .requiredOption('-o, --out <file>', 'the ledger; made, or added to')
    .action((bundles: string[], { out }: ExpectOptions) => {
      const before = existsSync(out) ? readLedger(out) : EMPTY;
      const today = new Date().toISOString().slice(0, 10);
      const bundle = readResults(bundles);
      for (const problem of bundle.problems) context.stderr.write(`sockspec: ${problem}\n`);
      const after = learn(before, bundle, { today });
      write(out, `${JSON.stringify(after, null, 2)}\n`);
      const added = after.entries.length - before.entries.length;
      const entries = added === 1 ? '1 entry' : `${added} entries`;
      context.stdout.write(`${entries} added to ${out}, which has ${after.entries.length}\n`);
    });
};

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`--out ${file}`, reasonOf(error), 'give a file that can be written');
  }
}
