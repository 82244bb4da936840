/** `sockspec matrix`: the same suites in every place of this machine, a column for each profile and runtime. */

import type { Column, ColumnName } from './campaign.ts';
import { conduct } from './conduct.ts';
import type { AddVerb, Context } from './context.ts';
import { UsageError } from './errors.ts';
import { suggestion } from './nearest.ts';
import { addJudgingOptions, type JudgingOptions, mirrored } from './options.ts';
import { OCI_RUNTIMES, type Place, RUNTIMES, type Runtime } from './place.ts';
import { chooseProfiles } from './profiles.ts';
import { collect } from './values.ts';

interface MatrixOptions extends JudgingOptions {
  readonly runtime?: string[];
  readonly ociRuntime?: string[];
}

/** Adds the verb `matrix`. */
export const addMatrix: AddVerb = (program, context, settle) => {
  const command = program
    .command('matrix')
    .description(
      'judge this kernel in every place there is: sandbox, and containers of each runtime',
    )
    .argument('[filter...]', 'ids, suites, beginnings of them, or globs')
    .addOption(mirrored('--runtime <name>', RUNTIMES.join(', ')).argParser(collect))
    .addOption(mirrored('--oci-runtime <name>', OCI_RUNTIMES.join(', ')).argParser(collect));
  addJudgingOptions(command).action(async (filters: string[], options: MatrixOptions) =>
    settle(await matrix(context, filters, options)),
  );
};

async function matrix(
  context: Context,
  filters: string[],
  options: MatrixOptions,
): Promise<number> {
  await using places = new AsyncDisposableStack();
  const opened: Place[] = [];
  for await (const place of openAll(context, options)) opened.push(places.use(place));
  for (const name of options.profile ?? [])
    if (!opened.some((place) => place.find(name) !== undefined)) refuse(name, opened);
  return conduct(context, filters, options, {
    command: commandOf(options),
    columns: (seed, former) => opened.flatMap((place) => columnsOf(place, options, seed, former)),
  });
}

function refuse(name: string, opened: readonly Place[]): never {
  const names = new Set(opened.flatMap(({ profiles }) => profiles.map((known) => known.name)));
  const remedy = suggestion(name, [...names], `there are ${[...names].join(', ')}`);
  throw new UsageError(`profile '${name}'`, 'no place has it', remedy);
}

/** The columns of one place: those of the former run with those named, or the usual ones. */
function columnsOf(
  place: Place,
  { profile: named, randomProfiles = 0 }: MatrixOptions,
  seed: number,
  former: readonly ColumnName[] | undefined,
): Column[] {
  const before = former?.flatMap(({ runtime, profile }) =>
    runtime === place.runtime ? [profile] : [],
  );
  const here = named?.filter((name) => place.find(name) !== undefined);
  const drawn = place.draw?.(seed, randomProfiles) ?? [];
  const wanted =
    before === undefined ? [...(here ?? place.usual), ...drawn] : [...before, ...(here ?? [])];
  return chooseProfiles(place, wanted).map((profile) => ({ place, profile }));
}

/** The verb with its flags about places. */
function commandOf({ runtime, ociRuntime }: MatrixOptions): string {
  const flag = (name: string, values: readonly string[] | undefined) =>
    values === undefined ? [] : [name, values.join(',')];
  return ['matrix', ...flag('--runtime', runtime), ...flag('--oci-runtime', ociRuntime)].join(' ');
}

/** Opens one place after another; a name that is none is refused before any is open. */
async function* openAll(context: Context, options: MatrixOptions): AsyncGenerator<Place, void> {
  const runtimes = [...new Set(options.runtime ?? USUAL)].map(runtimeOf);
  const { ociRuntime } = options;
  if (ociRuntime !== undefined && runtimes.every((runtime) => runtime === 'sandbox'))
    throw new UsageError(
      `--oci-runtime ${ociRuntime.join(',')}`,
      'the sandbox has none',
      'give --runtime docker or --runtime podman, too',
    );
  const mayLack = options.runtime === undefined;
  for (const runtime of runtimes)
    if (runtime === 'sandbox') yield await context.open({ runtime });
    else yield* openEngine(context, runtime, ociRuntime, mayLack);
}

const USUAL: readonly Runtime[] = ['sandbox', 'docker'];

function runtimeOf(name: string): Runtime {
  const found = RUNTIMES.find((runtime) => runtime === name);
  if (found !== undefined) return found;
  const remedy = suggestion(name, RUNTIMES, `there are ${RUNTIMES.join(', ')}`);
  throw new UsageError(`--runtime ${name}`, 'there is none of that name', remedy);
}

/** What was named must be there; what was not is left out where it is not. */
async function* openEngine(
  context: Context,
  runtime: Runtime,
  named: readonly string[] | undefined,
  mayLack: boolean,
): AsyncGenerator<Place, void> {
  const refusals: UsageError[] = [];
  const ociRuntimes = new Set(named ?? OCI_RUNTIMES);
  for (const ociRuntime of ociRuntimes)
    try {
      yield await context.open({ runtime, ociRuntime });
    } catch (error) {
      if (!(error instanceof UsageError) || named !== undefined) throw error;
      refusals.push(error);
    }
  const [first] = refusals;
  if (first !== undefined && refusals.length === ociRuntimes.size && !mayLack) throw first;
  // An engine that does not answer says the same of each of its runtimes.
  for (const message of new Set(refusals.map((refusal) => refusal.message)))
    context.stderr.write(`sockspec: left out: ${message}\n`);
}
