/** What follows from a coverage: how often each guard was true, how often false, and what was decisive. */

import type { Refusal } from '../law/rule.ts';
import { LAW, type Law } from '../law/step.ts';
import type { CallCoverage, Coverage } from './coverage.ts';

/** Guard true, guard false, decisive; a rule without a guard has none of the first two. */
export type Times = readonly [held: number, passed: number, decisive: number];

/** By call and rule id; what was never looked at is not there. */
export type Tally = Readonly<Record<string, Readonly<Record<string, Times>>>>;

const REAL = LAW as unknown as Law;

/** The tally of all that was judged by this law: the real one unless told. */
export function tallyOf({ calls }: Pick<Coverage, 'calls'>, law: Law = REAL): Tally {
  return Object.fromEntries(
    [...calls].map(([call, counts]) => [call, tallyOfCall(law[call].refusals, counts)]),
  );
}

/**
 * Guards are asked in order until one is true that allows nothing besides. So those before it were false, and
 * nothing needs to be counted while they are asked.
 */
function tallyOfCall(
  rows: readonly Refusal<never>[],
  { steps, decisive, besides }: CallCoverage,
): Record<string, Times> {
  const times: Record<string, Times> = {};
  let asked = steps;
  for (const row of rows) {
    const decided = decisive.get(row)?.times ?? 0;
    const held = decided + (besides.get(row)?.times ?? 0);
    if (asked > 0) times[row.id] = [held, asked - held, decided];
    if (row.may === undefined) asked -= held;
  }
  for (const [{ id }, counter] of decisive) times[id] ??= [0, 0, counter.times];
  return times;
}

/** Both tallies together. */
export function addTallies(one: Tally, other: Tally): Tally {
  const sum: Record<string, Record<string, Times>> = { ...one };
  for (const [call, rules] of Object.entries(other)) {
    const here: Record<string, Times> = { ...sum[call] };
    for (const [id, [held, passed, decisive]] of Object.entries(rules)) {
      const [a, b, c] = here[id] ?? [0, 0, 0];
      here[id] = [a + held, b + passed, c + decisive];
    }
    sum[call] = here;
  }
  return sum;
}
