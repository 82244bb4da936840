/** The head of the page: the verdict in plain words, the totals, and where and when. */

import { VERDICTS } from '../../harness/bundle/records.ts';
import type { BundleView } from './bundle-view.ts';
import { findings } from './failures.ts';
import { badge, html, number, type View } from './view.ts';

/** The whole run in one sentence. */
export function verdictSentence(bundle: BundleView): string {
  const broken = findings(bundle).length;
  if (broken > 0) return broken === 1 ? 'One promise is broken' : `${broken} promises are broken`;
  const judged = bundle.verdicts.filter(({ verdict }) => verdict === 'pass').length;
  if (judged === 0) return 'Nothing was judged';
  return bundle.verdicts.every(({ verdict }) => verdict === 'pass' || verdict === 'skip') &&
    bundle.ends.length === bundle.headers.length
    ? 'This kernel keeps its promises'
    : 'What was judged is kept, but not all was judged';
}

export function heading(bundle: BundleView): View {
  const [first] = bundle.headers;
  const state =
    findings(bundle).length > 0
      ? 'fail'
      : verdictSentence(bundle).startsWith('This kernel')
        ? 'pass'
        : 'inconclusive';
  const counted = VERDICTS.map(
    (verdict) =>
      [verdict, bundle.verdicts.filter((one) => one.verdict === verdict).length] as const,
  );
  const operations = bundle.verdicts.reduce((sum, one) => sum + one.operations, 0);
  const cases = bundle.verdicts.reduce((sum, one) => sum + one.cases, 0);
  const wall = bundle.ends.reduce((sum, { wallMs }) => sum + wallMs, 0);
  return html`<header class=${`head ${state}`}>
    <p class="brand">sockspec <button id="theme" type="button" hidden>theme</button></p>
    <h1>${verdictSentence(bundle)}</h1>
    <p class="chips">${counted.filter(([, n]) => n > 0).map(([verdict, n]) => html`<span class="chip">${badge(verdict)} ${n}</span> `)}</p>
    <p>${number(cases)} scenarios, ${number(operations)} operations judged in ${(wall / 1000).toFixed(1)} s.</p>
    <ul class="where">${bundle.headers.map(({ env, seed }) => html`<li>Linux ${env.kernel} · ${env.arch} · ${env.profile} · ${env.runtime}${env.subject ? ` · subject ${env.subject}` : ''} · seed ${seed}</li>`)}</ul>
    <p class="quiet">${first?.started ?? ''}</p>
    <nav><a href="#failures">failures</a> <a href="#clauses">clauses</a> <a href="#properties">properties</a> <a href="#skips">skips</a> <a href="#environment">environment</a></nav>
    <p class="search" hidden><label>Filter rows <input id="filter" type="search" placeholder="clause, word, verdict"/></label></p>
  </header>`;
}
