/** One finding as a card, with all that is needed to judge it. */

import type { Failure, Step } from '../../harness/bundle/index.ts';
import { replayCommand } from '../terminal/index.ts';
import { copyable } from './command.ts';
import type { Finding } from './findings.ts';
import { badge } from './marks.ts';
import { type Row, table } from './table.ts';
import { html, type View } from './view.ts';
import { anchor, count, link, number } from './words.ts';

/** Outcomes, one below the other. */
const outcomes = (texts: readonly string[]): View =>
  html`${texts.map((text, index) => [index > 0 && html`<span class="or">or</span>`, html`<code>${text}</code>`])}`;

function stepRow(step: Step, index: number): Row {
  const { operation, observed, allowed, clause, diverges } = step;
  return {
    class: diverges ? 'diverges' : '',
    cells: [
      html`${diverges && html`<span class="arrow" title="diverges here">▶</span>`}${index + 1}`,
      html`<code>${operation}</code>`,
      html`<code>${observed}</code>`,
      html`${outcomes(allowed)}`,
      clause === undefined ? '' : html`<a href=${link('clause', clause)}>${clause}</a>`,
    ],
  };
}

function evidence(failure: Failure): View {
  const { observed, allowed, steps, shrunk, scenario } = failure;
  return html`<dl class="versus">
      <div class="observed"><dt>observed</dt><dd><code>${observed}</code></dd></div>
      <div class="allowed"><dt>allowed only</dt><dd>${outcomes(allowed)}</dd></div>
    </dl>
    ${table({
      headings: ['step', 'operation', 'observed', 'allowed', 'clause'],
      rows: steps.map(stepRow),
      kind: 'steps',
      label: 'Steps',
      filters: false,
    })}
    <h4>See it again</h4>
    ${copyable(replayCommand(failure), 'the replay command', true)}
    <p class="quiet">Shrunk ${number(shrunk.from)} → ${count(shrunk.to, 'operation')} in ${count(shrunk.runs, 'run')}.</p>
    <details><summary>The scenario as text</summary>${copyable(scenario, 'the scenario')}</details>`;
}

/** The card; `names` are the titles of promises. */
export function failureCard(finding: Finding, names: ReadonlyMap<string, string>): View {
  const { key, property, isCrash, reason, failure, promise, known, seen } = finding;
  const isKnown = known !== undefined;
  return html`<article id=${anchor('failure', key)} class=${isKnown ? 'card failure expected' : 'card failure'} data-filter>
    <p class="kicker">${badge(isCrash ? 'crash' : 'fail')}${isKnown && badge('known', { more: known })}<a href=${link('promise', promise)}>${names.get(promise) ?? promise}</a></p>
    <h3>${failure?.summary ?? reason ?? 'It crashed and gave no reason.'}</h3>
    ${failure && reason && html`<p>${reason}</p>`}
    <dl class="where">
      ${
        failure &&
        html`<div><dt>clause</dt><dd><a href=${link('clause', failure.clause)}>${failure.clause}</a>, ${failure.citation}</dd></div>`
      }
      <div><dt>property</dt><dd><a href=${link('property', property)}>${property}</a></dd></div>
      <div><dt>seen in</dt><dd>${seen.join(', ')}</dd></div>
      <div><dt>signature</dt><dd><a href=${link('failure', key)}>${key}</a></dd></div>
    </dl>
    ${failure && evidence(failure)}
  </article>`;
}
