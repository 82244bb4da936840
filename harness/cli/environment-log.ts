/** Writes down what happens in one environment, as records and as news for whoever watches. */

import type { EndRecord, HeaderRecord, Verdict } from '../bundle/records.ts';
import { noVerdicts } from '../bundle/totals.ts';
import { expectationOf } from '../ledger/index.ts';
import type { PlannedInGuest } from '../run/protocol.ts';
import type { Campaign, CampaignEvent, Column, Former } from './campaign.ts';
import { type Chosen, environmentOf, unseenEnvironment } from './environment.ts';
import { type SetupFailure, UsageError } from './errors.ts';
import { headerOf } from './header.ts';
import { stoppedBy } from './interrupt.ts';
import { plannedProperties } from './plan.ts';
import type { Standing } from './progress.ts';
import { RuleLog } from './rule-log.ts';
import type { Over, SessionEvent, SessionVerdict } from './session.ts';

const NOT_BEGUN = { cases: 0, of: 0, phase: 'run' } as const;

/** The log of one environment; the last event of its session ends it. */
export class EnvironmentLog {
  hasFailed = false;
  readonly #campaign: Campaign;
  readonly #column: Column;
  readonly #former: Former | undefined;
  readonly #started = performance.now();
  #isAnnounced = false;
  readonly #verdicts = new Map<string, Verdict>();
  readonly #rules = new RuleLog();
  #header: HeaderRecord | undefined;
  #environment: HeaderRecord['env'] | undefined;

  constructor(campaign: Campaign, column: Column, former: Former | undefined) {
    this.#campaign = campaign;
    this.#column = column;
    this.#former = former;
    for (const { id, verdict } of former?.verdicts ?? []) this.#verdicts.set(id, verdict);
  }

  /** The properties to run; undefined means all. */
  wanted(): readonly string[] | undefined {
    const { properties } = this.#campaign;
    if (this.#former === undefined) return properties;
    const judged = new Set(this.#former.verdicts.map(({ id }) => id));
    return this.#former.header.plan.map(({ id }) => id).filter((id) => !judged.has(id));
  }

  /** The events of the campaign that follow from one of the session. */
  *take(event: SessionEvent, index: number): Generator<CampaignEvent> {
    switch (event.e) {
      case 'ready':
        return this.#ready(event.facts);
      case 'plan':
        return this.#begin(event.properties);
      case 'start':
        // A subject that does not load shows only now: until then former results stay.
        yield* this.#announce();
        return yield this.#standing(event.id, NOT_BEGUN, index);
      case 'progress':
        return yield this.#standing(event.id, event, index);
      case 'verdict':
        yield* this.#announce();
        if (event.rules !== undefined) this.#rules.add(event.verdict.id, event.rules);
        return yield this.#judged(event.verdict);
      case 'lost':
        return yield { e: 'note', text: `${event.reason}; going on in a fresh guest` };
      case 'over':
        return yield* this.#end(event);
      default:
        return;
    }
  }

  #ready(facts: Parameters<typeof environmentOf>[0]): void {
    this.#environment = environmentOf(facts, this.#chosen());
    const before = this.#former?.header.env.id;
    if (before !== undefined && before !== this.#environment.id)
      throw new UsageError(
        '--resume',
        `the former run was in ${before}, this is ${this.#environment.id}`,
        'start a new run instead',
      );
  }

  /** The environment was asked for and not granted: every property of it says so. */
  *notGranted({ kind, reason, remedy }: SetupFailure): Generator<CampaignEvent> {
    this.#environment ??= unseenEnvironment(this.#chosen());
    if (this.#header === undefined) this.#begin(plannedProperties());
    yield* this.#announce();
    for (const { id } of this.#header?.plan ?? []) {
      if (this.#verdicts.has(id)) continue;
      const nothing = { id, cases: 0, rejected: 0, operations: 0, ms: 0, reached: {} };
      const { seed } = this.#campaign.request;
      yield this.#judged(
        kind === 'absent'
          ? { ...nothing, seed, verdict: 'skip', skip: { kind, reason, remedy } }
          : { ...nothing, seed, verdict: 'broken', reason: `setup: ${reason}; ${remedy}` },
      );
    }
    yield* this.#end({ e: 'over', why: 'end', reason: '', left: [], running: [] });
  }

  #chosen(): Chosen {
    const { place, profile: name } = this.#column;
    const profile = place.find(name) ?? { name, text: '' };
    const { subject } = this.#campaign.request;
    return { profile, runtime: place.runtime, about: place.about, subject };
  }

  #begin(properties: readonly PlannedInGuest[]): void {
    if (this.#environment === undefined) return;
    const chosen = this.#campaign.properties;
    const plan = properties.filter(({ id }) => chosen?.includes(id) ?? true);
    this.#header =
      this.#former?.header ?? headerOf({ ...this.#campaign, plan, env: this.#environment });
  }

  /** Tells the environment, once. */
  *#announce(): Generator<CampaignEvent> {
    if (this.#header === undefined || this.#isAnnounced) return;
    this.#isAnnounced = true;
    yield { e: 'environment', header: this.#header };
    if (this.#former === undefined) yield { e: 'record', record: this.#header };
  }

  #standing(
    id: string,
    { cases, of, phase }: Pick<Standing, 'cases' | 'of' | 'phase'>,
    index: number,
  ): CampaignEvent {
    const total = this.#header?.plan.length ?? 0;
    const done = index * total + this.#verdicts.size;
    const all = total * this.#campaign.columns.length;
    return { e: 'standing', standing: { id, cases, of, phase, done, total: all } };
  }

  #judged(verdict: SessionVerdict): CampaignEvent {
    this.#verdicts.set(verdict.id, verdict.verdict);
    const known = this.#expected(verdict);
    const isBad = verdict.verdict === 'fail' || verdict.verdict === 'crash';
    if (isBad && known === undefined) this.hasFailed = true;
    const env = this.#header?.env.id ?? '';
    return { e: 'record', record: { t: 'verdict', env, ...verdict, ...known } };
  }

  /** The ledger's entry, as the record names it. */
  #expected({ failure }: SessionVerdict): { readonly known: string } | undefined {
    if (failure === undefined || this.#environment === undefined) return undefined;
    const { expectations } = this.#campaign;
    const entry = expectationOf(expectations, this.#environment, failure.signature);
    return entry && { known: entry.id };
  }

  *#end(over: Over): Generator<CampaignEvent> {
    if (over.why === 'refused') throw new UsageError(over.reason);
    if (this.#header === undefined) {
      if (over.why === 'lost') throw new GuestLost(over.reason);
      return;
    }
    yield* this.#announce();
    const { stop, deadline } = this.#campaign;
    const isLate = over.why === 'stopped' && deadline.aborted && !stop.aborted;
    if (isLate) for (const verdict of this.#tooLate(over)) yield this.#judged(verdict);
    const { runId: run, part } = this.#campaign;
    const rules = this.#rules.record({ env: this.#header.env.id, run, part });
    if (rules !== undefined) yield { e: 'record', record: rules };
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
    const begun = running.map((one) => ({ ...one, reason: 'the time of the run was up' }));
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
    for (const { id } of plan) counts[this.#verdicts.get(id) ?? 'missing'] += 1;
    return counts;
  }
}

/** The guest was gone before it had told what it would run: nothing was judged. */
export class GuestLost extends Error {
  override readonly name = 'GuestLost';
}
