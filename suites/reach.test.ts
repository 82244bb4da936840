import * as fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { Coverage } from '../harness/judge/coverage.ts';
import { foresee } from '../harness/judge/fixtures/foresee.ts';
import { tallyOf } from '../harness/judge/tally.ts';
import { noteRules } from '../harness/law/notes/index.ts';
import { type ListedRule, listRules } from '../harness/law/rules.ts';
import { USUAL_RUNS } from '../harness/run/property.ts';
import { ScenarioArbitrary } from '../harness/scenario/arbitrary.ts';
import { stockPlaceFor } from '../harness/scenario/fixtures/place.ts';
import { CLAUSES } from './clauses/index.ts';
import { SUITES } from './index.ts';
import { whyOutOfReach } from './out-of-reach.ts';

const coverage = new Coverage();

beforeAll(() => {
  for (const { actors = 1, aim, runs = USUAL_RUNS } of SUITES.flatMap(
    ({ properties }) => properties,
  )) {
    const place = stockPlaceFor(actors);
    const scenarios = new ScenarioArbitrary(place, actors, aim);
    for (const scenario of fc.sample(scenarios, { seed: 1, numRuns: runs }))
      foresee(place, scenario, coverage);
  }
});

test('an ordinary run comes by every clause of the catalogue, and by every note', () => {
  const [clauses, rules] = [coverage.clauses(), coverage.rules()];

  expect(CLAUSES.map(({ id }) => id).filter((id) => clauses[id] === undefined)).toEqual([]);
  expect(
    noteRules()
      .map(({ id }) => id)
      .filter((id) => rules[id] === undefined),
  ).toEqual([]);
});

test('an ordinary run finds every guard true and false, and every rule decisive, unless listed as out of reach', () => {
  const [tally, rules] = [tallyOf(coverage), coverage.rules()];
  const isReached = ({ call, id, kind, may }: ListedRule): boolean => {
    if (kind !== 'guard') return (rules[id] ?? 0) > 0;
    const [held = 0, passed = 0, decisive = 0] = tally[call]?.[id] ?? [];
    return held > 0 && passed > 0 && (decisive > 0 || may === true);
  };
  const open = listRules().filter(
    (rule) => whyOutOfReach(rule.call, rule.id, rule.errno) === undefined && !isReached(rule),
  );

  expect(open.map(({ call, id }) => `${call} ${id}`)).toEqual([]);
});
