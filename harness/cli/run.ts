/** `sockspec run`: judges the kernel, shows how it goes, and leaves results and reports. */

import { conduct } from './conduct.ts';
import type { AddVerb, Context } from './context.ts';
import { runtimeWords } from './further-commands.ts';
import { addRunOptions, type RunOptions } from './options.ts';
import { chooseProfiles, withDrawn } from './profiles.ts';

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
  return conduct(context, filters, options, {
    command: ['run', ...runtimeWords(place.runtime)].join(' '),
    columns: (seed, former) => {
      const names = options.profile ?? former?.map(({ profile }) => profile);
      const chosen = withDrawn(place, names, options.randomProfiles, seed);
      return chooseProfiles(place, chosen).map((profile) => ({ place, profile }));
    },
  });
}
