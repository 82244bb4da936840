/** `sockspec run`: judges the kernel, shows how it goes, and leaves results and reports. */

import type { ColumnName } from './campaign.ts';
import { conduct } from './conduct.ts';
import type { AddVerb, Context } from './context.ts';
import { runtimeWords } from './further-commands.ts';
import { addRunOptions, type RunOptions } from './options.ts';
import { chooseProfiles } from './profiles.ts';

/** Adds the verb `run`. */
export const addRun: AddVerb = (program, context, settle) => {
  const command = program
    .command('run')
    .description('judge this kernel and write a report')
    .argument('[filter...]', 'ids, suites, beginnings of them, or globs');
  addRunOptions(command).action(async (filters: string[], options: RunOptions) =>
    settle(await run(context, filters, options)),
  );
};

async function run(context: Context, filters: string[], options: RunOptions): Promise<number> {
  await using place = await context.open(options);
  const columns = (former: readonly ColumnName[] | undefined) =>
    chooseProfiles(place, options.profile ?? former?.map(({ profile }) => profile)).map(
      (profile) => ({ place, profile }),
    );
  const command = ['run', ...runtimeWords(place.runtime)].join(' ');
  return conduct(context, filters, options, { command, columns });
}
