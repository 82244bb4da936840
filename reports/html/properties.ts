/** The properties by suite: what was claimed, how often it was tried, and what came of it. */

import type { PlannedProperty } from '../../harness/bundle/records.ts';
import type { BundleView } from './bundle-view.ts';
import { columnName } from './promises.ts';
import { badge, html, number, type View } from './view.ts';

function cell({ verdicts }: BundleView, env: string, id: string): View {
  const found = verdicts.find((one) => one.env === env && one.id === id);
  if (found === undefined) return html`<td>${badge('missing')}</td>`;
  const cost =
    found.verdict === 'skip'
      ? (found.skip?.reason ?? '')
      : `${number(found.cases)} cases · ${number(found.operations)} operations · ${number(found.ms)} ms`;
  return html`<td>${badge(found.verdict)}<div class="quiet">${cost}</div>${found.reason ? html`<div class="quiet">${found.reason}</div>` : ''}</td>`;
}

function suite(bundle: BundleView, name: string, plan: readonly PlannedProperty[]): View {
  return html`<h3>${name}</h3><div class="scroll"><table>
    <thead><tr><th scope="col">property</th>${bundle.headers.map(({ env }) => html`<th scope="col">${columnName(env)}</th>`)}</tr></thead>
    <tbody>${plan.map(
      ({ id, claim }) =>
        html`<tr id=${`property-${id}`} class="row"><th scope="row"><span class="claim">${claim}</span><div class="quiet"><a href=${`#property-${id}`}><code>${id}</code></a></div></th>${bundle.headers.map(({ env }) => cell(bundle, env.id, id))}</tr>`,
    )}</tbody></table></div>`;
}

export function properties(bundle: BundleView): View {
  const plan = new Map(
    bundle.headers.flatMap((header) => header.plan).map((planned) => [planned.id, planned]),
  );
  const suites = Map.groupBy(plan.values(), (planned) => planned.suite);
  return html`<section id="properties"><h2>Properties, by suite</h2>${[...suites].map(([name, planned]) => suite(bundle, name, planned))}</section>`;
}
