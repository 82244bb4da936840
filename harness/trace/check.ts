/** Judges traces again, without a kernel: the law says of every step whether what was seen is allowed. */

import { Coverage } from '../judge/coverage.ts';
import type { Deviation } from '../judge/judge.ts';
import { Judge } from '../judge/judge.ts';
import { failureOf } from '../run/failure.ts';
import { type Claiming, judgeSteps, type Observer, type Run } from '../run/judge-steps.ts';
import type { GuestFailure } from '../run/protocol.ts';
import { worldOf } from '../scenario/place.ts';
import type { ReadTrace } from './reader.ts';

/** Finds a property by its id; one that this version does not have has no claim of its own to judge. */
export type FindClaim = (id: string) => Claiming | undefined;

/** What became of all traces so far. */
export interface Tally {
  traces: number;
  steps: number;
  /** Traces that diverge. */
  diverging: number;
  /** Traces in which the law falls silent: judged up to there. */
  unmodelled: number;
  /** Traces that end before their scenario and before a deviation: the law has changed since, or they were cut. */
  short: number;
}

export class Checker {
  readonly coverage = new Coverage();
  readonly tally: Tally = { traces: 0, steps: 0, diverging: 0, unmodelled: 0, short: 0 };
  /** The first trace of each signature. */
  readonly first = new Map<string, GuestFailure>();
  readonly #find: FindClaim;

  constructor(find: FindClaim) {
    this.#find = find;
  }

  take(trace: ReadTrace): Deviation | undefined {
    const { deviation, unmodelled, observed } = this.#judge(trace, this.coverage, false);
    this.tally.traces++;
    this.tally.steps += observed.length;
    if (unmodelled !== undefined) this.tally.unmodelled++;
    else if (deviation !== undefined) this.#note(trace, deviation);
    else if (observed.length < trace.scenario.operations.length) this.tally.short++;
    return deviation;
  }

  #note(trace: ReadTrace, { signature }: Deviation): void {
    this.tally.diverging++;
    if (this.first.has(signature)) return;
    // Once more, with every step in words: too dear for the many traces that are as they should be.
    const { deviation, steps } = this.#judge(trace, new Coverage(), true);
    if (deviation === undefined) throw new Error('a recorded trace was judged in two ways');
    this.first.set(signature, failureOf(trace.scenario, deviation, steps, trace.token));
  }

  #judge(
    { place, scenario, property, observed }: ReadTrace,
    coverage: Coverage,
    show: boolean,
  ): Run {
    const judge = new Judge(worldOf(place, scenario), coverage);
    const recorded: Observer = {
      one: (_, index) => observed[index],
      overlapping: ({ length }, start) => observed.slice(start, start + length),
    };
    return judgeSteps(scenario, judge, recorded, this.#find(property), show);
  }
}
