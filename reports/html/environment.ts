/** What the environments are: their profiles, and the observed facts side by side. */

import type { Fact } from '../../harness/bundle/index.ts';
import type { BundleView, Column } from './bundle-view.ts';
import { table } from './table.ts';
import { html, type View } from './view.ts';
import { count } from './words.ts';

interface FactRow extends Pick<Fact, 'group' | 'name'> {
  readonly values: readonly string[];
  readonly differs: boolean;
}

function factRows(columns: readonly Column[]): FactRow[] {
  const key = ({ group, name }: Pick<Fact, 'group' | 'name'>) => JSON.stringify([group, name]);
  const known = columns.map(
    ({ run }) => new Map(run.header.env.facts.map((fact) => [key(fact), fact])),
  );
  const all = new Map(known.flatMap((facts) => [...facts]));
  const rows = [...all].map(([id, { group, name }]) => {
    const values = known.map((facts) => facts.get(id)?.value ?? '–');
    return { group, name, values, differs: new Set(values).size > 1 };
  });
  return rows.toSorted((a, b) => Number(b.differs) - Number(a.differs));
}

function facts(columns: readonly Column[]): View {
  const rows = factRows(columns);
  const differing = rows.filter(({ differs }) => differs).length;
  return html`<details open>
    <summary><h3>${count(rows.length, 'fact')}</h3> <span class="quiet">${
      columns.length > 1 &&
      (differing > 0 ? `${differing} differ, they come first` : 'none differs')
    }</span></summary>
    ${table({
      headings: ['fact', ...(columns.length === 1 ? ['value'] : columns.map(({ name }) => name))],
      rows: rows.map(({ group, name, values, differs }) => ({
        class: differs ? 'differs' : '',
        cells: [
          html`${name}<div class="quiet">${group}</div>`,
          ...values.map((value) => html`<code>${value}</code>`),
        ],
      })),
      kind: 'facts',
      label: 'Facts of the environments',
    })}
  </details>`;
}

/** Profiles in a sentence each, then the facts. */
export function environment({ columns }: BundleView): View {
  return html`<section id="environment" data-group>
    <h2>Environment</h2>
    <dl class="profiles">${columns.map(
      ({ name, run }) =>
        html`<div><dt>${name}</dt><dd>${run.header.env.profileText} <code>${run.header.env.id}</code></dd></div>`,
    )}</dl>
    ${facts(columns)}
  </section>`;
}
