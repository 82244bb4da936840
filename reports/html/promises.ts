/** The clauses by promise: what was promised, where it is written, and what became of it here. */

import type { Clause, ClauseResult } from '../../harness/bundle/index.ts';
import type { BundleView, Column, LawPromise } from './bundle-view.ts';
import { badge } from './marks.ts';
import { type Row, table } from './table.ts';
import { html, type View } from './view.ts';
import { anchor, count, link, unbroken } from './words.ts';

const STRENGTHS: Readonly<Record<Clause['strength'], string>> = {
  posix: 'POSIX',
  linux: 'Linux',
  exact: 'exact',
};

/** The verdict and how often it was put to the test. */
function judged(result: ClauseResult | undefined): View | string {
  if (result === undefined) return '';
  const { verdict, steps } = result;
  return html`${badge(verdict)}${steps > 0 && html`<div class="quiet reached">${count(steps, 'step')}</div>`}`;
}

function row({ columns, plan }: BundleView, clause: Clause): Row {
  const { id, text, citation, strength, since } = clause;
  const properties = plan.filter(({ clauses }) => clauses.includes(id));
  return {
    id: anchor('clause', id),
    cells: [
      html`<a href=${link('clause', id)}>${id}</a>`,
      html`${text}<div class="quiet">${citation}</div>`,
      html`<span class="strength">${STRENGTHS[strength]}</span>${since && html`<div class="quiet">since ${since}</div>`}`,
      ...columns.map((column) => judged(column.clauses.get(id))),
      html`<ul class="ids">${properties.map((one) => html`<li><a href=${link('property', one.id)}>${one.id}</a></li>`)}</ul>`,
    ],
  };
}

/** Head of the column of verdicts: with one environment its name says nothing. */
export const columnHeads = (columns: readonly Column[]): string[] =>
  columns.length === 1 ? ['verdict'] : columns.map(({ name }) => name);

/** How many clauses were reached and broken anywhere. */
export function tally({ columns }: BundleView, clauses: readonly Clause[]): string {
  const results = clauses.map(({ id }) => columns.map((column) => column.clauses.get(id)));
  const some = (test: (result: ClauseResult) => boolean) =>
    results.filter((row) => row.some((one) => one !== undefined && test(one))).length;
  const reached = some(({ verdict }) => verdict === 'pass' || verdict === 'fail');
  const broken = some(({ verdict }) => verdict === 'fail');
  const parts = [
    `${reached} of ${count(clauses.length, 'clause')} put to the test`,
    broken > 0 && unbroken(`${broken} broken`),
  ];
  return parts.filter(Boolean).join(', ');
}

function byClauses(view: BundleView, clauses: readonly Clause[], title: string): View {
  return html`<p class="quiet">${tally(view, clauses)}.</p>
    ${table({
      headings: [
        'clause',
        'what is promised',
        'strength',
        ...columnHeads(view.columns),
        'properties',
      ],
      rows: clauses.map((clause) => row(view, clause)),
      kind: 'clauses',
      label: `Clauses: ${title}`,
    })}`;
}

/** A suite across all promises has no clause of its own. */
function byProperties({ plan }: BundleView, id: string): View {
  const isPlanned = plan.some(({ suite }) => suite === id);
  const where = isPlanned ? html`<a href=${link('suite', id)}>its properties</a>` : 'none yet';
  return html`<p class="quiet" data-filter>It has no clause of its own. Judged by: ${where}.</p>`;
}

function promise(view: BundleView, { id, title, text }: LawPromise): View {
  const clauses = view.clauses.filter((clause) => clause.promise === id);
  return html`<section id=${anchor('promise', id)} class="promise" data-group>
    <h3><a href=${link('promise', id)}>${title}</a></h3>
    <p class="lead">${text}</p>
    ${clauses.length === 0 ? byProperties(view, id) : byClauses(view, clauses, title)}
  </section>`;
}

/** All promises; clauses of a promise that no header names come last. */
export function promises(view: BundleView): View {
  const named = new Set(view.promises.map(({ id }) => id));
  const nameless = new Set(view.clauses.map((one) => one.promise).filter((id) => !named.has(id)));
  const all = [...view.promises, ...[...nameless].map((id) => ({ id, title: id, text: '' }))];
  return html`<section id="clauses" data-group>
    <h2>Clauses</h2>
    <p class="quiet">What the documents promise, in our own words. POSIX: every system owes it. Linux: its manual pages say so. Exact: it follows from how Linux words it.</p>
    ${all.map((one) => promise(view, one))}
  </section>`;
}
