/** Runs the chosen properties in one environment after another and tells it as records of a bundle. */

import type {
  BundleRecord,
  EndRecord,
  HeaderRecord,
  Verdict,
  VerdictRecord,
} from '../bundle/records.ts';
import { noVerdicts } from '../bundle/totals.ts';
import type { PlannedInGuest } from '../run/protocol.ts';
import { SILENCE } from './ask.ts';
import { environmentOf } from './environment.ts';
import { UsageError } from './errors.ts';
import { type Catalogue, headerOf } from './header.ts';
import { stoppedBy } from './interrupt.ts';
import type { Place } from './place.ts';
import type { Standing } from './progress.ts';
import { drive, type Over, type Request, type SessionVerdict } from './session.ts';

/** What a run is, after all flags have been read and checked. */
export interface Campaign {
  readonly place: Place;
  readonly profiles: readonly string[];
  /** Chosen properties; empty means all. */
  readonly properties: readonly string[];
  readonly request: Omit<Request, 'command' | 'properties'>;
  readonly catalogue: Catalogue;
  readonly runId: string;
  /** ISO 8601 time of the start. */
  readonly started: string;
  /** Raised by a signal. */
  readonly stop: AbortSignal;
  /** Raised when the time of the whole run is up. */
  readonly deadline: AbortSignal;
  /** What an interrupted run left of this profile, if this one goes on with it. */
  former(profile: string): Former | undefined;
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
  for (const [index, profile] of campaign.profiles.entries()) {
    if (campaign.stop.aborted) return;
    try {
      const isOver = yield* runEnvironment(campaign, profile, index);
      if (isOver) return;
    } catch (error) {
      // What other environments judged must not be lost to one that cannot be had.
      const isKnown = error instanceof UsageError || error instanceof GuestLost;
      if (isFirst || !isKnown) throw error;
      yield { e: 'lacking', text: error.message };
    }
    isFirst = false;
  }
}

/** One environment; true when the campaign is over with it. */
async function* runEnvironment(
  campaign: Campaign,
  profile: string,
  index: number,
): AsyncGenerator<CampaignEvent, boolean> {
  const { place, request } = campaign;
  const former = campaign.former(profile);
  const log = new EnvironmentLog(campaign, profile, former);
  const wanted = log.wanted();
  if (wanted !== undefined && wanted.length === 0) return false;
  const session = {
    launch: (asked: Request) => place.launch(profile, asked),
    request: { ...request, command: 'run', properties: wanted ?? [] } as const,
    silence: SILENCE,
    stop: AbortSignal.any([campaign.stop, campaign.deadline]),
  };
  for await (const event of drive(session)) {
    if (event.e === 'ready') log.ready(event.facts);
    if (event.e === 'plan') log.begin(event.properties);
    // A subject that does not load shows only now: until then former results stay.
    if (event.e === 'start' || event.e === 'verdict') yield* log.announce();
    if (event.e === 'start') yield log.standing(event.id, { cases: 0, of: 0, phase: 'run' }, index);
    if (event.e === 'progress') yield log.standing(event.id, event, index);
    if (event.e === 'verdict') yield log.judged(event.verdict);
    if (event.e === 'lost') yield { e: 'note', text: `${event.reason}; going on in a fresh guest` };
    if (event.e === 'over') yield* log.end(event);
  }
  return log.hasFailed && request.failFast === true;
}

/** Writes the records of one environment. */
class EnvironmentLog {
  hasFailed = false;
  readonly #campaign: Campaign;
  readonly #profile: string;
  readonly #former: Former | undefined;
  readonly #started = performance.now();
  #isAnnounced = false;
  readonly #judged = new Map<string, Verdict>();
  #header: HeaderRecord | undefined;
  #environment: HeaderRecord['env'] | undefined;

  constructor(campaign: Campaign, profile: string, former: Former | undefined) {
    this.#campaign = campaign;
    this.#profile = profile;
    this.#former = former;
    for (const { id, verdict } of former?.verdicts ?? []) this.#judged.set(id, verdict);
  }

  /** The properties to run; undefined means all. */
  wanted(): readonly string[] | undefined {
    const { properties } = this.#campaign;
    if (this.#former === undefined) return properties.length > 0 ? properties : undefined;
    const judged = new Set(this.#former.verdicts.map(({ id }) => id));
    return this.#former.header.plan.map(({ id }) => id).filter((id) => !judged.has(id));
  }

  ready(facts: Parameters<typeof environmentOf>[0]): void {
    const { place, request } = this.#campaign;
    const profile = place.profiles.find(({ name }) => name === this.#profile);
    const { subject } = request;
    this.#environment = environmentOf(facts, {
      profile: profile ?? { name: this.#profile, text: '' },
      runtime: place.runtime,
      subject,
    });
    const before = this.#former?.header.env.id;
    if (before !== undefined && before !== this.#environment.id)
      throw new UsageError(
        '--resume',
        `the former run was in ${before}, this is ${this.#environment.id}`,
        'start a new run instead',
      );
  }

  begin(properties: readonly PlannedInGuest[]): void {
    if (this.#environment === undefined) return;
    const chosen = new Set(this.#campaign.properties);
    const plan = properties.filter(({ id }) => chosen.size === 0 || chosen.has(id));
    this.#header =
      this.#former?.header ?? headerOf({ ...this.#campaign, plan, env: this.#environment });
  }

  /** Tells the environment, once. */
  *announce(): Generator<CampaignEvent> {
    if (this.#header === undefined || this.#isAnnounced) return;
    this.#isAnnounced = true;
    yield { e: 'environment', header: this.#header };
    if (this.#former === undefined) yield { e: 'record', record: this.#header };
  }

  standing(
    id: string,
    { cases, of, phase }: Pick<Standing, 'cases' | 'of' | 'phase'>,
    index: number,
  ): CampaignEvent {
    const total = this.#header?.plan.length ?? 0;
    const done = index * total + this.#judged.size;
    const all = total * this.#campaign.profiles.length;
    return { e: 'standing', standing: { id, cases, of, phase, done, total: all } };
  }

  judged(verdict: SessionVerdict): CampaignEvent {
    this.#judged.set(verdict.id, verdict.verdict);
    if (verdict.verdict === 'fail' || verdict.verdict === 'crash') this.hasFailed = true;
    return { e: 'record', record: { t: 'verdict', env: this.#header?.env.id ?? '', ...verdict } };
  }

  *end(over: Over): Generator<CampaignEvent> {
    if (over.why === 'refused') throw new UsageError(over.reason);
    if (this.#header === undefined) {
      if (over.why === 'lost') throw new GuestLost(over.reason);
      return;
    }
    yield* this.announce();
    const { stop, deadline } = this.#campaign;
    const isLate = over.why === 'stopped' && deadline.aborted && !stop.aborted;
    if (isLate) for (const verdict of this.#tooLate(over)) yield this.judged(verdict);
    const interrupted = over.why === 'lost' ? over.reason : stoppedBy(stop);
    const record: EndRecord = {
      t: 'end',
      env: this.#header.env.id,
      verdicts: this.#counts(this.#header.plan),
      wallMs: Math.round(performance.now() - this.#started),
      ...(interrupted === undefined ? {} : { interrupted }),
    };
    yield { e: 'record', record };
  }

  #tooLate({ running, left }: Over): SessionVerdict[] {
    const begun =
      running === undefined ? [] : [{ ...running, reason: 'the time of the run was up' }];
    const never = left.map((id) => ({
      id,
      cases: 0,
      reason: 'the time of the run was up before it',
    }));
    return [...begun, ...never].map(({ id, cases, reason }) => ({
      ...{ id, verdict: 'inconclusive', reason, cases, rejected: 0, operations: 0 },
      ...{ seed: this.#campaign.request.seed, ms: 0, reached: {} },
    }));
  }

  /** Every verdict has its number; what was planned and not judged is missing. */
  #counts(plan: HeaderRecord['plan']): EndRecord['verdicts'] {
    const counts = noVerdicts();
    for (const { id } of plan) counts[this.#judged.get(id) ?? 'missing'] += 1;
    return counts;
  }
}

/** The guest was gone before it had told what it would run: nothing was judged. */
export class GuestLost extends Error {
  override readonly name = 'GuestLost';
}
