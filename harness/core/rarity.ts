/** How often rules decide: what the promises' aims seldom come by, and how often another aim does. */

import * as fc from 'fast-check';
import { whyOutOfReach } from '../../suites/out-of-reach.ts';
import { listRules } from '../law/rules.ts';
import { ScenarioArbitrary } from '../scenario/arbitrary.ts';
import type { Place } from '../scenario/place.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Aim } from '../scenario/walk.ts';
import { drawn } from './find.ts';
import { Follower, type Goal } from './goals.ts';

/** Steps among which is counted. */
const AMONG = 100_000;
/** Decisive more often than this, a rule is common. */
const COMMON = 100;
/** What the figures are about: a run of the promises comes by it a few dozen times at most. */
const RAREST = 10;

/** The rules with a guard that should be reached. */
const GUARDS: readonly Goal[] = listRules()
  .filter(({ call, id, kind, errno }) => {
    return kind === 'guard' && whyOutOfReach(call, id, errno) === undefined;
  })
  .map(({ call, id }) => `${call} ${id}`);

class Count {
  steps = 0;
  readonly times = new Map<Goal, number>();

  take(place: Place, scenario: Scenario): void {
    const follower = new Follower(place, scenario);
    for (const op of scenario.operations) {
      this.steps++;
      for (const goal of follower.next(op)) this.times.set(goal, (this.times.get(goal) ?? 0) + 1);
    }
  }

  rate(goal: Goal): number {
    return (AMONG * (this.times.get(goal) ?? 0)) / Math.max(this.steps, 1);
  }
}

/** Rare rules with their rates, the rarest first. */
export function rareRules(place: Place, seeds: readonly number[]): Map<Goal, number> {
  const count = new Count();
  for (const seed of seeds) for (const scenario of drawn(place, seed)) count.take(place, scenario);
  const rates = GUARDS.map((goal) => [goal, Number(count.rate(goal).toFixed(1))] as const);
  return new Map(
    rates
      .filter(([, rate]) => rate < COMMON)
      .toSorted(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)),
  );
}

/** What an aim comes by. */
export interface Yield {
  /** Decisive steps of the rarest rules, in 100,000 steps. */
  readonly rare: number;
  /** Rules with a guard that were decisive at all. */
  readonly rules: number;
  readonly of: number;
}

/** So many scenarios of one aim, by one process. */
export function yieldOf(
  aim: Aim,
  rates: Readonly<Record<Goal, number>>,
  { place, seed, runs }: { readonly place: Place; readonly seed: number; readonly runs: number },
): Yield {
  const count = new Count();
  const scenarios = new ScenarioArbitrary(place, 1, aim);
  for (const scenario of fc.sample(scenarios, { seed, numRuns: runs })) count.take(place, scenario);
  const rare = Object.keys(rates).filter((goal) => (rates[goal] ?? 0) < RAREST);
  return {
    rare: rare.reduce((sum, goal) => sum + count.rate(goal), 0),
    rules: GUARDS.filter((goal) => count.times.has(goal)).length,
    of: GUARDS.length,
  };
}
