/** Looks for a small set of short scenarios that reach every goal which the aims of all properties reach. */

import * as fc from 'fast-check';
import { SUITES } from '../../suites/index.ts';
import { USUAL_RUNS } from '../run/property.ts';
import { ScenarioArbitrary } from '../scenario/arbitrary.ts';
import { kindsOf } from '../scenario/cast.ts';
import type { Place } from '../scenario/place.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { shrinkScenario } from '../scenario/shrink.ts';
import { isSensible } from '../scenario/walk.ts';
import { Follower, type Goal, goalsOfScenario } from './goals.ts';
import { siblings } from './siblings.ts';

/** A scenario with what it was found for. */
export interface Found {
  readonly goal: Goal;
  readonly scenario: Scenario;
}

/** The same for the same seeds and the same law. */
export function findCore(place: Place, seeds: readonly number[]): Found[] {
  const shortest = new Map<Goal, Scenario>();
  for (const seed of seeds) for (const one of drawn(place, seed)) follow(place, one, shortest);
  for (const one of [...shortest.values()].flatMap(withSiblings))
    if (isSensible(place, one)) follow(place, one, shortest);
  const core: Found[] = [];
  const reached = new Set<Goal>();
  // The goals of decisive rules come first: they pass over most of the others.
  for (const goal of [...shortest.keys()].toSorted(byKind)) {
    const scenario = shortest.get(goal);
    if (scenario === undefined || reached.has(goal)) continue;
    const small = shrunk(place, scenario, goal);
    for (const also of goalsOfScenario(place, small)) reached.add(also);
    core.push({ goal, scenario: small });
  }
  return withoutNeedless(place, core);
}

/** The scenario with its last step asked by other calls. */
function withSiblings({ actors, operations }: Scenario): Scenario[] {
  const last = operations.at(-1);
  if (last === undefined) return [];
  return siblings(last).map((other) => ({
    actors,
    operations: operations.with(operations.length - 1, other),
  }));
}

/**
 * What plain actors draw with the aims of the promises, up to where calls overlap; walks over the whole law use what
 * was found, and are no aim to find with.
 */
export function* drawn(place: Place, seed: number): Generator<Scenario> {
  const promises = SUITES.filter(({ id }) => id !== 'whole-law');
  for (const { actors = 1, aim, runs = USUAL_RUNS } of promises.flatMap(
    ({ properties }) => properties,
  )) {
    if (kindsOf(actors).some((kind) => kind !== 'plain')) continue;
    const scenarios = new ScenarioArbitrary(place, actors, aim);
    for (const scenario of fc.sample(scenarios, { seed, numRuns: runs })) yield inOrder(scenario);
  }
}

/** The part of a scenario in which one call comes after another. */
function inOrder({ actors, operations }: Scenario): Scenario {
  const overlaps = operations.findIndex((op) => op.overlaps !== undefined);
  return { actors, operations: overlaps < 0 ? operations : operations.slice(0, overlaps - 1) };
}

/** Keeps what a scenario reaches sooner than any before. */
function follow(place: Place, scenario: Scenario, shortest: Map<Goal, Scenario>): void {
  const follower = new Follower(place, scenario);
  const { actors, operations } = scenario;
  for (const [i, op] of operations.entries())
    for (const goal of follower.next(op)) {
      const former = shortest.get(goal);
      if (former === undefined || costOf(former) > i + 1 + actors.length)
        shortest.set(goal, { actors, operations: operations.slice(0, i + 1) });
    }
}

/** Another process costs as much as an operation. */
const costOf = ({ actors, operations }: Scenario): number => operations.length + actors.length;

const isPassing = (goal: Goal): boolean => goal.endsWith(' false');

const byKind = (a: Goal, b: Goal): number =>
  Number(isPassing(a)) - Number(isPassing(b)) || (a < b ? -1 : 1);

function shrunk(place: Place, scenario: Scenario, goal: Goal): Scenario {
  for (const smaller of shrinkScenario(place, scenario))
    if (endsWith(place, smaller, goal)) return shrunk(place, smaller, goal);
  return scenario;
}

function endsWith(place: Place, scenario: Scenario, goal: Goal): boolean {
  const follower = new Follower(place, scenario);
  let last: readonly Goal[] = [];
  for (const op of scenario.operations) last = follower.next(op);
  return last.includes(goal);
}

/** Without scenarios all of whose goals others reach: the longest go first. */
function withoutNeedless(place: Place, core: readonly Found[]): Found[] {
  const goals = new Map(core.map((one) => [one, goalsOfScenario(place, one.scenario)]));
  const often = new Map<Goal, number>();
  for (const some of goals.values())
    for (const goal of some) often.set(goal, (often.get(goal) ?? 0) + 1);
  const needless = new Set<Found>();
  const costly = [...goals].toSorted(([a], [b]) => costOf(b.scenario) - costOf(a.scenario));
  for (const [one, some] of costly) {
    if ([...some].some((goal) => often.get(goal) === 1)) continue;
    for (const goal of some) often.set(goal, (often.get(goal) ?? 0) - 1);
    needless.add(one);
  }
  return core.filter((one) => !needless.has(one));
}
