import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Coverage } from '../harness/judge/coverage.ts';
import { foresee } from '../harness/judge/fixtures/foresee.ts';
import { noteRules } from '../harness/law/notes/index.ts';
import { USUAL_RUNS } from '../harness/run/property.ts';
import { ScenarioArbitrary } from '../harness/scenario/arbitrary.ts';
import { stockPlaceFor } from '../harness/scenario/fixtures/place.ts';
import { CLAUSES } from './clauses/index.ts';
import { SUITES } from './index.ts';

test('an ordinary run comes by every clause of the catalogue, and by every note', {
  timeout: 60_000,
}, () => {
  const coverage = new Coverage();
  for (const { actors = 1, aim, runs = USUAL_RUNS } of SUITES.flatMap(
    ({ properties }) => properties,
  )) {
    const place = stockPlaceFor(actors);
    const scenarios = new ScenarioArbitrary(place, actors, aim);
    for (const scenario of fc.sample(scenarios, { seed: 1, numRuns: runs }))
      foresee(place, scenario, coverage);
  }

  const [clauses, rules] = [coverage.clauses(), coverage.rules()];

  expect(CLAUSES.map(({ id }) => id).filter((id) => clauses[id] === undefined)).toEqual([]);
  expect(
    noteRules()
      .map(({ id }) => id)
      .filter((id) => rules[id] === undefined),
  ).toEqual([]);
});
