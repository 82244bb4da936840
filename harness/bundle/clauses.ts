/** What became of each clause: derived from the properties and from the steps that reached it. */

import type { Run } from './bundle.ts';
import type { Clause, VerdictRecord } from './records.ts';
import { cellsOf } from './totals.ts';

/**
 * `fail`: a divergence names it. `pass`: a property that aims at it passed, and some step reached it. `skip`: all
 * that aim at it were skipped. `unreached`: one passed, but no step came by. `inconclusive`: none of them came to
 * a pass. `untested`: none was planned. What other properties reach in passing is evidence, but no pass.
 */
export type ClauseVerdict = 'pass' | 'fail' | 'skip' | 'unreached' | 'inconclusive' | 'untested';

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
  const aiming = cells.filter(({ id }) => properties.includes(id));
  const verdict = isBroken(run, clause) ? 'fail' : withoutDivergence(aiming, steps);
  return { clause, verdict, steps, properties };
}

/** Any attempt counts: a divergence does not go away because another attempt failed elsewhere. */
function isBroken({ verdicts }: Run, { id }: Clause): boolean {
  return [...verdicts.values()].flat().some(({ failure }) => failure?.clause === id);
}

function withoutDivergence(aiming: readonly VerdictRecord[], steps: number): ClauseVerdict {
  if (aiming.length === 0) return 'untested';
  if (aiming.some(({ verdict }) => verdict === 'pass')) return steps > 0 ? 'pass' : 'unreached';
  return aiming.every(({ verdict }) => verdict === 'skip') ? 'skip' : 'inconclusive';
}
