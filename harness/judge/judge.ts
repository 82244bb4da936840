/** Judges a trace step by step: is what was observed in the set that the law allows? */

import { NoteTaker } from '../law/notes/index.ts';
import type { Observed, Operation } from '../law/operation.ts';
import type { Outcome, Rule } from '../law/rule.ts';
import { initialState, type State, type World } from '../law/state.ts';
import { type Law, step } from '../law/step.ts';
import type { Coverage } from './coverage.ts';
import { describeObserved, describeOutcome } from './describe.ts';
import { type Mismatch, mismatch } from './match.ts';

/** A step that left the allowed set. */
export interface Deviation {
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
  readonly state: State;
  private readonly coverage: Coverage;
  private readonly notes = new NoteTaker();
  private readonly law: Law | undefined;

  /** `law` is the real one unless told. */
  constructor(world: World, coverage: Coverage, law?: Law) {
    this.state = initialState(world);
    this.coverage = coverage;
    this.law = law;
  }

  /** Takes one observed step. After a deviation the state is the law's own, for the steps that follow. */
  take(op: Operation, observed: Observed): Judged {
    const allowed = step(this.state, op, this.law);
    let nearest: Mismatch | undefined;
    for (const outcome of allowed) {
      if (outcome.errno !== observed.errno) continue;
      const difference = mismatch(outcome, observed);
      if (difference !== undefined) {
        nearest ??= difference;
        continue;
      }
      this.coverage.add(op.call, outcome, allowed);
      for (const rule of this.notes.take(this.state, op, outcome))
        this.coverage.count(op.call, rule);
      outcome.commit(observed);
      return { rule: outcome.rule, deviation: undefined, allowed };
    }
    const first = allowed[0];
    if (first === undefined) throw new Error(`the law allows nothing for ${op.call}`);
    const difference = nearest ?? mismatch(first, observed);
    if (difference === undefined) throw new Error('a difference that is none');
    return {
      rule: difference.rule,
      allowed,
      deviation: {
        rule: difference.rule,
        mismatch: difference,
        observed: describeObserved(observed),
        allowed: allowed.map(describeOutcome),
        signature: `${op.call}:${difference.rule.id}:${difference.name}:${kindOf(difference)}`,
      },
    };
  }
}

/** Values differ from run to run; only errnos are part of a signature. */
function kindOf(difference: Mismatch): string {
  return difference.name === 'errno' ? difference.seen : 'value';
}
