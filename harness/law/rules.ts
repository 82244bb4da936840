/** All rules of the law, listed: those of the tables by call, and the rest. */

import { noteRules } from './notes/index.ts';
import type { CallName } from './operation.ts';
import { namedRules } from './rule.ts';
import { type AnyLaw, LAW } from './step.ts';

/** A rule as a list shows it. */
export interface ListedRule {
  /** '' for a rule that does not say by itself of which calls it is. */
  readonly call: CallName | '';
  readonly id: string;
  readonly clause: string;
  /** `guard`: a row of a table. `value`: compared when the call succeeds. `note`: a situation. */
  readonly kind: 'guard' | 'value' | 'note';
  /** For a guard: what it refuses with; '' for the others. */
  readonly errno: string;
  /** Other outcomes are allowed besides. */
  readonly may?: true;
}

export const CALLS = Object.keys(LAW) as readonly CallName[];

/** Rows in the order of their tables, then values and notes. */
export function listRules(): ListedRule[] {
  const guards = CALLS.flatMap((call) =>
    (LAW[call] as unknown as AnyLaw).refusals.map(
      ({ id, clause, errno, may }): ListedRule => ({
        ...{ call, id, clause, errno, kind: 'guard' },
        ...(may && { may }),
      }),
    ),
  );
  const notes = new Set(noteRules().map(({ id }) => id));
  const others = namedRules()
    // Claims of properties are made as rules while a run goes on.
    .filter(({ id }) => !id.startsWith('claim.'))
    .map(({ id, clause }): ListedRule => {
      const kind = notes.has(id) ? 'note' : 'value';
      return { ...{ call: '', id, clause, errno: '' }, kind };
    });
  return [...guards, ...others];
}
