/** Judges mutants of the law by true traces: a mutant that finds fault with the truth is killed. */

import { Coverage } from '../judge/coverage.ts';
import { Judge } from '../judge/judge.ts';
import type { CallName } from '../law/operation.ts';
import { Unmodelled } from '../law/rule.ts';
import { constantMutants, edgeMutants } from './edges.ts';
import { momentMutants } from './moments.ts';
import {
  CALLS,
  demandMutants,
  effectMutant,
  expectationMutants,
  type Mutant,
  passedMutants,
  refusalMutants,
} from './mutants.ts';
import { namespaceMutants } from './namespaces.ts';
import type { Survey } from './survey.ts';
import { isAllowed, type TrueTrace } from './traces.ts';

/** All mutants, and apart from them those that are the same law in other words. */
export function mutantsFor(survey: Survey): {
  readonly mutants: Mutant[];
  readonly same: Mutant[];
} {
  const isSame = ({ kind, call, row, both }: Mutant): boolean =>
    (both !== undefined && !survey.haveHeldTogether(call, both)) ||
    (kind === 'rule removed' && row !== undefined && survey.isRewording(call, row));
  const made = refusalMutants();
  return {
    same: made.filter(isSame),
    mutants: [
      ...made.filter((mutant) => !isSame(mutant)),
      ...[...survey.expectations.values()].flatMap(({ key, want }) =>
        expectationMutants(key, want),
      ),
      ...CALLS.filter((call) => survey.withData.has(call)).flatMap(demandMutants),
      ...CALLS.filter((call) => survey.withPassed.has(call)).flatMap(passedMutants),
      ...[...survey.effects.values()].map(([call, rule]) => effectMutant(call, rule)),
      ...[...survey.edges.values()].flatMap(edgeMutants),
      ...constantMutants(),
      ...momentMutants(),
      ...namespaceMutants(),
    ],
  };
}

/** Whether a law finds fault with what a kernel truly did; a law that breaks down does, too. */
export function faults(
  { world, parts }: TrueTrace,
  { kind, law, world: believe = (real) => real }: Pick<Mutant, 'law' | 'world'> & Partial<Mutant>,
): boolean {
  const judge = new Judge(believe(world), new Coverage(), law);
  try {
    return parts.some((part) => !isAllowed(judge, part));
  } catch (error) {
    // A law that falls silent does not contradict, but where a rule is gone silence tells that it is missed.
    return !(error instanceof Unmodelled) || kind === 'rule removed' || kind === 'guard negated';
  }
}

/** Those that no trace kills. Short traces come first, because most mutants die at once. */
export function survivors(mutants: readonly Mutant[], traces: readonly TrueTrace[]): Mutant[] {
  const byCall = new Map<CallName, TrueTrace[]>();
  for (const trace of traces.toSorted((a, b) => a.steps.length - b.steps.length))
    for (const call of trace.calls) {
      const those = byCall.get(call);
      if (those === undefined) byCall.set(call, [trace]);
      else those.push(trace);
    }
  return mutants.filter(
    (mutant) => !(byCall.get(mutant.call) ?? []).some((trace) => faults(trace, mutant)),
  );
}
