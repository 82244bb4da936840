/** The clauses by promise: what was promised, where it is written, and what became of it here. */

import { clauseResult } from '../../harness/bundle/index.ts';
import type { Clause } from '../../harness/bundle/records.ts';
import type { BundleView } from './bundle-view.ts';
import { badge, html, number, type View } from './view.ts';

type Promise_ = BundleView['headers'][number]['promises'][number];

/** A short name for a column. */
export const columnName = (env: { readonly profile: string; readonly runtime: string }): string =>
  `${env.profile} · ${env.runtime}`;

function row(bundle: BundleView, clause: Clause): View {
  const results = bundle.runs.map((run) => clauseResult(run, clause));
  const properties = [...new Set(results.flatMap((result) => result.properties))];
  return html`<tr id=${`clause-${clause.id}`} class="row">
    <th scope="row"><a href=${`#clause-${clause.id}`}>${clause.id}</a></th>
    <td>${clause.text}<div class="quiet">${clause.citation} · ${clause.strength}${clause.since ? ` · since ${clause.since}` : ''}</div></td>
    ${results.map(({ verdict, steps }) => html`<td>${badge(verdict)}<div class="quiet">${steps > 0 ? `${number(steps)} steps` : ''}</div></td>`)}
    <td class="ids">${properties.map((id) => html`<a href=${`#property-${id}`}>${id}</a> `)}</td>
  </tr>`;
}

function promise(
  bundle: BundleView,
  { id, title, text }: Promise_,
  clauses: readonly Clause[],
): View {
  const mine = clauses.filter((clause) => clause.promise === id);
  if (mine.length === 0) return html``;
  const judged = mine.filter((clause) =>
    bundle.runs.some((run) => clauseResult(run, clause).steps > 0),
  );
  return html`<section class="promise" id=${`promise-${id}`}>
    <h3>${title}</h3>
    <p>${text}</p>
    <p class="quiet">${judged.length} of ${mine.length} clauses judged.</p>
    <div class="scroll"><table>
      <thead><tr><th scope="col">clause</th><th scope="col">what is promised</th>${bundle.headers.map(({ env }) => html`<th scope="col">${columnName(env)}</th>`)}<th scope="col">properties</th></tr></thead>
      <tbody>${mine.map((clause) => row(bundle, clause))}</tbody>
    </table></div>
  </section>`;
}

export function promises(bundle: BundleView): View {
  const first = bundle.headers[0];
  if (first === undefined) return html``;
  return html`<section id="clauses"><h2>Clauses, by promise</h2>${first.promises.map((one) => promise(bundle, one, first.clauses))}</section>`;
}
