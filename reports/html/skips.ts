/** What could not run here, by reason, and how to make it run. */

import type { Skip, VerdictRecord } from '../../harness/bundle/index.ts';
import type { BundleView } from './bundle-view.ts';
import { html, type View } from './view.ts';
import { count, link } from './words.ts';

const KINDS: Readonly<Record<Skip['kind'], string>> = {
  absent: 'not in this kernel',
  denied: 'denied here',
  unsuitable: 'would disturb the host',
};

interface Skipped {
  readonly place: string;
  readonly id: string;
  readonly skip: Skip;
}

const skippedOf = (place: string, { id, skip }: VerdictRecord): Skipped[] =>
  skip === undefined ? [] : [{ place, id, skip }];

function group(records: readonly Skipped[]): View {
  const [first] = records;
  if (first === undefined) return html``;
  const { kind, reason, remedy } = first.skip;
  const places = new Set(records.map(({ place }) => place));
  const ids = new Set(records.map(({ id }) => id));
  return html`<article class="card skip" data-filter>
    <p class="kicker"><span class="badge">${KINDS[kind]}</span><span class="quiet">${count(ids.size, 'property', 'properties')} in ${[...places].join(', ')}</span></p>
    <h3>${reason}</h3>
    <p><strong>To run it:</strong> ${remedy}</p>
    <ul class="ids">${[...ids].map((id) => html`<li><a href=${link('property', id)}>${id}</a></li>`)}</ul>
  </article>`;
}

/** Skips by kind, reason and remedy. */
export function skips({ columns }: BundleView): View {
  const all = columns.flatMap(({ name, cells }) =>
    [...cells.values()].flatMap((record) => skippedOf(name, record)),
  );
  const groups = Map.groupBy(all, ({ skip: { kind, reason, remedy } }) =>
    JSON.stringify([kind, reason, remedy]),
  );
  return html`<section id="skips" data-group>
    <h2>Skips</h2>
    ${
      groups.size === 0
        ? html`<p class="card calm">Nothing was skipped.</p>`
        : [...groups.values()].map(group)
    }
  </section>`;
}
