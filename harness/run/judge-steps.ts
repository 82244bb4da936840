/** Judges one scenario step by step, whether its observations are made now or were recorded. */

import { describeObserved, describeOutcome } from '../judge/describe.ts';
import type { Deviation, Judge, Judged } from '../judge/judge.ts';
import type { Observed, Operation } from '../law/operation.ts';
import { rule, Unmodelled } from '../law/rule.ts';
import { endOfBurst, type Scenario } from '../scenario/scenario.ts';
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

/** Where observations come from: a kernel that is asked now, or a recording. */
export interface Observer {
  /** Of one operation; undefined where a recording ends. */
  readonly one: (op: Operation, index: number) => Observed | undefined;
  /** Of operations that overlap, the first at `start`; fewer where a recording ends. */
  readonly overlapping: (operations: readonly Operation[], start: number) => readonly Observed[];
}

/** `show` keeps every step in words. */
export function judgeSteps(
  scenario: Scenario,
  judge: Judge,
  observer: Observer,
  property: Claiming | undefined,
  show: boolean,
): Run {
  const { operations } = scenario;
  const seen: Observed[] = [];
  const steps: ShownStep[] = [];
  const end = (deviation: Deviation | undefined, unmodelled?: string): Run => ({
    ...{ deviation, unmodelled, observed: seen, steps },
  });
  /** Judges operations of the scenario; undefined where a recording ends. */
  const take = (start: number, next: number): readonly (Judged | undefined)[] | undefined => {
    const part = operations.slice(start, next);
    const observed = observer.overlapping(part, start);
    if (observed.length < part.length) return undefined;
    seen.push(...observed);
    return judge.takeOverlapping(part.map((op, i) => ({ op, observed: observed[i] as Observed })));
  };
  const takeOne = (index: number): readonly Judged[] | undefined => {
    const op = operations[index] as Operation;
    const observed = observer.one(op, index);
    if (observed === undefined) return undefined;
    seen.push(observed);
    return [judge.take(op, observed)];
  };
  try {
    for (let start = 0, next = 0; start < operations.length; start = next) {
      next = endOfBurst(operations, start);
      const judged = next === start + 1 ? takeOne(start) : take(start, next);
      if (judged === undefined) return end(undefined);
      if (show)
        for (const [i, one] of judged.entries())
          steps.push(shown(operations[start + i] as Operation, seen[start + i] as Observed, one));
      const deviation = judged.find((one) => one?.deviation !== undefined)?.deviation;
      if (deviation) return end(deviation);
    }
  } catch (error) {
    if (!(error instanceof Unmodelled)) throw error;
    return end(undefined, error.message);
  }
  return end(brokenClaim(property, scenario, seen));
}

/** A call without a verdict comes after one that no order explains. */
function shown(op: Operation, observed: Observed, judged: Judged | undefined): ShownStep {
  const { deviation, allowed = [], rule } = judged ?? {};
  return {
    operation: printOperation(op),
    observed: describeObserved(observed),
    allowed: deviation ? [...deviation.allowed] : allowed.map(describeOutcome),
    ...(rule && { clause: rule.clause }),
    diverges: deviation !== undefined,
  };
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
