/** True traces: what the running kernel did, recorded once, to be judged by many laws. */

import type { Profile } from '../../containers/profiles/index.ts';
import { launchSandbox } from '../../containers/sandbox/index.ts';
import { Coverage } from '../judge/coverage.ts';
import { Judge } from '../judge/judge.ts';
import type { CallName, Observed, Operation } from '../law/operation.ts';
import { Unmodelled } from '../law/rule.ts';
import type { World } from '../law/world.ts';
import type { TraceTold } from '../run/protocol.ts';
import { decodeObserved, type WireObserved } from '../run/wire.ts';
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
  /** The same: steps that overlap are one part, every other is a part of its own. */
  readonly parts: readonly (readonly Step[])[];
  /** So many steps come one after another, before the first that overlap. */
  readonly inOrder: number;
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
  const steps = scenario.operations
    .slice(0, observed.length)
    .map((op, i) => ({ op, observed: decodeObserved(observed[i] as WireObserved) }));
  const parts: (readonly Step[])[] = [];
  for (const part of partsOf(steps)) {
    try {
      if (!isAllowed(judge, part)) return [];
    } catch (error) {
      if (!(error instanceof Unmodelled)) throw error;
      break;
    }
    parts.push(part);
  }
  const kept = parts.flat();
  const inOrder = parts.findIndex((part) => part.length > 1);
  return [
    {
      ...{ world, steps: kept, parts, inOrder: inOrder < 0 ? kept.length : inOrder },
      calls: new Set(kept.map(({ op }) => op.call)),
    },
  ];
}

/** As in `TrueTrace.parts`. */
export function partsOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  const operations = steps.map(({ op }) => op);
  const parts: (readonly Step[])[] = [];
  for (let start = 0, next = 0; start < steps.length; start = next) {
    next = endOfBurst(operations, start);
    parts.push(steps.slice(start, next));
  }
  return parts;
}

/** Whether the law allows what was seen of a part. */
export function isAllowed(judge: Judge, part: readonly Step[]): boolean {
  const [first] = part;
  if (first === undefined) return true;
  if (part.length === 1) return judge.take(first.op, first.observed).deviation === undefined;
  return judge.takeOverlapping(part).every((one) => one !== undefined && !one.deviation);
}
