/** Replays one scenario: the saved one, or the one that a seed and a path generate again. */

import * as fc from 'fast-check';
import { Coverage } from '../judge/coverage.ts';
import type { Bench } from '../run/bench.ts';
import { failureOf } from '../run/failure.ts';
import type { Property } from '../run/property.ts';
import type { GuestEvent, GuestRequest } from '../run/protocol.ts';
import { ScenarioArbitrary } from '../scenario/arbitrary.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { parseScenario } from '../scenario/text.ts';

/** `seed` is the property's own, as the token says it. */
function regenerate(bench: Bench, property: Property, seed: number, path: string): Scenario {
  const sampled = fc.sample(
    new ScenarioArbitrary(bench.place, property.actors ?? 1, property.aim),
    { seed, path, numRuns: 1 },
  );
  const [scenario] = sampled;
  if (scenario === undefined)
    throw new Error(`token: seed ${seed} and path ${path} lead to no scenario`);
  return scenario;
}

export function replay(
  bench: Bench,
  property: Property | undefined,
  request: GuestRequest,
  tell: (event: GuestEvent) => void,
): void {
  if (property === undefined) throw new Error('replay: needs one property');
  bench.staff(property.actors ?? 1);
  const scenario =
    request.scenario === undefined
      ? regenerate(bench, property, request.seed, request.path ?? '0')
      : parseScenario(request.scenario);
  for (let i = 0; i < (request.times ?? 1); i++) {
    const { deviation, steps } = bench.run(scenario, property, new Coverage(), true);
    if (deviation === undefined) {
      tell({ e: 'replayed', diverged: false, steps: [...steps] });
      continue;
    }
    const token = `${property.id}@s${request.seed}:${request.path ?? '0'}`;
    const failure = failureOf(scenario, deviation, steps, token);
    tell({ e: 'replayed', diverged: true, steps: [...steps], failure });
  }
}
