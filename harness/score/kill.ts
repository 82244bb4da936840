/** Judges mutants of the law by true traces: a mutant that finds fault with the truth is killed. */

import { serialize } from 'node:v8';
import { Coverage } from '../judge/coverage.ts';
import { Judge } from '../judge/judge.ts';
import { mismatch } from '../judge/match.ts';
import type { CallName } from '../law/operation.ts';
import { Unmodelled, type Want } from '../law/rule.ts';
import { step } from '../law/step.ts';
import { momentMutants } from './moments.ts';
import {
  CALLS,
  demandMutants,
  type ExpectationKey,
  effectMutant,
  expectationMutants,
  type Mutant,
  passedMutants,
  REAL,
  type Row,
  refusalMutants,
} from './mutants.ts';
import type { TrueTrace } from './traces.ts';

/** Whether a law finds fault with what a kernel truly did; a law that breaks down does, too. */
export function faults({ world, steps }: TrueTrace, law: Mutant['law'] | undefined): boolean {
  const judge = new Judge(world, new Coverage(), law);
  try {
    return steps.some(({ op, observed }) => judge.take(op, observed).deviation !== undefined);
  } catch (error) {
    // A law that falls silent does not contradict.
    return !(error instanceof Unmodelled);
  }
}

/** What the real law did along the traces: which mutants there can be. */
export interface Survey {
  readonly expectations: readonly { readonly key: ExpectationKey; readonly want: Want }[];
  /** Successes that change the state, by call and rule. */
  readonly effects: readonly (readonly [CallName, string])[];
  readonly withData: ReadonlySet<CallName>;
  readonly withPassed: ReadonlySet<CallName>;
  /** Neighbours that have held in the same state. */
  readonly together: ReadonlySet<string>;
}

const MOST_LOOKS = 6;
const pairOf = (call: CallName, [a, b]: readonly [Row, Row]): string => `${call} ${a.id} ${b.id}`;

export function survey(traces: readonly TrueTrace[]): Survey {
  const expectations = new Map<string, { key: ExpectationKey; want: Want }>();
  const looks = new Map<string, number>();
  const effects = new Map<string, readonly [CallName, string]>();
  const withData = new Set<CallName>();
  const withPassed = new Set<CallName>();
  const together = new Set<string>();
  for (const { world, steps } of traces) {
    const { state } = new Judge(world, new Coverage());
    for (const { op, observed } of steps) {
      const { call } = op;
      noteTogether(state, op, together);
      const outcome = step(state, op).find((one) => mismatch(one, observed) === undefined);
      if (outcome === undefined) throw new Error(`a true trace that is not: ${call}`);
      for (const { rule, name, want } of outcome.expects) {
        const key = { call, rule: rule.id, name };
        if (typeof want !== 'object' || want.text !== 'any')
          expectations.set(`${call} ${rule.id} ${name} ${typeof want}`, { key, want });
      }
      if (outcome.data !== undefined) withData.add(call);
      if (outcome.passed !== undefined && outcome.passed.want.length > 1) withPassed.add(call);
      const key = `${call} ${outcome.rule.id}`;
      const seen = looks.get(key) ?? 0;
      const looking = outcome.errno === '' && seen < MOST_LOOKS && !effects.has(key);
      const before = looking ? serialize(state) : undefined;
      outcome.commit(observed);
      if (before === undefined) continue;
      looks.set(key, seen + 1);
      if (!before.equals(serialize(state))) effects.set(key, [call, outcome.rule.id]);
    }
  }
  return {
    ...{ withData, withPassed, together },
    expectations: [...expectations.values()],
    effects: [...effects.values()],
  };
}

function noteTogether(
  state: Judge['state'],
  op: TrueTrace['steps'][number]['op'],
  together: Set<string>,
): void {
  const law = REAL[op.call];
  const view = law.look(state, op as never) as never;
  const rows = law.refusals;
  for (const [i, row] of rows.entries()) {
    const next = rows[i + 1];
    if (next === undefined || next.errno === row.errno) continue;
    if (holds(row, view) && holds(next, view)) together.add(pairOf(op.call, [row, next]));
  }
}

/** A guard may look at what an earlier one would have found missing. */
function holds(row: Row, view: never): boolean {
  try {
    return row.when(view);
  } catch {
    return false;
  }
}

/** All mutants for which these traces have a say; neighbours that exclude each other are the same law in any order. */
export function mutantsFor({
  expectations,
  effects,
  withData,
  withPassed,
  together,
}: Survey): Mutant[] {
  const isMutant = ({ call, both }: Mutant) =>
    both === undefined || together.has(pairOf(call, both));
  return [
    ...refusalMutants().filter(isMutant),
    ...expectations.flatMap(({ key, want }) => expectationMutants(key, want)),
    ...CALLS.filter((call) => withData.has(call)).flatMap(demandMutants),
    ...CALLS.filter((call) => withPassed.has(call)).flatMap(passedMutants),
    ...effects.map(([call, rule]) => effectMutant(call, rule)),
    ...momentMutants(),
  ];
}

/** The first trace that kills a mutant; short ones first, because most die at once. */
export function survivors(mutants: readonly Mutant[], traces: readonly TrueTrace[]): Mutant[] {
  const byCall = new Map<CallName, TrueTrace[]>();
  for (const trace of traces.toSorted((a, b) => a.steps.length - b.steps.length))
    for (const call of trace.calls) byCall.set(call, [...(byCall.get(call) ?? []), trace]);
  return mutants.filter(
    ({ call, law }) => !(byCall.get(call) ?? []).some((trace) => faults(trace, law)),
  );
}
