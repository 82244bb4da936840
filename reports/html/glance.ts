/** The promises at a glance: each with the worst that became of its clauses. */

import type { ClauseVerdict } from '../../harness/bundle/index.ts';
import type { BundleView, LawPromise } from './bundle-view.ts';
import { badge, type Mark } from './marks.ts';
import { tally } from './promises.ts';
import { html, type View } from './view.ts';
import { link } from './words.ts';

/** From what most needs a look to what least does. */
const ORDER: readonly ClauseVerdict[] = ['fail', 'pass', 'skip', 'unreached', 'untested'];

/** A crash names no clause, so the findings decide before the clauses do. */
function markOf({ findings, columns, clauses }: BundleView, { id }: LawPromise): Mark {
  const mine = findings.filter(({ promise }) => promise === id);
  if (mine.some(({ known }) => known === undefined)) return 'fail';
  if (mine.length > 0) return 'known';
  const verdicts = clauses
    .filter(({ promise }) => promise === id)
    .flatMap((clause) => columns.flatMap((column) => column.clauses.get(clause.id)?.verdict ?? []));
  return ORDER.find((verdict) => verdicts.includes(verdict)) ?? 'untested';
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
    const clauses = view.clauses.filter((clause) => clause.promise === id);
    return html`<li><a class=${mark} href=${link('promise', id)}>
      ${badge(mark, { word: WORDS[mark] })}
      <strong>${title}</strong>
      <span class="quiet">${tally(view, clauses)}</span>
    </a></li>`;
  })}</ul>`;
}
