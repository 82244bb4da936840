/** Judges one scenario step by step, whether its observations are made now or were recorded. */

import { describeObserved, describeOutcome } from '../judge/describe.ts';
import type { Deviation, Judge } from '../judge/judge.ts';
import type { Observed, Operation } from '../law/operation.ts';
import { rule, Unmodelled } from '../law/rule.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { printOperation } from '../scenario/text.ts';
import type { Property, Trace } from './property.ts';

/** One step as a report shows it. */
export interface ShownStep {
  readonly operation: string;
  readonly observed: string;
  readonly allowed: string[];
  readonly clause?: string;
  readonly diverges: boolean;
}

/** What became of one scenario. */
export interface Run {
  readonly deviation: Deviation | undefined;
  /** The law fell silent on the way: what was seen until then is judged, the rest is not. */
  readonly unmodelled: string | undefined;
  /** Observations as far as they go: up to the step that diverged or that the law is silent about. */
  readonly observed: readonly Observed[];
  readonly steps: readonly ShownStep[];
}

/** What judging needs of a property: its name and its claim over the whole trace. */
export type Claiming = Pick<Property, 'id' | 'claim' | 'clauses' | 'holds'>;

/** `observe` answers undefined where a recording ends. `show` keeps every step in words. */
export function judgeSteps(
  scenario: Scenario,
  judge: Judge,
  observe: (op: Operation, index: number) => Observed | undefined,
  property: Claiming | undefined,
  show: boolean,
): Run {
  const seen: Observed[] = [];
  const steps: ShownStep[] = [];
  const end = (deviation: Deviation | undefined, unmodelled?: string): Run => ({
    ...{ deviation, unmodelled, observed: seen, steps },
  });
  const { operations } = scenario;
  for (let i = 0; i < operations.length; i++) {
    const op = operations[i] as Operation;
    const observed = observe(op, i);
    if (observed === undefined) return end(undefined);
    seen.push(observed);
    try {
      const { rule, deviation, allowed } = judge.take(op, observed);
      if (show)
        steps.push({
          operation: printOperation(op),
          observed: describeObserved(observed),
          allowed: deviation ? [...deviation.allowed] : allowed.map(describeOutcome),
          clause: rule.clause,
          diverges: deviation !== undefined,
        });
      if (deviation) return end(deviation);
    } catch (error) {
      if (!(error instanceof Unmodelled)) throw error;
      return end(undefined, error.message);
    }
  }
  return end(brokenClaim(property, scenario, seen));
}

function brokenClaim(
  property: Claiming | undefined,
  { operations }: Scenario,
  seen: readonly Observed[],
): Deviation | undefined {
  if (property?.holds === undefined) return undefined;
  const trace: Trace = seen.map((observed, i) => ({ op: operations[i] as Operation, observed }));
  const broken = property.holds(trace);
  if (broken === undefined) return undefined;
  const decisive = claimRule(property);
  return {
    rule: decisive,
    mismatch: { rule: decisive, name: 'claim', seen: broken, want: property.claim },
    observed: broken,
    allowed: [property.claim],
    signature: `claim:${property.id}`,
  };
}

/** The rule that a claim of a property stands for. */
const claimRule = ({ id, clauses }: Claiming) =>
  rule(`claim.${id}`, clauses[0] ?? '', 'claim of the property');
