/** `sockspec doctor`: what this machine can test, what it lacks, and how to get it. */

import { sandboxAbilities } from '../../containers/sandbox/index.ts';
import { ask } from './ask.ts';
import type { AddVerb, Context } from './context.ts';
import { type Check, hostChecks } from './doctor-checks.ts';
import { engineChecks } from './engine-checks.ts';
import { SetupFailure, UsageError } from './errors.ts';
import { addCommonOptions, addRuntimeOptions, type CommonOptions } from './options.ts';
import { type Output, openOutput } from './output.ts';
import type { Choice, Place, PlaceChoice } from './place.ts';

type DoctorOptions = CommonOptions & PlaceChoice;

/** Adds the verb `doctor`. */
export const addDoctor: AddVerb = (program, context, settle) => {
  const command = program
    .command('doctor')
    .description('say what this machine can test, and how to get what is missing');
  addRuntimeOptions(addCommonOptions(command), 'sandbox').action(async (options: DoctorOptions) =>
    settle(await doctor(context, options)),
  );
};

/** 0 when a run is possible here, 1 when not. */
async function doctor(context: Context, options: DoctorOptions): Promise<number> {
  const output = openOutput(context.stdout, context.stderr, options.color);
  const host = hostChecks(await sandboxAbilities());
  const engines = engineChecks();
  await using place = await context.open(options);
  const profiles: Check[] = [];
  for (const choice of place.profiles) {
    profiles.push(await profileCheck(place, context.stop, choice));
    await place.release(choice.name);
  }
  printChecks(output, 'host', host);
  printChecks(output, 'containers', engines);
  printChecks(output, `profiles of ${place.runtime}`, profiles);
  const canRun = profiles.some(({ state }) => state === 'good');
  const lacks = [...host, ...engines, ...profiles].filter(({ state }) => state !== 'good').length;
  output.line(
    canRun
      ? `# this machine can run sockspec${lacks === 0 ? '' : `; ${lacks} of the above could be better`}`
      : '# this machine cannot run sockspec yet: see the lines marked ✖',
  );
  return canRun ? 0 : 1;
}

async function profileCheck(place: Place, stop: AbortSignal, { name }: Choice): Promise<Check> {
  try {
    const { properties } = await ask({ place, stop }, name, 'list');
    const skips = properties.filter(({ skip }) => skip !== undefined).length;
    const value = `${properties.length - skips} of ${properties.length} properties run`;
    return { name, state: 'good', value };
  } catch (error) {
    const value = error instanceof Error ? error.message : String(error);
    // A refusal says by itself what would help.
    if (error instanceof UsageError || error instanceof SetupFailure)
      return { name, state: 'lacking', value };
    return { name, state: 'bad', value, remedy: 'see what the host lacks' };
  }
}

function printChecks(output: Output, title: string, checks: readonly Check[]): void {
  const { bold, dim, green, yellow, red } = output.colour;
  const glyphs = { good: green('✔'), lacking: yellow('!'), bad: red('✖') };
  const width = Math.max(...checks.map(({ name }) => name.length));
  output.line(bold(title));
  for (const { name, state, value, remedy } of checks) {
    output.line(`  ${glyphs[state]} ${name.padEnd(width)}  ${value}`);
    if (remedy !== undefined) output.line(dim(`    ${' '.repeat(width)}  → ${remedy}`));
  }
  output.line();
}
