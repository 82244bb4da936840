/** `sockspec matrix`: the same suites in every place of this machine, a column for each profile and runtime. */

import type { Column, ColumnName } from './campaign.ts';
import { conduct } from './conduct.ts';
import type { AddVerb, Context } from './context.ts';
import { UsageError } from './errors.ts';
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
  for (const place of await openAll(context, options)) opened.push(places.use(place));
  for (const name of options.profile ?? [])
    if (!opened.some((place) => place.find(name) !== undefined)) {
      const names = new Set(opened.flatMap(({ profiles }) => profiles.map((known) => known.name)));
      const list = `there are ${[...names].join(', ')}`;
      throw new UsageError(`profile '${name}'`, 'no place has it', list);
    }
  return conduct(context, filters, options, (seed, former) =>
    opened.flatMap((place) => columnsOf(place, options, seed, former)),
  );
}

/** The columns of one place: those of the former run, those named, or the usual ones. */
function columnsOf(
  place: Place,
  { profile: named, randomProfiles }: MatrixOptions,
  seed: number,
  former: readonly ColumnName[] | undefined,
): Column[] {
  const before = former?.filter(({ runtime }) => runtime === place.runtime);
  const usual = named?.filter((name) => place.find(name) !== undefined) ?? place.usual;
  const drawn = place.draw?.(seed, randomProfiles ?? 0) ?? [];
  const wanted = before?.map(({ profile }) => profile) ?? [...usual, ...drawn];
  return chooseProfiles(place, wanted).map((profile) => ({ place, profile }));
}

/** What was named must be there; what was not is left out where it is not. */
async function openAll(context: Context, options: MatrixOptions): Promise<Place[]> {
  const runtimes = (options.runtime ?? ['sandbox', 'docker']) as Runtime[];
  const places: Place[] = [];
  for (const runtime of runtimes) {
    if (!RUNTIMES.includes(runtime))
      throw new UsageError(`--runtime ${runtime}`, 'is none', `there are ${RUNTIMES.join(', ')}`);
    const mayLack = options.runtime === undefined && runtime !== 'sandbox';
    places.push(...(await openRuntime(context, runtime, options.ociRuntime, mayLack)));
  }
  return places;
}

async function openRuntime(
  context: Context,
  runtime: Runtime,
  named: readonly string[] | undefined,
  mayLack: boolean,
): Promise<Place[]> {
  if (runtime === 'sandbox') return [await context.open({ runtime })];
  const places: Place[] = [];
  const lacking = new Map<string, UsageError>();
  for (const ociRuntime of named ?? OCI_RUNTIMES)
    try {
      places.push(await context.open({ runtime, ociRuntime }));
    } catch (error) {
      if (!(error instanceof UsageError) || named !== undefined) throw error;
      lacking.set(error.message, error);
    }
  const [first] = lacking.values();
  if (places.length === 0 && !mayLack && first !== undefined) throw first;
  for (const message of lacking.keys()) context.stderr.write(`sockspec: left out: ${message}\n`);
  return places;
}
