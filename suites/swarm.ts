/** Swarms: a scenario in which some moves never come and others come often goes where an even mix does not. */

import type { Walk } from '../harness/scenario/walk.ts';
import { pairMove, socketMove } from './moves.ts';
import type { Weighted } from './weights.ts';

/** Without them there is nothing to move. */
const NEVER_OFF = new Set<(walk: Walk) => void>([socketMove, pairMove]);
const OFTEN = 4;

/** A mix of its own for one scenario, drawn from what draws the scenario; one in four is the even one. */
export function swarm(walk: Walk, moves: Weighted): Weighted {
  const { choose } = walk;
  if (choose.oneIn(4)) return moves;
  return moves.map(([weight, move]) => {
    const lot = choose.int(0, 3);
    if (lot === 0 && !NEVER_OFF.has(move)) return [0, move];
    return [lot === 1 ? weight * OFTEN : weight, move];
  });
}
