/** The flags, each with the environment variable that mirrors it. */

import { type Command, Option } from 'commander';
import type { Shard } from '../bundle/records.ts';
import { COLOUR_CHOICES, type ColourChoice } from './colour.ts';
import { type PlaceChoice, RUNTIMES, type Runtime } from './place.ts';
import { collect, readCount, readDuration, readSeed, readShard } from './values.ts';

/** Flags of every verb. */
export interface CommonOptions {
  readonly color: ColourChoice;
}

/** Flags that say as whom and against what scenarios run. */
export interface ProfileOptions extends CommonOptions {
  readonly profile?: string[];
  readonly subject?: string;
}

/** Flags that say where they run, too. */
export interface PlaceOptions extends ProfileOptions, PlaceChoice {}

/** Flags that choose properties. */
export interface SelectionOptions {
  readonly filter?: string[];
  readonly filterOut?: string[];
  readonly clause?: string[];
}

/** Flags of whatever judges, but for where. */
export interface JudgingOptions extends ProfileOptions, SelectionOptions {
  readonly seed?: number;
  readonly runs?: number;
  readonly time?: number;
  readonly timePer?: number;
  readonly shard?: Shard;
  readonly jobs?: number;
  readonly out: string;
  readonly force?: true;
  readonly resume?: string;
  readonly failFast?: true;
  readonly plain?: true;
  readonly expect?: string[];
  readonly randomProfiles?: number;
  readonly strict?: true;
  readonly dryRun?: true;
  readonly quiet?: true;
  readonly verbose: number;
  readonly json?: true;
}

export interface RunOptions extends JudgingOptions, PlaceChoice {}

/** `--color`, for every verb. */
export function addCommonOptions(command: Command): Command {
  return command.addOption(
    mirrored('--color <when>', 'colour')
      .choices([...COLOUR_CHOICES])
      .default('auto'),
  );
}

/** `--runtime` and `--oci-runtime`. */
export function addRuntimeOptions(command: Command, usual?: Runtime): Command {
  const runtime = mirrored('--runtime <name>', 'where guests run').choices([...RUNTIMES]);
  return command
    .addOption(usual === undefined ? runtime : runtime.default(usual))
    .addOption(mirrored('--oci-runtime <name>', 'of the engine: runc, crun, runsc, …'));
}

/** `--runtime`, `--profile` and `--subject`. */
export function addPlaceOptions(command: Command): Command {
  return addProfileOptions(addRuntimeOptions(command, 'sandbox'));
}

/** `--profile` and `--subject`. */
export function addProfileOptions(command: Command): Command {
  return addCommonOptions(command)
    .addOption(
      mirrored('--profile <name>', 'environment to run in; may be repeated').argParser(collect),
    )
    .addOption(mirrored('--subject <file>', 'module that wraps the kernel under test'));
}

/** `--filter`, `--filter-out` and `--clause`. */
export function addSelectionOptions(command: Command): Command {
  return command
    .addOption(
      mirrored('-f, --filter <glob>', 'only these ids or suites; may be repeated').argParser(
        collect,
      ),
    )
    .addOption(mirrored('-F, --filter-out <glob>', 'not these ids or suites').argParser(collect))
    .addOption(mirrored('--clause <id>', 'only properties that judge it').argParser(collect));
}

/** The flags of `run`. */
export function addRunOptions(command: Command): Command {
  return addJudgingOptions(addRuntimeOptions(command, 'sandbox'));
}

/** The flags of whatever judges, but for where. */
export function addJudgingOptions(command: Command): Command {
  addSelectionOptions(command)
    .addOption(mirrored('--seed <n>', 'seed of 32 bits (default: random)').argParser(readSeed))
    .addOption(mirrored('--runs <n>', 'scenarios per property').argParser(readCount))
    .addOption(mirrored('--time <time>', 'for the whole run: 30s, 10m, 2h').argParser(readDuration))
    .addOption(mirrored('--time-per <time>', 'for one property: 5s').argParser(readDuration))
    .addOption(mirrored('--shard <i/n>', 'only this part of the properties').argParser(readShard))
    .addOption(
      mirrored(
        '-j, --jobs <n>',
        'guests at a time in the sandbox (default: by processors)',
      ).argParser(readCount),
    );
  addProfileOptions(command)
    .addOption(mirrored('--out <dir>', 'where results go').default('out'))
    .addOption(mirrored('--force', 'overwrite what is in --out'))
    .addOption(mirrored('--resume <dir>', 'go on with an interrupted run'))
    .addOption(mirrored('-x, --fail-fast', 'stop at the first failure'))
    .addOption(mirrored('--plain', 'no manners: only what properties aim at'))
    .addOption(
      mirrored('--expect <file>', 'ledger of known deviations; none expects none').argParser(
        collect,
      ),
    )
    .addOption(
      mirrored('--random-profiles <n>', 'containers of profiles drawn at random').argParser(
        readCount,
      ),
    )
    .addOption(mirrored('--strict', 'fail for what stayed inconclusive, too'))
    .addOption(new Option('--dry-run', 'print the plan and run nothing'))
    .addOption(mirrored('-q, --quiet', 'only failures and totals'));
  return addVerbose(command).addOption(
    mirrored('--json', 'records as JSON lines on stdout, nothing else there'),
  );
}

/** `-v`, which may be repeated. */
export function addVerbose(command: Command): Command {
  return command.option(
    '-v, --verbose',
    'a line per property; -vv with its numbers',
    (_: string, before: number) => before + 1,
    0,
  );
}

/** An option whose long name, in capitals behind `SOCKSPEC_`, is read from the environment, too. */
export function mirrored(flags: string, description: string): Option {
  const option = new Option(flags, description);
  const variable = `SOCKSPEC_${option.name().toUpperCase().replaceAll('-', '_')}`;
  const isSwitch = !option.required && !option.optional;
  const isOff = ['', '0', 'false', 'no'].includes(process.env[variable] ?? '');
  return isOff && (isSwitch || process.env[variable] === '') ? option : option.env(variable);
}
