/** Tables: heads that stick on wide screens, rows that stack with labels on narrow ones. */

import { html, type View } from './view.ts';

/** The text of a column's head. */
export type Heading = string;

/** A row; its first cell is its head. */
export interface Row {
  readonly id?: string;
  readonly class?: string;
  readonly cells: readonly (View | string)[];
}

interface Table {
  readonly headings: readonly Heading[];
  readonly rows: readonly Row[];
  /** Class for widths of columns. */
  readonly kind: string;
  /** What a screen reader announces. */
  readonly label: string;
  /** Whether the filter hides rows one by one. */
  readonly filters?: boolean;
}

/** More columns than this scroll in a box of their own. */
const FEW = 7;

/** Renders a table. */
export function table({ headings, rows, kind, label, filters = true }: Table): View {
  const width = headings.length > FEW ? 'many' : 'few';
  return html`<div class=${`table ${width}`} role="region" aria-label=${label} tabindex=${width === 'many' ? 0 : undefined}>
    <table class=${kind}>
      <thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => tableRow(row, headings, filters))}</tbody>
    </table>
  </div>`;
}

function tableRow(row: Row, headings: readonly Heading[], filters: boolean): View {
  const {
    id,
    class: name,
    cells: [first, ...more],
  } = row;
  return html`<tr id=${id} class=${name} data-filter=${filters ? true : undefined}>
    <th scope="row">${first}</th>
    ${more.map((cell, index) => html`<td data-label=${headings[index + 1]}><div>${cell}</div></td>`)}
  </tr>`;
}
