/** Known deviations that a property met on its way: each with how many scenarios ended with it. */

import type { VerdictRecord } from '../../harness/bundle/index.ts';
import { html, type View } from './view.ts';
import { count, link, number } from './words.ts';

/** A folded list, the most frequent first; a signature that has a card on the page leads to it. */
export function met(
  { deviations = {} }: VerdictRecord,
  cards: ReadonlySet<string>,
): View | undefined {
  const all = Object.entries(deviations).toSorted(
    ([one, times], [other, more]) => more - times || (one < other ? -1 : 1),
  );
  if (all.length === 0) return undefined;
  const items = all.map(
    ([signature, times]) => html`<li>${named(signature, cards)} × ${number(times)}</li>`,
  );
  return html`<details class="quiet"><summary>met ${count(all.length, 'known deviation')}</summary>
    <ul class="met">${items}</ul>
  </details>`;
}

function named(signature: string, cards: ReadonlySet<string>): View {
  const text = html`<code>${signature}</code>`;
  return cards.has(signature) ? html`<a href=${link('failure', signature)}>${text}</a>` : text;
}
