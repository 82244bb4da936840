/** What a property is: a claim that can be false, its clauses, its requirements, and where to aim. */

import type { Requirement } from '../facts/index.ts';
import type { Observed, Operation } from '../law/operation.ts';
import type { Cast } from '../scenario/cast.ts';
import type { Aim } from '../scenario/walk.ts';

/** What happened, step by step, for claims that look at the whole. */
export type Trace = readonly { readonly op: Operation; readonly observed: Observed }[];

export interface Property {
  /** `family.call.claim-in-kebab-case`. */
  readonly id: string;
  /** A sentence that can be false. */
  readonly claim: string;
  /** Clauses of the catalogue that it aims at. */
  readonly clauses: readonly string[];
  readonly requires: readonly Requirement[];
  /** How many processes act, or of which kinds; 1 unless told. */
  readonly actors?: Cast;
  /** Writes a scenario by walking the law. Every step is judged by the law. */
  readonly aim: Aim;
  /** The same without manners, where it has any. */
  readonly plain?: Aim;
  /**
   * The claim itself, as a relation over the whole trace that does not come from the law: a sentence that
   * says what broke it, or undefined when it holds.
   */
  readonly holds?: (trace: Trace) => string | undefined;
  /** Calls of some scenarios sleep with a part done until a signal ends that: nothing to measure speed with. */
  readonly sleeps?: true;
  /** Some calls are limited, which those that only log and replay calls do not see. */
  readonly limits?: true;
  /** Scenarios in an ordinary run; 280 unless told. */
  readonly runs?: number;
}

/** A promise of the mission with the properties that ask for it. */
export interface Suite {
  readonly id: string;
  readonly title: string;
  /** The promise in one sentence. */
  readonly text: string;
  readonly properties: readonly Property[];
}

export const USUAL_RUNS = 280;
