/** The failures: one card per finding, with all that is needed to judge it. */

import type { Failure, VerdictRecord } from '../../harness/bundle/records.ts';
import type { BundleView } from './bundle-view.ts';
import { html, number, type View } from './view.ts';

type Failed = VerdictRecord & { readonly failure: Failure };

/** Findings by signature; the first record stands for all. */
export function findings({ verdicts }: BundleView): readonly (readonly Failed[])[] {
  const groups = new Map<string, Failed[]>();
  for (const verdict of verdicts) {
    if (verdict.failure === undefined) continue;
    const key = verdict.failure.signature;
    groups.set(key, [...(groups.get(key) ?? []), { ...verdict, failure: verdict.failure }]);
  }
  return [...groups.values()];
}

function steps({ steps }: Failure): View {
  return html`<div class="scroll"><table class="steps">
    <thead><tr><th scope="col">#</th><th scope="col">operation</th><th scope="col">observed</th><th scope="col">allowed</th><th scope="col">clause</th></tr></thead>
    <tbody>${steps.map(
      (step, i) => html`<tr class=${step.diverges ? 'diverges' : ''}>
        <td>${step.diverges ? '▶ ' : ''}${i + 1}</td>
        <td><code>${step.operation}</code></td>
        <td>${step.observed}</td>
        <td>${step.allowed.join(' | ')}</td>
        <td>${step.clause ? html`<a href=${`#clause-${step.clause}`}>${step.clause}</a>` : ''}</td>
      </tr>`,
    )}</tbody>
  </table></div>`;
}

function card(group: readonly Failed[]): View {
  const [first] = group;
  if (first === undefined) return html``;
  const { failure, id } = first;
  const places = [...new Set(group.map(({ env }) => env))];
  return html`<article class="card failure" id=${`failure-${id}`}>
    <h3>${failure.summary}</h3>
    <p class="where"><a href=${`#property-${id}`}><code>${id}</code></a> · clause <a href=${`#clause-${failure.clause}`}>${failure.clause}</a>, ${failure.citation}</p>
    <dl class="versus">
      <div class="observed"><dt>observed</dt><dd>${failure.observed}</dd></div>
      <div class="allowed"><dt>allowed only</dt>${failure.allowed.map((one) => html`<dd>${one}</dd>`)}</div>
    </dl>
    ${steps(failure)}
    <p class="replay"><code>npx sockspec replay '${failure.token}'</code></p>
    <p class="quiet">Shrunk from ${number(failure.shrunk.from)} to ${number(failure.shrunk.to)} operations in ${number(failure.shrunk.runs)} runs. Seen in ${places.join(', ')}.</p>
    <details><summary>The scenario as text</summary><pre>${failure.scenario}</pre></details>
  </article>`;
}

/** Nothing when nothing failed. */
export function failures(bundle: BundleView): View {
  const groups = findings(bundle);
  if (groups.length === 0) return html``;
  return html`<section id="failures"><h2>Broken promises</h2>${groups.map(card)}</section>`;
}
