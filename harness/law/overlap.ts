/** Overlapping calls: every order in which the law can see them happen, one after another. */

import { deserialize, serialize } from 'node:v8';
import type { Observed, Operation } from './operation.ts';
import { type Outcome, Unmodelled } from './rule.ts';
import type { State } from './state.ts';
import { type Law, step } from './step.ts';
import type { World } from './world.ts';

/** What an exploration is told of calls that overlap, all by their index. */
export interface Overlap {
  readonly operations: readonly Operation[];
  /** Whether one was over before the other began. */
  readonly precedes: (earlier: number, later: number) => boolean;
  /** Indices of the outcomes that are followed: none where the call cannot have happened yet. */
  readonly follow: (index: number, outcomes: readonly Outcome[]) => readonly number[];
  /** What was seen of a call, where something was seen. */
  readonly observed?: readonly Observed[] | undefined;
  /** Told of a state in which none of the calls that remain can happen. */
  readonly stuck?: (state: State, remaining: readonly number[], path: readonly Happened[]) => void;
  readonly law?: Law | undefined;
}

/** A call that happened. */
export interface Happened {
  readonly index: number;
  readonly outcome: Outcome;
  /** All that it could have come to. */
  readonly allowed: readonly Outcome[];
}

/** What came of it. */
export interface Endings {
  /** The states after all calls, each once. */
  readonly states: readonly State[];
  /** The outcomes that lead to the first of them, in the order in which they happened. */
  readonly first: readonly Happened[];
  /** The law said nothing in some order; what happened may have been that one. */
  readonly silent: Unmodelled | undefined;
}

/** Beyond so many steps an exploration gives up: more than any six calls of three actors need. */
const MOST_STEPS = 5_000;

/** Follows all orders, depth first; a state met before with the same calls left is not followed again. */
export function explore(start: State, overlap: Overlap): Endings {
  return new Exploration(start.world, overlap).run(start);
}

class Exploration {
  private readonly world: World;
  private readonly overlap: Overlap;
  private readonly met = new Set<string>();
  private readonly states: State[] = [];
  private first: readonly Happened[] = [];
  private silent: Unmodelled | undefined;
  private steps = 0;

  constructor(world: World, overlap: Overlap) {
    this.world = world;
    this.overlap = overlap;
  }

  run(start: State): Endings {
    this.visit(start, [...this.overlap.operations.keys()], []);
    const { states, first, silent } = this;
    return { states, first, silent };
  }

  private visit(state: State, remaining: readonly number[], path: readonly Happened[]): void {
    const bytes = serialize({ ...state, world: undefined });
    const key = `${remaining}|${bytes.toString('latin1')}`;
    if (this.met.has(key)) return;
    this.met.add(key);
    if (remaining.length === 0) {
      if (this.states.length === 0) this.first = path;
      this.states.push(state);
      return;
    }
    let isStuck = true;
    for (const index of remaining.filter((one) => this.isNext(one, remaining)))
      if (this.advance(bytes, index, remaining, path)) isStuck = false;
    if (isStuck) this.overlap.stuck?.(state, remaining, path);
  }

  /** Nothing that remains must come before it. */
  private isNext(index: number, remaining: readonly number[]): boolean {
    return !remaining.some((other) => other !== index && this.overlap.precedes(other, index));
  }

  /** Lets one call happen in every way that is followed; whether there was one, or the law is silent. */
  private advance(
    bytes: Buffer,
    index: number,
    remaining: readonly number[],
    path: readonly Happened[],
  ): boolean {
    const { observed } = this.overlap;
    const rest = remaining.filter((other) => other !== index);
    try {
      let state = this.revive(bytes);
      let outcomes = this.outcomes(state, index);
      const ways = this.overlap.follow(index, outcomes);
      for (const [i, way] of ways.entries()) {
        if (i > 0) {
          state = this.revive(bytes);
          outcomes = this.outcomes(state, index);
        }
        const outcome = outcomes[way] as Outcome;
        outcome.commit(observed?.[index]);
        this.visit(state, rest, [...path, { index, outcome, allowed: outcomes }]);
      }
      return ways.length > 0;
    } catch (error) {
      if (!(error instanceof Unmodelled)) throw error;
      this.silent ??= error;
      return true;
    }
  }

  private outcomes(state: State, index: number): readonly Outcome[] {
    if (++this.steps > MOST_STEPS) throw new Unmodelled('too many orders');
    const outcomes = step(state, this.overlap.operations[index] as Operation, this.overlap.law);
    if (outcomes.some(({ piecemeal }) => piecemeal)) throw new Unmodelled('a call in pieces');
    return outcomes;
  }

  /** A copy of its own for every way: committing changes it. */
  private revive(bytes: Buffer): State {
    return { ...(deserialize(bytes) as State), world: this.world };
  }
}
