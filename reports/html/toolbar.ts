/** The bar on top: sections, and what scripts add, hidden until they run. */

import { html, type View } from './view.ts';

const SECTIONS = [
  ['failures', 'Failures'],
  ['clauses', 'Clauses'],
  ['properties', 'Properties'],
  ['rules', 'Rules'],
  ['skips', 'Skips'],
  ['environment', 'Environment'],
  ['health', 'Run health'],
] as const;

/** The bar. */
export function toolbar(): View {
  return html`<div class="toolbar"><div class="page">
    <a class="brand" href="#top">sockspec</a>
    <nav aria-label="Sections">${SECTIONS.map(([id, name]) => html`<a href=${`#${id}`}>${name}</a>`)}</nav>
    <div class="tools" hidden>
      <input id="filter" type="search" placeholder="Filter: word, clause, verdict" aria-label="Filter rows" aria-keyshortcuts="/" title="press / to filter, Escape to leave" autocomplete="off" />
      <output id="found" for="filter"></output>
      <button id="theme" type="button" aria-label="Light or dark"><span aria-hidden="true">◐</span></button>
    </div>
  </div></div>`;
}
