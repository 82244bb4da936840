/** A move that goes where others seldom do: it plays a part of the core, the rarer its rule the more often. */

import type { Walk } from '../../harness/scenario/walk.ts';
import { coreParts, type Part, play } from './core.ts';
import { RARE } from './rarity.ts';

/** Steps among which the table counts. */
const AMONG = 100_000;
const RAREST = 0.5;

/** From 1 for what is not rare to 18 for what the promises' own aims never reach: one more for each halving. */
function weightOf(goal: string): number {
  const rate = RARE[goal];
  return rate === undefined ? 1 : Math.round(Math.log2(AMONG / Math.max(rate, RAREST)));
}

interface Ladder {
  readonly parts: readonly Part[];
  /** Sums of weights, each with its own. */
  readonly sums: readonly number[];
}

let built: Ladder | undefined;

function ladder(): Ladder {
  if (built !== undefined) return built;
  // What needs more than any walk asks of its place, or takes long, is for the core’s own properties.
  const parts = coreParts().filter(({ uses }) => !uses.inet && !uses.sysctls && !uses.mounts);
  let sum = 0;
  const sums = parts.map(({ goal }) => {
    sum += weightOf(goal);
    return sum;
  });
  built = { parts, sums };
  return built;
}

/** Plays one in whatever state the walk is. */
export function rareMove(walk: Walk): void {
  const { parts, sums } = ladder();
  const at = walk.choose.int(1, sums.at(-1) ?? 1);
  const one = parts[sums.findIndex((sum) => sum >= at)];
  if (one !== undefined) play(walk, one);
}
