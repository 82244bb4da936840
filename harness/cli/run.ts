/** `sockspec run`: judges the kernel, shows how it goes, and leaves results and reports. */

import { randomInt, randomUUID } from 'node:crypto';
import { ask } from './ask.ts';
import { Audience } from './audience.ts';
import { type Campaign, runCampaign } from './campaign.ts';
import { loadCatalogue } from './catalogue.ts';
import type { AddVerb, Context } from './context.ts';
import { GuestLost } from './environment-log.ts';
import { UsageError } from './errors.ts';
import { finish, UNTRUSTED } from './finish.ts';
import { addRunOptions, type RunOptions } from './options.ts';
import { type Output, openOutput } from './output.ts';
import { chooseProfiles } from './profiles.ts';
import { type Results, resumeResults, startResults } from './results.ts';
import { isNarrow, type Selection, select } from './select.ts';
import { isInShard, printShard } from './shard.ts';
import { findSubject } from './subject.ts';

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
  const output = openOutput(context.stdout, context.stderr, options.color);
  const subject = findSubject(options.subject);
  chooseProfiles(context.place, options.profile);
  refuseNewChoices(filters, options);
  using results =
    options.resume === undefined
      ? startResults(options.out, { force: options.force === true })
      : resumeResults(options.resume);
  const profiles = chooseProfiles(context.place, options.profile ?? results.chosen?.profiles);
  const seed = results.chosen?.seed ?? options.seed ?? randomInt(2 ** 31);
  if (options.json !== true) output.line(`# seed ${seed}`);
  const selection = {
    only: [...filters, ...(options.filter ?? [])],
    without: options.filterOut ?? [],
    clauses: options.clause ?? [],
  };
  const chosen =
    results.chosen?.properties ?? (await choose(context, profiles[0] ?? '', selection, options));
  if (options.dryRun === true) return dryRun(output, profiles, chosen ?? []);
  const { shard } = options;
  if (shard !== undefined && chosen?.length === 0)
    output.note(
      `sockspec: shard ${printShard(shard)} has none of the properties; nothing to judge`,
    );
  const timePer = options.timePer ?? shareOf(options.time, profiles.length * (chosen?.length || 1));
  const campaign: Campaign = {
    ...{ place: context.place, stop: context.stop, profiles, former: results.former },
    properties: chosen,
    shards: results.chosen?.shards ?? (shard && [shard]),
    request: {
      ...{ seed, subject, runs: options.runs, timePerProperty: timePer },
      failFast: options.failFast,
    },
    catalogue: loadCatalogue(),
    runId: randomUUID(),
    started: new Date().toISOString(),
    deadline: deadlineOf(options.time),
  };
  const extent = await play(campaign, results, output, options);
  if (extent === 'nothing') return UNTRUSTED;
  const code = await finish(context, output, results, options);
  return code === 0 && extent === 'part' ? UNTRUSTED : code;
}

/** A resumed run has its plan and its seed already. */
function refuseNewChoices(filters: readonly string[], options: RunOptions): void {
  const { resume, seed, shard, filter, filterOut, clause } = options;
  const given = [seed, shard, filter, filterOut, clause].some((value) => value !== undefined);
  if (resume === undefined || !(given || filters.length > 0)) return;
  throw new UsageError(
    `--resume ${resume}`,
    'goes on with the plan and the seed of the former run',
    'leave out filters, --shard and --seed, or start a new run',
  );
}

/** The ids that flags narrow the run to; undefined means all, which needs no guest to ask. */
async function choose(
  context: Context,
  profile: string,
  selection: Selection,
  { time, dryRun, shard }: RunOptions,
): Promise<string[] | undefined> {
  const isAll = !isNarrow(selection) && shard === undefined;
  if (isAll && time === undefined && dryRun !== true) return undefined;
  const { properties } = await ask(context, profile, 'list');
  const ids = select(properties, selection).map(({ id }) => id);
  return shard === undefined ? ids : ids.filter((id) => isInShard(id, shard));
}

/** Each property's share of the whole time, a tenth of which goes to starting and shrinking. */
function shareOf(time: number | undefined, properties: number): number | undefined {
  return time === undefined ? undefined : Math.max(1, Math.floor((time * 0.9) / properties));
}

function deadlineOf(time: number | undefined): AbortSignal {
  return time === undefined ? new AbortController().signal : AbortSignal.timeout(time);
}

/** Runs the campaign; tells how many of its environments could be had. */
async function play(
  campaign: Campaign,
  results: Results,
  output: Output,
  options: RunOptions,
): Promise<'all' | 'part' | 'nothing'> {
  using audience = new Audience(output, options, campaign);
  let isWhole = true;
  try {
    for await (const event of runCampaign(campaign)) {
      if (event.e === 'record') results.append(event.record);
      if (event.e === 'lacking') isWhole = false;
      audience.tell(event);
    }
    return isWhole ? 'all' : 'part';
  } catch (error) {
    if (!(error instanceof GuestLost)) throw error;
    output.note(`sockspec: no guest came up: ${error.message}; see sockspec doctor`);
    return 'nothing';
  }
}

function dryRun(output: Output, profiles: readonly string[], chosen: readonly string[]): number {
  for (const profile of profiles) for (const id of chosen) output.line(`${profile}  ${id}`);
  output.line(`# ${chosen.length} properties in ${profiles.length} environments; nothing was run`);
  return 0;
}
