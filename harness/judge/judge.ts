/** Judges a trace step by step: is what was observed in the set that the law allows? */

import { initialState } from '../law/fresh.ts';
import { NoteTaker } from '../law/notes/index.ts';
import type { CallName, Observed, Operation } from '../law/operation.ts';
import { explore, type Happened } from '../law/overlap.ts';
import { type Outcome, type Rule, Unmodelled } from '../law/rule.ts';
import type { State } from '../law/state.ts';
import { type Law, step } from '../law/step.ts';
import type { World } from '../law/world.ts';
import type { Coverage } from './coverage.ts';
import { describeObserved, describeOutcome } from './describe.ts';
import { type Mismatch, mismatch } from './match.ts';
import { precedes, type Seen } from './order.ts';

/** A step that left the allowed set. */
export interface Deviation {
  /** The call, unless what was broken is a claim over the whole. */
  readonly call?: CallName;
  readonly rule: Rule;
  readonly mismatch: Mismatch;
  readonly observed: string;
  readonly allowed: readonly string[];
  /** Equal signatures are one finding: call, decisive rule and kind of difference. */
  readonly signature: string;
}

/** What the judge says of one step. */
export interface Judged {
  readonly rule: Rule;
  readonly deviation: Deviation | undefined;
  readonly allowed: readonly Outcome[];
}

/** Judges one scenario; it remembers the state of the law between steps. */
export class Judge {
  /** More than one after calls that overlapped, until what is seen later tells them apart. */
  private states: readonly State[];
  /** Why the judge knows no more: the law is silent about an order that may have been the true one. */
  private lost: Unmodelled | undefined;
  private readonly coverage: Coverage;
  private readonly notes = new NoteTaker();
  private readonly law: Law | undefined;

  /** `law` is the real one unless told. */
  constructor(world: World, coverage: Coverage, law?: Law) {
    this.states = [initialState(world)];
    this.coverage = coverage;
    this.law = law;
  }

  get state(): State {
    return this.states[0] as State;
  }

  /** Takes one observed step. After a deviation the state is the law's own, for the steps that follow. */
  take(op: Operation, observed: Observed): Judged {
    if (this.lost !== undefined) throw this.lost;
    const { states } = this;
    if (states.length === 1) return this.takeIn(this.state, op, observed);
    const judged = states.map((state) => this.takeIn(state, op, observed));
    const left = states.filter((_, i) => judged[i]?.deviation === undefined);
    if (left.length > 0) this.states = left;
    return judged.find(({ deviation }) => deviation === undefined) ?? (judged[0] as Judged);
  }

  /**
   * Takes calls that overlapped: in some order that their times leave open, the law must allow all that was seen.
   * Answers one verdict for each call; of those that no order explains, the first has the deviation, and the
   * verdicts of those that follow are missing.
   */
  takeOverlapping(calls: readonly Seen[]): readonly (Judged | undefined)[] {
    if (this.lost !== undefined) throw this.lost;
    const found: State[] = [];
    let path: readonly Happened[] = [];
    let farthest: Stuck | undefined;
    let silent: Unmodelled | undefined;
    for (const state of this.states) {
      const endings = explore(state, {
        operations: calls.map(({ op }) => op),
        observed: calls.map(({ observed }) => observed),
        precedes: (earlier, later) => precedes(calls, earlier, later),
        follow: (i, outcomes) => matching(outcomes, calls[i] as Seen),
        stuck: (left, remaining, before) => {
          if (farthest === undefined || remaining.length < farthest.remaining.length)
            farthest = { state: left, remaining, path: before };
        },
        law: this.law,
      });
      silent ??= endings.silent;
      if (found.length === 0) path = endings.first;
      found.push(...endings.states);
    }
    if (found.length > 0) {
      this.states = found;
      this.lost = silent;
      for (const { index, outcome, allowed } of path) {
        const { op } = calls[index] as Seen;
        this.coverage.add(op.call, outcome, allowed);
        this.notes.slept(op, outcome);
      }
      return verdicts(calls, path);
    }
    if (silent !== undefined || farthest === undefined) throw silent ?? new Unmodelled('no order');
    const index = firstToReturn(calls, farthest.remaining);
    const { op, observed } = calls[index] as Seen;
    const allowed = step(farthest.state, op, this.law);
    const deviates = deviating(op, observed, allowed, 'overlapping:');
    return verdicts(calls, farthest.path).with(index, deviates);
  }

  private takeIn(state: State, op: Operation, observed: Observed): Judged {
    const allowed = step(state, op, this.law);
    for (const outcome of allowed) {
      if (outcome.errno !== observed.errno || mismatch(outcome, observed) !== undefined) continue;
      this.coverage.add(op.call, outcome, allowed);
      for (const rule of this.notes.take(state, op, outcome)) this.coverage.count(op.call, rule);
      outcome.commit(observed);
      return { rule: outcome.rule, deviation: undefined, allowed };
    }
    return deviating(op, observed, allowed, '');
  }
}

/** A state in which none of the remaining calls can have come to what was seen. */
interface Stuck {
  readonly state: State;
  readonly remaining: readonly number[];
  readonly path: readonly Happened[];
}

/** Indices of the outcomes that are what was seen. */
function matching(outcomes: readonly Outcome[], { observed }: Seen): number[] {
  return [...outcomes.keys()].filter(
    (i) => mismatch(outcomes[i] as Outcome, observed) === undefined,
  );
}

function verdicts(calls: readonly Seen[], path: readonly Happened[]): (Judged | undefined)[] {
  return calls.map((_, i) => {
    const happened = path.find(({ index }) => index === i);
    if (happened === undefined) return undefined;
    const { outcome, allowed } = happened;
    return { rule: outcome.rule, deviation: undefined, allowed };
  });
}

/** Of the calls that could be next, as their times tell. */
function firstToReturn(calls: readonly Seen[], remaining: readonly number[]): number {
  const returned = (i: number): number => calls[i]?.observed.during?.returned ?? 0;
  return remaining
    .filter((i) => !remaining.some((other) => other !== i && precedes(calls, other, i)))
    .reduce((first, i) => (returned(i) < returned(first) ? i : first));
}

function deviating(
  op: Operation,
  observed: Observed,
  allowed: readonly Outcome[],
  how: '' | 'overlapping:',
): Judged {
  const [first] = allowed;
  if (first === undefined) throw new Error(`the law allows nothing for ${op.call}`);
  const near = allowed.find(({ errno }) => errno === observed.errno) ?? first;
  const difference = mismatch(near, observed);
  if (difference === undefined) throw new Error('a difference that is none');
  return {
    rule: difference.rule,
    allowed,
    deviation: {
      call: op.call,
      rule: difference.rule,
      mismatch: difference,
      observed: describeObserved(observed),
      allowed: allowed.map(describeOutcome),
      signature: `${how}${op.call}:${difference.rule.id}:${kindOfName(difference.name)}:${kindOf(difference)}`,
    },
  };
}

/** Of several descriptors or messages in one call it does not matter which. */
const kindOfName = (name: string): string => name.replace(/\d+$/, '');

/** Values differ from run to run; only errnos are part of a signature. */
function kindOf(difference: Mismatch): string {
  return difference.name === 'errno' ? difference.seen : 'value';
}
