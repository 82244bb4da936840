/** The failures: one card per finding. */

import type { BundleView } from './bundle-view.ts';
import { failureCard } from './failure.ts';
import { html, type View } from './view.ts';

/** Good news when nothing failed. */
export function failures({ findings, promises, totals }: BundleView): View {
  const names = new Map(promises.map(({ id, title }) => [id, title]));
  const none =
    totals.pass > 0
      ? 'No deviation was found in what was judged.'
      : 'Nothing was judged, so nothing failed.';
  return html`<section id="failures" data-group>
    <h2>Failures</h2>
    ${
      findings.length === 0
        ? html`<p class="card calm">${none}</p>`
        : findings.map((finding) => failureCard(finding, names))
    }
  </section>`;
}
