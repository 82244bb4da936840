/** What was skipped and why, what went wrong with the run itself, and what the environments are. */

import type { VerdictRecord } from '../../harness/bundle/records.ts';
import type { BundleView } from './bundle-view.ts';
import { columnName } from './promises.ts';
import { badge, html, type View } from './view.ts';

/** Skips by reason, each with what helps. */
export function skips({ verdicts }: BundleView): View {
  const skipped = verdicts.filter(({ skip }) => skip !== undefined);
  if (skipped.length === 0) return html``;
  const groups = Map.groupBy(skipped, ({ skip }) => `${skip?.reason}\n${skip?.remedy}`);
  return html`<section id="skips"><h2>Not judged here, and how to judge it</h2>${[...groups].map(
    ([key, records]) => {
      const [reason, remedy] = key.split('\n');
      return html`<article class="card"><h3>${reason}</h3><p><strong>To enable:</strong> ${remedy}</p><p class="ids quiet">${records.map(({ id, env }) => html`<code title=${env}>${id}</code> `)}</p></article>`;
    },
  )}</section>`;
}

const UNWELL: readonly VerdictRecord['verdict'][] = ['broken', 'crash', 'inconclusive', 'missing'];

/** Nothing when the run was well. */
export function health({ verdicts, ends, problems }: BundleView): View {
  const unwell = verdicts.filter(({ verdict }) => UNWELL.includes(verdict));
  const early = ends.filter(({ interrupted }) => interrupted !== undefined);
  if (unwell.length + problems.length + early.length === 0) return html``;
  return html`<section id="health"><h2>The run itself</h2><ul>
    ${early.map(({ env, interrupted }) => html`<li>${env}: ended early, ${interrupted}</li>`)}
    ${unwell.map(({ id, env, verdict, reason }) => html`<li>${badge(verdict)} <code>${id}</code> in ${env}: ${reason ?? (verdict === 'missing' ? 'planned, but it left no record' : '')}</li>`)}
    ${problems.map((problem) => html`<li>${problem}</li>`)}
  </ul></section>`;
}

/** Facts side by side, those that differ first. */
export function facts({ headers }: BundleView): View {
  const names = new Map(
    headers.flatMap(({ env }) =>
      env.facts.map(({ group, name }) => [`${group}\n${name}`, { group, name }] as const),
    ),
  );
  const rows = [...names.values()].map(({ group, name }) => {
    const values = headers.map(
      ({ env }) =>
        env.facts.find((fact) => fact.group === group && fact.name === name)?.value ?? '',
    );
    return { group, name, values, differs: new Set(values).size > 1 };
  });
  rows.sort((a, b) => Number(b.differs) - Number(a.differs));
  return html`<section id="environment"><h2>Environment</h2>
    ${headers.map(({ env }) => html`<p><strong>${columnName(env)}</strong>: ${env.profileText}</p>`)}
    <details open=${headers.length > 1}><summary>${rows.length} observed facts</summary><div class="scroll"><table class="facts">
    <thead><tr><th scope="col">fact</th>${headers.map(({ env }) => html`<th scope="col">${columnName(env)}</th>`)}</tr></thead>
    <tbody>${rows.map(({ group, name, values, differs }) => html`<tr class=${differs ? 'differs' : ''}><th scope="row">${name}<div class="quiet">${group}</div></th>${values.map((value) => html`<td>${value}</td>`)}</tr>`)}</tbody>
  </table></div></details></section>`;
}
