/**
 * Notes: clauses that are a situation rather than a decision. The rule that decides such a step belongs to
 * another clause, but had the kernel broken this one, the step would not have conformed.
 */

import type { OperationOf } from '../operation.ts';
import { type Outcome, type Rule, rule, type Strength } from '../rule.ts';
import type { State } from '../state.ts';
import type { Past } from './past.ts';

/** A step that conforms, before it is committed. */
export interface Step<View> {
  readonly view: View;
  readonly outcome: Outcome;
  readonly past: Past;
}

export interface Note<View> {
  readonly rule: Rule;
  readonly when: (step: Step<View>) => boolean;
}

export function note<View>(
  id: string,
  clause: string,
  cite: string,
  when: (step: Step<View>) => boolean,
  strength: Strength = 'linux',
): Note<View> {
  return { rule: rule(id, clause, cite, strength), when };
}

/** Whether the call succeeded. */
export const ok = ({ outcome }: Pick<Step<unknown>, 'outcome'>): boolean => outcome.errno === '';

/** What every view has. */
export interface AnyView {
  readonly state: State;
  readonly op: OperationOf<'recvmsg'>;
}
