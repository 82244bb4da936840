/** Conducts a run from its flags to its exit code, in the environments that a verb has chosen. */

import { randomInt, randomUUID } from 'node:crypto';
import type { Shard } from '../bundle/index.ts';
import { ask } from './ask.ts';
import { Audience } from './audience.ts';
import { type Campaign, type Column, type ColumnName, runCampaign } from './campaign.ts';
import { loadCatalogue } from './catalogue.ts';
import type { Context } from './context.ts';
import { GuestLost } from './environment-log.ts';
import { ResultsLost, SetupFailure, UsageError } from './errors.ts';
import { finish, UNTRUSTED } from './finish.ts';
import { resumeCommand } from './further-commands.ts';
import { readExpectations } from './ledger-file.ts';
import type { JudgingOptions } from './options.ts';
import { type Output, openOutput } from './output.ts';
import { tellPlainest } from './plainest.ts';
import { plannedProperties } from './plan.ts';
import { readSoFar } from './read-results.ts';
import { type Results, resumeResults, startResults } from './results.ts';
import { isNarrow, type Selection, select } from './select.ts';
import { isInShard, printShard } from './shard.ts';
import { findSubject } from './subject.ts';
import { jobsIn, usualJobs } from './together.ts';

/** What a verb has to say of where. */
export interface Where {
  /** The verb, with its flags about places: what to type to be there again. */
  readonly command: string;
  /** Which environments to run in; `former` are those of the run that this one goes on with. */
  columns(seed: number, former: readonly ColumnName[] | undefined): readonly Column[];
}

export async function conduct(
  context: Context,
  filters: string[],
  options: JudgingOptions,
  where: Where,
): Promise<number> {
  const output = openOutput(context.stdout, context.stderr, options.color);
  const subject = findSubject(options.subject);
  const expectations = readExpectations(options.expect);
  where.columns(0, undefined);
  refuseNewChoices(filters, options);
  using results =
    options.resume === undefined
      ? startResults(options.out, { force: options.force === true })
      : resumeResults(options.resume);
  const seed = results.chosen?.seed ?? options.seed ?? randomInt(2 ** 31);
  const columns = where.columns(seed, results.chosen?.columns);
  if (options.json !== true) output.line(`# seed ${seed}`);
  const selection = {
    only: [...filters, ...(options.filter ?? [])],
    without: options.filterOut ?? [],
    clauses: options.clause ?? [],
  };
  const chosen = results.chosen?.properties ?? (await choose(context, columns, selection, options));
  if (options.dryRun === true) return dryRun(output, columns, chosen ?? []);
  const { shard } = options;
  noteEmptyShard(output, shard, chosen);
  const jobs = options.jobs ?? usualJobs();
  const least = Math.min(...columns.map(({ place }) => jobsIn(place, jobs)));
  const turns = Math.ceil((chosen?.length || 1) / least);
  const timePer = options.timePer ?? shareOf(options.time, columns.length * turns);
  const campaign: Campaign = {
    ...{ columns, jobs, stop: context.stop, former: results.former },
    properties: chosen,
    shards: results.chosen?.shards ?? (shard && [shard]),
    request: {
      ...{ seed, subject, runs: options.runs, timePerProperty: timePer },
      ...{ failFast: options.failFast, plain: options.plain },
    },
    part: partOf(selection, options),
    expectations,
    catalogue: loadCatalogue(),
    runId: randomUUID(),
    started: new Date().toISOString(),
    deadline: deadlineOf(options.time),
  };
  const isAll = results.chosen === undefined && !isNarrow(selection) && shard === undefined;
  const played = {
    ...{ command: where.command, directory: results.directory, columns, subject },
    expectations: isAll ? expectations : undefined,
  };
  const extent = await play(campaign, results, output, options).catch((error: unknown) => {
    if (!(error instanceof ResultsLost)) throw error;
    const command = resumeCommand(played, readSoFar(results.directory));
    output.note(`sockspec: ${error.message}; mend that, and go on with: ${command}`);
    return 'nothing' as const;
  });
  if (extent === 'nothing') return UNTRUSTED;
  const code = await finish(context, output, played, options);
  if (options.json !== true)
    await tellPlainest(results, columns, output, { subject, stop: context.stop });
  return code === 0 && extent === 'part' ? UNTRUSTED : code;
}

/** Why a run is less than a whole one, if it is: what it then does not reach is no news. */
function partOf(selection: Selection, options: JudgingOptions): string | undefined {
  if (isNarrow(selection)) return 'properties were chosen';
  const limits = ['runs', 'time', 'timePer'] as const;
  const limit = limits.find((name) => options[name] !== undefined);
  return limit && `${limit === 'timePer' ? '--time-per' : `--${limit}`} was given`;
}

function noteEmptyShard(
  output: Output,
  shard: Shard | undefined,
  chosen: readonly string[] | undefined,
): void {
  if (shard === undefined || chosen?.length !== 0) return;
  const text = `shard ${printShard(shard)} has none of the properties; nothing to judge`;
  output.note(`sockspec: ${text}`);
}

/** A resumed run has its plan and its seed already. */
function refuseNewChoices(filters: readonly string[], options: JudgingOptions): void {
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
  { stop }: Context,
  columns: readonly Column[],
  selection: Selection,
  { time, dryRun, shard }: JudgingOptions,
): Promise<string[] | undefined> {
  const isAll = !isNarrow(selection) && shard === undefined;
  if (isAll && time === undefined && dryRun !== true) return undefined;
  const ids = select(await plannedIn(columns, stop), selection).map(({ id }) => id);
  return shard === undefined ? ids : ids.filter((id) => isInShard(id, shard));
}

/** What the first environment that comes up would run. */
async function plannedIn(columns: readonly Column[], stop: AbortSignal) {
  for (const { place, profile } of columns)
    try {
      return (await ask({ place, stop }, profile, 'list')).properties;
    } catch (error) {
      // Its own column will say so.
      if (!(error instanceof SetupFailure)) throw error;
    }
  return plannedProperties();
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
  options: JudgingOptions,
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

function dryRun(output: Output, columns: readonly Column[], chosen: readonly string[]): number {
  const names = new Set(columns.map(({ place }) => place.runtime));
  const nameOf = ({ place, profile }: Column): string =>
    names.size === 1 ? profile : `${profile}/${place.runtime}`;
  for (const column of columns) for (const id of chosen) output.line(`${nameOf(column)}  ${id}`);
  output.line(`# ${chosen.length} properties in ${columns.length} environments; nothing was run`);
  return 0;
}
