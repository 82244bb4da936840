/** The properties by suite: what was claimed, how often it was tried, and what came of it. */

import type { PlannedProperty, VerdictRecord } from '../../harness/bundle/index.ts';
import type { BundleView, Column } from './bundle-view.ts';
import { badge } from './marks.ts';
import { met } from './met.ts';
import { columnHeads } from './promises.ts';
import { type Row, table } from './table.ts';
import { html, type View } from './view.ts';
import { anchor, count, duration, link, unbroken } from './words.ts';

function cost({ skip, cases, rejected, operations, ms }: VerdictRecord): string {
  if (skip !== undefined) return skip.reason;
  if (cases + operations === 0) return '';
  const parts = [
    count(cases, 'case'),
    rejected > 0 && `${rejected} rejected`,
    count(operations, 'operation'),
    duration(ms),
  ];
  return parts
    .filter((part) => part !== false)
    .map(unbroken)
    .join(' · ');
}

function cell({ run, cells }: Column, id: string, cards: ReadonlySet<string>): View {
  const found = cells.get(id);
  if (found === undefined) return html`<span class="quiet">not planned</span>`;
  const attempts = run.verdicts.get(id) ?? [];
  const same = attempts.filter(({ verdict }) => verdict === found.verdict).length;
  const { verdict, known, reason } = found;
  const isFixed = verdict === 'pass' && known !== undefined;
  return html`<span class="badges">${badge(verdict)}${known !== undefined && badge('known', { more: known })}</span>
    ${isFixed && html`<div class="quiet">expected to fail: fixed?</div>`}
    ${attempts.length > 1 && html`<div class="quiet">in ${same} of ${attempts.length} attempts</div>`}
    ${reason && html`<div class="reason">${reason}</div>`}
    <div class="quiet">${cost(found)}</div>
    ${met(found, cards)}`;
}

function seeds(columns: readonly Column[], id: string): View | string {
  const all = columns.flatMap(({ cells }) => {
    const found = cells.get(id);
    return found === undefined || found.verdict === 'missing' ? [] : [found.seed];
  });
  if (all.length === 0) return '';
  return html`<span class="number">${[...new Set(all)].join(', ')}</span>`;
}

function row({ columns, findings }: BundleView, { id, claim, clauses }: PlannedProperty): Row {
  const cards = new Set(findings.map(({ key }) => key));
  return {
    id: anchor('property', id),
    cells: [
      html`<span class="claim">${claim}</span><a class="id" href=${link('property', id)}>${id}</a>`,
      ...columns.map((column) => cell(column, id, cards)),
      html`<ul class="ids">${clauses.map((clause) => html`<li><a href=${link('clause', clause)}>${clause}</a></li>`)}</ul>`,
      seeds(columns, id),
    ],
  };
}

function suite(view: BundleView, name: string, planned: readonly PlannedProperty[]): View {
  return html`<details id=${anchor('suite', name)} open data-group>
    <summary><h3>${name}</h3> <span class="quiet">${count(planned.length, 'property', 'properties')}</span></summary>
    ${table({
      headings: ['property', ...columnHeads(view.columns), 'clauses', 'seed'],
      rows: planned.map((one) => row(view, one)),
      kind: 'properties',
      label: `Properties: ${name}`,
    })}
  </details>`;
}

/** All suites. */
export function properties(view: BundleView): View {
  const suites = Map.groupBy(view.plan, (planned) => planned.suite);
  return html`<section id="properties" data-group>
    <h2>Properties</h2>
    ${[...suites].map(([name, planned]) => suite(view, name, planned))}
  </section>`;
}
