/** The promises at a glance: each with the worst that became of its clauses. */

import {
  type ClauseVerdict,
  type PlannedProperty,
  type Verdict,
  worstOf,
} from '../../harness/bundle/index.ts';
import type { BundleView, Column, LawPromise } from './bundle-view.ts';
import { badge, type Mark } from './marks.ts';
import { tally } from './promises.ts';
import { html, type View } from './view.ts';
import { count, link } from './words.ts';

/** From what most needs a look to what least does. */
const ORDER: readonly ClauseVerdict[] = [
  'fail',
  'inconclusive',
  'pass',
  'skip',
  'unreached',
  'untested',
];

/** A crash names no clause, so the findings decide before the clauses do. */
function markOf({ findings, columns, clauses, plan }: BundleView, { id }: LawPromise): Mark {
  const mine = findings.filter(({ promise }) => promise === id);
  if (mine.some(({ known }) => known === undefined)) return 'fail';
  if (mine.length > 0) return 'known';
  const results = clauses
    .filter(({ promise }) => promise === id)
    .flatMap((clause) => columns.flatMap((column) => column.clauses.get(clause.id)?.verdict ?? []));
  const worst = ORDER.find((verdict) => results.includes(verdict));
  return worst ?? worstOf(cellsOfSuite(columns, plan, id)) ?? 'untested';
}

/** For a promise that has no clause of its own. */
function cellsOfSuite(
  columns: readonly Column[],
  plan: readonly PlannedProperty[],
  id: string,
): Verdict[] {
  const mine = plan.filter(({ suite }) => suite === id);
  return columns.flatMap(({ cells }) => mine.flatMap((one) => cells.get(one.id)?.verdict ?? []));
}

function extent(view: BundleView, id: string): string {
  const clauses = view.clauses.filter(({ promise }) => promise === id);
  if (clauses.length > 0) return tally(view, clauses);
  const planned = view.plan.filter(({ suite }) => suite === id);
  return count(planned.length, 'property', 'properties');
}

const WORDS: Partial<Record<Mark, string>> = {
  fail: 'broken',
  pass: 'kept',
  known: 'known broken',
};

/** A tile a promise. */
export function glance(view: BundleView): View {
  return html`<ul class="glance" aria-label="Promises">${view.promises.map((promise) => {
    const { id, title } = promise;
    const mark = markOf(view, promise);
    return html`<li><a class=${mark} href=${link('promise', id)}>
      ${badge(mark, { word: WORDS[mark] })}
      <strong>${title}</strong>
      <span class="quiet">${extent(view, id)}</span>
    </a></li>`;
  })}</ul>`;
}
