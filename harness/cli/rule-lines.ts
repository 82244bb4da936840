/** Rules that should have been reached and were not: one line for each environment that was judged as a whole. */

import { type Run, rulesOfRun, shouldBeReached, unreachedRules } from '../bundle/index.ts';

/** More names than these make no short line. */
const NAMED = 3;

/** With `all`, every one is named. */
export function ruleLines(runs: readonly Run[], all: boolean): string[] {
  return runs.flatMap((run) => {
    const open = unreachedRules(run) ?? [];
    if (open.length === 0) return [];
    const names = open.map(({ call, id }) => (call === '*' ? id : `${call}: ${id}`));
    const shown = all ? names : names.slice(0, NAMED);
    const more = names.length - shown.length;
    const rest = more > 0 ? ` and ${more} more; the report has them all` : '';
    const count = rulesOfRun(run).filter(shouldBeReached).length;
    const where = runs.length > 1 ? ` in ${run.header.env.id}` : '';
    return [`# rules: ${open.length} of ${count} not reached${where}: ${shown.join(', ')}${rest}`];
  });
}
