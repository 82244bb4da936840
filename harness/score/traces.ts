/** True traces: what the running kernel did, recorded once, to be judged by many laws. */

import type { Profile } from '../../containers/profiles/index.ts';
import { launchSandbox } from '../../containers/sandbox/index.ts';
import { Coverage } from '../judge/coverage.ts';
import { Judge } from '../judge/judge.ts';
import type { CallName, Observed, Operation } from '../law/operation.ts';
import { Unmodelled } from '../law/rule.ts';
import type { World } from '../law/state.ts';
import type { TraceTold } from '../run/protocol.ts';
import { decodeObserved } from '../run/wire.ts';
import { type Place, worldOf } from '../scenario/place.ts';
import { endOfBurst } from '../scenario/scenario.ts';
import { parseScenario } from '../scenario/text.ts';

export interface Step {
  readonly op: Operation;
  readonly observed: Observed;
}

export interface TrueTrace {
  readonly world: World;
  readonly steps: readonly Step[];
  readonly calls: ReadonlySet<CallName>;
}

/** So many scenarios of each property, as far as the real law speaks of them and allows what was seen. */
export async function recordTraces(
  profile: Profile,
  seed: number,
  runs: number,
  properties: readonly string[] = [],
): Promise<TrueTrace[]> {
  await using guest = await launchSandbox({
    profile,
    request: { command: 'record', properties, seed, runs },
  });
  const traces: TrueTrace[] = [];
  let place: Place | undefined;
  for await (const event of guest.events) {
    if (event.e === 'place') place = event.place;
    if (event.e === 'trace' && place !== undefined) traces.push(...truthOf(place, event));
    if (event.e === 'refused') throw new Error(event.message);
  }
  return traces;
}

/** Nothing where the kernel diverges: it has no true trace there. */
function truthOf(place: Place, { scenario: text, observed }: TraceTold): TrueTrace[] {
  const scenario = parseScenario(text);
  const world = worldOf(place, scenario);
  const judge = new Judge(world, new Coverage());
  const steps: Step[] = [];
  for (const [i, seen] of observed.entries()) {
    const op = scenario.operations[i];
    if (op === undefined) throw new Error('an observation without an operation');
    // What overlaps has many true orders: mutants and changes are tried where there is one.
    if (endOfBurst(scenario.operations, i) > i + 1) break;
    const step = { op, observed: decodeObserved(seen) };
    try {
      if (judge.take(op, step.observed).deviation !== undefined) return [];
    } catch (error) {
      if (!(error instanceof Unmodelled)) throw error;
      break;
    }
    steps.push(step);
  }
  return [{ world, steps, calls: new Set(steps.map(({ op }) => op.call)) }];
}
