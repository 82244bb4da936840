/** True traces: what the running kernel did, recorded once, to be judged by many laws. */

import type { Profile } from '../../containers/profiles/index.ts';
import { launchSandbox } from '../../containers/sandbox/index.ts';
import type { CallName, Observed, Operation } from '../law/operation.ts';
import type { World } from '../law/state.ts';
import type { Recorded } from '../run/protocol.ts';
import { decodeObserved } from '../run/wire.ts';
import { worldOf } from '../scenario/place.ts';

export interface Step {
  readonly op: Operation;
  readonly observed: Observed;
}

export interface TrueTrace {
  readonly world: World;
  readonly steps: readonly Step[];
  readonly calls: ReadonlySet<CallName>;
}

/** Properties in scenarios; every trace is one that the real law allows. */
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
  for await (const event of guest.events) {
    if (event.e === 'trace') traces.push(traceOf(event.recorded));
    if (event.e === 'refused') throw new Error(event.message);
  }
  return traces;
}

function traceOf({ place, scenario, observed }: Recorded): TrueTrace {
  const steps = scenario.operations.map((op, i) => {
    const seen = observed[i];
    if (seen === undefined) throw new Error('an operation without an observation');
    return { op, observed: decodeObserved(seen) };
  });
  return {
    world: worldOf(place, scenario),
    steps,
    calls: new Set(steps.map(({ op }) => op.call)),
  };
}
