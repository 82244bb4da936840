/** Runs properties and tells what was seen, step by step, instead of a verdict. */

import { sample } from 'fast-check';
import { unmet } from '../facts/index.ts';
import { Coverage } from '../judge/coverage.ts';
import type { Bench } from '../run/bench.ts';
import { type Property, USUAL_RUNS } from '../run/property.ts';
import type { GuestEvent, GuestRequest } from '../run/protocol.ts';
import { seedOf } from '../run/run-property.ts';
import { encodeObserved } from '../run/wire.ts';
import { ScenarioArbitrary } from '../scenario/arbitrary.ts';

const USUAL_SCENARIOS = 20;

/** Only what the law allows is recorded: a kernel that diverges has no true traces there. */
export function record(
  bench: Bench,
  properties: readonly Property[],
  { seed, runs }: Pick<GuestRequest, 'seed' | 'runs'>,
  tell: (event: GuestEvent) => void,
): void {
  const coverage = new Coverage();
  for (const property of properties) {
    if (unmet(property.requires, bench.facts)) continue;
    bench.staff(property.actors ?? 1);
    const arbitrary = new ScenarioArbitrary(bench.place, property.actors ?? 1, property.aim);
    // Properties that need more scenarios than others need them here, too.
    const share = (property.runs ?? USUAL_RUNS) / USUAL_RUNS;
    const numRuns = Math.ceil((runs ?? USUAL_SCENARIOS) * share);
    const options = { seed: seedOf(seed, property.id), numRuns };
    for (const scenario of sample(arbitrary, options)) {
      const { deviation, unmodelled, trace } = bench.run(scenario, property, coverage);
      if (deviation !== undefined) continue;
      const seen = unmodelled === undefined ? trace : trace.slice(0, -1);
      tell({
        e: 'trace',
        recorded: {
          property: property.id,
          place: bench.place,
          scenario: { actors: scenario.actors, operations: seen.map(({ op }) => op) },
          observed: seen.map(({ observed }) => encodeObserved(observed)),
        },
      });
    }
  }
}
