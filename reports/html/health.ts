/** What went wrong with the run itself, not with the kernel. */

import type { Verdict } from '../../harness/bundle/index.ts';
import type { BundleView, Column } from './bundle-view.ts';
import { badge } from './marks.ts';
import { type Row, table } from './table.ts';
import { html, type View } from './view.ts';
import { link } from './words.ts';

const UNWELL: readonly Verdict[] = ['missing', 'broken', 'inconclusive'];

const EXPLAINED: Partial<Record<Verdict, string>> = {
  missing: 'planned, but it left no record',
  broken: 'the harness could not judge',
  inconclusive: 'too few cases',
};

function rowsOf({ name, cells }: Column): Row[] {
  return UNWELL.flatMap((verdict) =>
    [...cells.values()]
      .filter((cell) => cell.verdict === verdict)
      .map(({ id, reason }) => ({
        cells: [
          html`<a href=${link('property', id)}>${id}</a>`,
          badge(verdict),
          name,
          reason ?? EXPLAINED[verdict] ?? '',
        ],
      })),
  );
}

function ending({ name, run: { end } }: Column): string[] {
  if (end === undefined) return [`${name}: the run did not end; what it did not reach is missing.`];
  return end.interrupted === undefined ? [] : [`${name}: ended early, ${end.interrupted}.`];
}

/** Incidents, unreadable lines, and properties without a usable verdict. */
export function health({ columns, problems }: BundleView): View {
  const notes = [...columns.flatMap(ending), ...problems];
  const rows = columns.flatMap(rowsOf);
  const isWell = notes.length + rows.length === 0;
  return html`<section id="health" data-group>
    <h2>Run health</h2>
    ${isWell && html`<p class="card calm">The run was complete: every planned property has a verdict.</p>`}
    ${notes.length > 0 && html`<ul class="card notes">${notes.map((note) => html`<li data-filter>${note}</li>`)}</ul>`}
    ${
      rows.length > 0 &&
      table({
        headings: ['property', 'verdict', 'environment', 'why'],
        rows,
        kind: 'health',
        label: 'Properties without a usable verdict',
      })
    }
  </section>`;
}
