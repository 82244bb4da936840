import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { swarm } from '../../suites/swarm.ts';
import { evenWalk, wholeLaw } from '../../suites/whole-law/index.ts';
import { RARE } from '../../suites/whole-law/rarity.ts';
import { listRules } from '../law/rules.ts';
import { ScenarioArbitrary } from '../scenario/arbitrary.ts';
import { stockPlace } from '../scenario/fixtures/place.ts';
import { printScenario } from '../scenario/text.ts';
import { yieldOf } from './rarity.ts';

const alone = wholeLaw.properties.find(({ id }) => id === 'whole-law.walk.one-process');
const aim = alone?.aim ?? evenWalk;

test('the table names rules of the law; if it does not: npm run core', () => {
  const rules = new Set(listRules().map(({ call, id }) => `${call} ${id}`));

  expect(Object.keys(RARE).length).toBeGreaterThan(50);
  expect(Object.keys(RARE).filter((goal) => !rules.has(goal))).toEqual([]);
});

describe.each([1, 2, 3])('with seed %i', (seed) => {
  const of = { place: stockPlace, seed, runs: 1000 };
  const [hunting, even] = [aim, evenWalk].map((some) => yieldOf(some, RARE, of));

  test('a hunting walk comes by rare rules nearly twice as often as an even one', () => {
    expect(hunting?.rare).toBeGreaterThan(1.9 * (even?.rare ?? Number.POSITIVE_INFINITY));
  });

  // Those of ports, of ping sockets and of the whole network's sysctls are for the core's own properties.
  test('and by most rules, where an even one comes by half', () => {
    expect(hunting?.rules).toBeGreaterThan(0.8 * (hunting?.of ?? 0));
    expect(even?.rules).toBeLessThan(0.6 * (even?.of ?? 0));
  });
});

test('a swarm follows from what draws the scenario: the same seed and path, the same steps', () => {
  const scenarios = new ScenarioArbitrary(stockPlace, 1, aim);
  const all = fc.sample(scenarios, { seed: 5, numRuns: 40 });
  for (const at of [0, 7, 39])
    expect(fc.sample(scenarios, { seed: 5, path: `${at}`, numRuns: 1 }).map(printScenario)).toEqual(
      [printScenario(all[at] as (typeof all)[0])],
    );
});

test('a swarm turns moves off and has others come often, and leaves what makes sockets', () => {
  const moves = Array.from({ length: 20 }, () => [3, () => undefined] as const);
  const mixes: number[][] = [];
  const watching = new ScenarioArbitrary(stockPlace, 1, (walk) => {
    mixes.push(swarm(walk, moves).map(([weight]) => weight));
  });
  fc.sample(watching, { seed: 1, numRuns: 100 });

  expect(new Set(mixes.flat())).toEqual(new Set([0, 3, 12]));
  expect(mixes.filter((mix) => mix.every((weight) => weight === 3)).length).toBeGreaterThan(10);
});
