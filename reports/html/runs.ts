/** Where and when: the runs of the bundle, one as a list and several as a table. */

import { WORST_FIRST } from '../../harness/bundle/index.ts';
import type { BundleView, Column } from './bundle-view.ts';
import { badge } from './marks.ts';
import { type Heading, table } from './table.ts';
import { html, type View } from './view.ts';
import { duration, number, time } from './words.ts';

type Row = readonly [label: string, value: string];

function rowsOf({ run: { header, end } }: Column): Row[] {
  const { env, seed, started } = header;
  return [
    ['kernel', env.kernel],
    ['architecture', env.arch],
    ['profile', env.profile],
    ['runtime', env.runtime],
    ['subject', env.subject],
    ['seed', String(seed)],
    ['started', time(started)],
    ['duration', end === undefined ? 'did not end' : duration(end.wallMs)],
  ];
}

function summary({ cells }: Column): View {
  const groups = Map.groupBy(cells.values(), ({ verdict }) => verdict);
  const counts = WORST_FIRST.flatMap((verdict) => {
    const n = groups.get(verdict)?.length ?? 0;
    return n === 0 ? [] : [badge(verdict, number(n))];
  });
  return html`<span class="badges">${counts}</span>`;
}

/** Nothing without a run. */
export function runs({ columns }: BundleView): View {
  const [first, ...more] = columns;
  if (first === undefined) return html`<p>No environment left results.</p>`;
  if (more.length === 0)
    return html`<dl class="facts-of-run">${rowsOf(first).map(
      ([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`,
    )}</dl>`;
  const headings: Heading[] = ['environment', ...rowsOf(first).map(([label]) => label), 'verdicts'];
  const rows = columns.map((column) => ({
    cells: [html`${column.name}`, ...rowsOf(column).map(([, value]) => value), summary(column)],
  }));
  return table({ headings, rows, kind: 'runs', label: 'Runs', filters: false });
}
