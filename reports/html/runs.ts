/** Where and when: the runs of the bundle, one as a list and several as a table. */

import { WORST_FIRST } from '../../harness/bundle/index.ts';
import { isKnownFailure } from '../terminal/index.ts';
import type { BundleView, Column } from './bundle-view.ts';
import { badge, type Mark } from './marks.ts';
import { table } from './table.ts';
import { html, type View } from './view.ts';
import { duration, number, time } from './words.ts';

type Row = readonly [label: string, value: string];

/** Seed, start and duration. */
function when({ run: { header, end } }: Column): [string, string, string] {
  const length = end === undefined ? 'did not end' : duration(end.wallMs);
  return [String(header.seed), time(header.started), length];
}

function rowsOf(column: Column): Row[] {
  const { env } = column.run.header;
  const [seed, started, length] = when(column);
  return [
    ['kernel', env.kernel],
    ['architecture', env.arch],
    ['profile', env.profile],
    ['runtime', env.runtime],
    ['subject', env.subject],
    ['seed', seed],
    ['started', started],
    ['duration', length],
  ];
}

function place({ name, run: { header } }: Column): View {
  const { kernel, arch, profile, runtime, subject } = header.env;
  return html`<strong>${name}</strong><div class="quiet">${[kernel, arch, profile, runtime, subject].join(' · ')}</div>`;
}

/** Counted as in the totals: what failed as expected is known. */
function summary({ cells }: Column): View {
  const groups = Map.groupBy(
    cells.values(),
    (cell): Mark => (isKnownFailure(cell) ? 'known' : cell.verdict),
  );
  const marks: readonly Mark[] = [...WORST_FIRST, 'known'];
  const counts = marks.flatMap((mark) => {
    const n = groups.get(mark)?.length ?? 0;
    return n === 0 ? [] : [badge(mark, { more: number(n) })];
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
  return table({
    headings: ['environment', 'seed', 'started', 'duration', 'verdicts'],
    rows: columns.map((column) => ({ cells: [place(column), ...when(column), summary(column)] })),
    kind: 'runs',
    label: 'Runs',
    filters: false,
  });
}
