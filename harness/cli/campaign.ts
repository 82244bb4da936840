/** Runs the chosen properties in one environment after another and tells it as records of a bundle. */

import type { BundleRecord, HeaderRecord, Shard, VerdictRecord } from '../bundle/records.ts';
import { type Entry, isFor } from '../ledger/index.ts';
import type { Known } from '../run/known.ts';
import { SILENCE } from './ask.ts';
import { EnvironmentLog, GuestLost } from './environment-log.ts';
import { SetupFailure, UsageError } from './errors.ts';
import type { Catalogue } from './header.ts';
import type { Place } from './place.ts';
import { plannedProperties } from './plan.ts';
import type { Standing } from './progress.ts';
import type { Request } from './session.ts';
import { deal, driveTogether, jobsIn } from './together.ts';

/** What a run is, after all flags have been read and checked. */
export interface Campaign {
  /** The environments, in order. */
  readonly columns: readonly Column[];
  /** Chosen properties; undefined means all. A shard may have none. */
  readonly properties?: readonly string[] | undefined;
  /** The shards that the chosen properties are. */
  readonly shards?: readonly Shard[] | undefined;
  readonly request: Omit<Request, 'command' | 'properties'>;
  /** How many guests of one environment judge at a time, where that can be. */
  readonly jobs: number;
  readonly catalogue: Catalogue;
  readonly runId: string;
  /** ISO 8601 time of the start. */
  readonly started: string;
  /** Why less is asked for than a whole run. */
  readonly part?: string | undefined;
  /** Deviations that are known already. */
  readonly expectations: readonly Entry[];
  /** Raised by a signal. */
  readonly stop: AbortSignal;
  /** Raised when the time of the whole run is up. */
  readonly deadline: AbortSignal;
  /** What an interrupted run left of this environment, if this one goes on with it. */
  former(column: ColumnName): Former | undefined;
}

/** A profile in a place. */
export interface Column {
  readonly place: Place;
  readonly profile: string;
}

/** The same by its names, as the end of an environment's id tells them. */
export interface ColumnName {
  readonly profile: string;
  readonly runtime: string;
}

/** An environment that an earlier run began. */
export interface Former {
  readonly header: HeaderRecord;
  readonly verdicts: readonly VerdictRecord[];
}

export type CampaignEvent =
  | { readonly e: 'environment'; readonly header: HeaderRecord }
  | { readonly e: 'record'; readonly record: BundleRecord }
  | { readonly e: 'standing'; readonly standing: Standing }
  | { readonly e: 'note'; readonly text: string }
  /** An environment could not be had: the bundle knows nothing of it. */
  | { readonly e: 'lacking'; readonly text: string };

/** All environments in turn; ends early when stopped, or at the first failure if so asked. */
export async function* runCampaign(campaign: Campaign): AsyncGenerator<CampaignEvent, void> {
  let isFirst = true;
  for (const [index, column] of campaign.columns.entries()) {
    if (campaign.stop.aborted) return;
    try {
      const isOver = yield* runEnvironment(campaign, column, index);
      if (isOver) return;
    } catch (error) {
      // What other environments judged must not be lost to one that cannot be had.
      const isKnown = error instanceof UsageError || error instanceof GuestLost;
      if (isFirst || !isKnown) throw error;
      yield { e: 'lacking', text: error.message };
    } finally {
      await column.place.release(column.profile);
    }
    isFirst = false;
  }
}

/** What the guest need not stop at; the release it knows better than we do. */
function knownThere({ expectations }: Campaign, { place, profile }: Column): Known[] {
  return expectations
    .filter((entry) => isFor(entry, { profile, runtime: place.runtime }))
    .map(({ signature, kernel }) => ({ signature, kernel }));
}

/** What each guest is to judge; to one alone no property means every one. */
function partsOf(wanted: readonly string[] | undefined, jobs: number): readonly string[][] {
  if (jobs === 1) return [[...(wanted ?? [])]];
  return deal(wanted ?? plannedProperties().map(({ id }) => id), jobs);
}

/** One environment; true when the campaign is over with it. */
async function* runEnvironment(
  campaign: Campaign,
  column: Column,
  index: number,
): AsyncGenerator<CampaignEvent, boolean> {
  const { request } = campaign;
  const { place, profile } = column;
  const former = campaign.former({ profile, runtime: place.runtime });
  const log = new EnvironmentLog(campaign, column, former);
  const wanted = log.wanted();
  if (former !== undefined && wanted?.length === 0) return false;
  // To a guest no property means every one; a shard that has none asks for the environment alone.
  const command = wanted?.length === 0 ? 'list' : 'run';
  const session = {
    launch: (asked: Request) => place.launch(profile, asked),
    silence: SILENCE,
    stop: AbortSignal.any([campaign.stop, campaign.deadline]),
  };
  const known = knownThere(campaign, column);
  const requests = partsOf(wanted, jobsIn(column.place, campaign.jobs)).map(
    (properties): Request => ({ ...request, command, properties, known }),
  );
  try {
    for await (const event of driveTogether(session, requests)) yield* log.take(event, index);
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    yield* log.notGranted(error);
  }
  return log.hasFailed && request.failFast === true;
}
