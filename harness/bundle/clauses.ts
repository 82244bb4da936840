/** What became of each clause: derived from the properties and from the steps that reached it. */

import type { Run } from './bundle.ts';
import type { Clause } from './records.ts';
import { cellsOf } from './totals.ts';

/**
 * `pass`: some step reached it and none diverged. `fail`: a divergence names it. `skip`: all properties that
 * aim at it were skipped. `unreached`: nothing that ran came by. `untested`: no property aims at it.
 */
export type ClauseVerdict = 'pass' | 'fail' | 'skip' | 'unreached' | 'untested';

export interface ClauseResult {
  readonly clause: Clause;
  readonly verdict: ClauseVerdict;
  /** Steps for which it was decisive. */
  readonly steps: number;
  /** Properties that aim at it. */
  readonly properties: readonly string[];
}

/** All clauses of a run. */
export function clausesOfRun(run: Run): ClauseResult[] {
  return run.header.clauses.map((clause) => clauseResult(run, clause));
}

/** One clause of a run. */
export function clauseResult(run: Run, clause: Clause): ClauseResult {
  const cells = cellsOf(run);
  const steps = cells.reduce((sum, { reached }) => sum + (reached[clause.id] ?? 0), 0);
  const properties = run.header.plan
    .filter(({ clauses }) => clauses.includes(clause.id))
    .map(({ id }) => id);
  const result = (verdict: ClauseVerdict): ClauseResult => ({ clause, verdict, steps, properties });
  if (cells.some(({ failure }) => failure?.clause === clause.id)) return result('fail');
  if (steps > 0) return result('pass');
  if (properties.length === 0) return result('untested');
  const skipped = properties.every((id) => cells.find((one) => one.id === id)?.verdict === 'skip');
  return result(skipped ? 'skip' : 'unreached');
}
