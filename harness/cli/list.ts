/** `sockspec list`: the properties, what they claim, and whether they would run here. */

import type { PlannedInGuest } from '../run/protocol.ts';
import { ask } from './ask.ts';
import type { AddVerb, Context } from './context.ts';
import {
  addPlaceOptions,
  addSelectionOptions,
  mirrored,
  type PlaceOptions,
  type SelectionOptions,
} from './options.ts';
import { type Output, openOutput } from './output.ts';
import { chooseProfiles } from './profiles.ts';
import { select } from './select.ts';

interface ListOptions extends PlaceOptions, SelectionOptions {
  readonly why?: true;
  readonly json?: true;
}

/** Adds the verb `list`. */
export const addList: AddVerb = (program, context) => {
  const command = program
    .command('list')
    .description('show properties, their claims, clauses and requirements')
    .argument('[filter...]', 'ids, suites, beginnings of them, or globs')
    .option('--why', 'say for each whether it runs here, and if not, why and what would help');
  addPlaceOptions(addSelectionOptions(command))
    .addOption(mirrored('--json', 'one JSON object a line'))
    .action((filters: string[], options: ListOptions) => list(context, filters, options));
};

async function list(context: Context, filters: string[], options: ListOptions): Promise<void> {
  const output = openOutput(context.stdout, context.stderr, options.color);
  await using place = await context.open(options);
  const [profile = ''] = chooseProfiles(place, options.profile);
  const { properties } = await ask({ place, stop: context.stop }, profile, 'list');
  const chosen = select(properties, {
    only: [...filters, ...(options.filter ?? [])],
    without: options.filterOut ?? [],
    clauses: options.clause ?? [],
  });
  if (options.json === true) for (const property of chosen) output.line(JSON.stringify(property));
  else printList(output, chosen, options.why === true);
}

function printList(output: Output, chosen: readonly PlannedInGuest[], why: boolean): void {
  const { bold, dim, yellow, green } = output.colour;
  for (const [suite, properties] of Map.groupBy(chosen, (property) => property.suite)) {
    output.line(`${bold(suite)} ${dim(`(${properties.length})`)}`);
    for (const { id, claim, clauses, requires, skip } of properties) {
      output.line(`  ${id}`);
      output.line(`      ${claim}`);
      output.line(dim(`      clauses: ${clauses.join(', ')}`));
      if (requires.length > 0) output.line(dim(`      requires: ${requires.join(', ')}`));
      if (why && skip === undefined) output.line(`      ${green('runs here')}`);
      if (why && skip !== undefined)
        output.line(
          `      ${yellow(`skipped here (${skip.kind})`)}: ${skip.reason}; ${skip.remedy}`,
        );
    }
    output.line();
  }
  const skipped = chosen.filter((property) => property.skip !== undefined).length;
  output.line(`# ${chosen.length} properties${why ? `, ${skipped} would be skipped here` : ''}`);
}
