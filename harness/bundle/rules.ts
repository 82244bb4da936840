/** The rules of the law as a run came by them, over all of its parts. */

import type { Run } from './bundle.ts';
import type { RuleCount } from './records.ts';
import { lostShards } from './shards.ts';
import { cellsOf } from './totals.ts';

/** A rule in one call; the call is `*` where none came by. */
export interface RuleResult extends RuleCount {
  readonly call: string;
}

/** The call of a rule that no call came by. */
const NOWHERE = '*';

/** All rules with their sums. */
export function rulesOfRun({ rules }: Pick<Run, 'rules'>): RuleResult[] {
  const sums = new Map<string, RuleResult>();
  for (const { calls } of rules)
    for (const [call, counts] of Object.entries(calls))
      for (const count of counts) {
        const key = `${call} ${count.id}`;
        const former = sums.get(key);
        sums.set(key, former === undefined ? { call, ...count } : added(former, count));
      }
  const all = [...sums.values()];
  const somewhere = new Set(all.filter(isReached).map(({ id }) => id));
  return all.filter(({ call, id }) => call !== NOWHERE || !somewhere.has(id));
}

function added(one: RuleResult, { decisive, guard }: RuleCount): RuleResult {
  const sum = { ...one, decisive: one.decisive + decisive };
  if (guard === undefined) return sum;
  const { true: held, false: passed } = one.guard ?? { true: 0, false: 0 };
  return { ...sum, guard: { true: held + guard.true, false: passed + guard.false } };
}

/** Whether a rule was decisive, and its guard both true and false. */
export function isReached({ decisive, guard, may }: RuleCount): boolean {
  if (guard === undefined) return decisive > 0;
  return guard.true > 0 && guard.false > 0 && (decisive > 0 || may === true);
}

/** Whether an ordinary run is expected to reach it. */
export const shouldBeReached = ({ shouldnot }: RuleCount): boolean => shouldnot === undefined;

/** Rules that should have been reached and were not; undefined where the run was not a whole one. */
export function unreachedRules(run: Run): RuleResult[] | undefined {
  return isWhole(run)
    ? rulesOfRun(run).filter((rule) => shouldBeReached(rule) && !isReached(rule))
    : undefined;
}

/** Whether everything was asked for, and what was judged was counted. */
function isWhole(run: Run): boolean {
  const { header, rules } = run;
  if (rules.length === 0 || rules.some(({ part }) => part !== undefined)) return false;
  if (lostShards(header.shards ?? []).length > 0) return false;
  const counted = new Set(rules.flatMap(({ properties }) => properties));
  return cellsOf(run).every(({ id, verdict }) => verdict === 'skip' || counted.has(id));
}
