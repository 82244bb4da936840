/** A scenario: actors with identities, and operations in order. It is data, and the unit of replay. */

import type { Identity, Operation } from '../law/operation.ts';
import type { ActorKind } from './cast.ts';

/** The first actor is the judge's own thread, every other one a process with a pid of its own. */
export interface Actor {
  readonly identity: Identity;
  /** Plain unless told. */
  readonly kind?: ActorKind;
}

export interface Scenario {
  readonly actors: readonly Actor[];
  readonly operations: readonly Operation[];
}

/** Where the run of overlapping operations that begins here ends; the next one where none overlaps. */
export function endOfBurst(operations: readonly Operation[], start: number): number {
  let end = start + 1;
  while (operations[end]?.overlaps !== undefined) end++;
  return end;
}
