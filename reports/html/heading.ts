/** The head of the page: the verdict in plain words, the totals, and where and when. */

import { VERDICTS } from '../../harness/bundle/index.ts';
import type { BundleView } from './bundle-view.ts';
import { conclude, type Mood } from './conclusion.ts';
import { glance } from './glance.ts';
import { badge, type Mark } from './marks.ts';
import { runs } from './runs.ts';
import { html, type View } from './view.ts';
import { number } from './words.ts';

const SEALS: Readonly<Record<Mood, string>> = { good: '✓', bad: '✗', unsure: '?' };

/** Where the numbers are explained. */
const TARGETS: Partial<Record<Mark, string>> = {
  fail: '#failures',
  crash: '#failures',
  known: '#failures',
  skip: '#skips',
  broken: '#health',
  missing: '#health',
  inconclusive: '#health',
};

const COUNTED: readonly Exclude<Mark, 'unreached' | 'untested'>[] = [...VERDICTS, 'known'];

/** Counts as a bar and as chips. */
function totals({ totals }: BundleView): View {
  const counts = COUNTED.map((mark) => ({ mark, n: totals[mark] })).filter(({ n }) => n > 0);
  const sum = counts.reduce((all, { n }) => all + n, 0);
  let x = 0;
  const bars = counts.map(({ mark, n }) => {
    const bar = html`<rect class=${mark} x=${x} width=${n} height="1" />`;
    x += n;
    return bar;
  });
  return html`<svg class="bar" viewBox=${`0 0 ${Math.max(sum, 1)} 1`} preserveAspectRatio="none" aria-hidden="true">${bars}</svg>
    <ul class="chips">
      ${counts.map(
        ({ mark, n }) =>
          html`<li><a href=${TARGETS[mark] ?? '#properties'}><strong>${number(n)}</strong> ${badge(mark)}</a></li>`,
      )}
      ${
        totals.fixed > 0 &&
        html`<li class="quiet">${number(totals.fixed)} expected to fail, but passed</li>`
      }
    </ul>`;
}

/** The head. */
export function heading(view: BundleView): View {
  const { mood, sentence, detail } = conclude(view);
  return html`<header class=${`head ${mood}`}>
    <div class="verdict">
      <span class="seal" aria-hidden="true">${SEALS[mood]}</span>
      <div><h1>${sentence}</h1><p class="quiet">${detail}</p></div>
    </div>
    ${totals(view)}
    ${glance(view)}
    ${runs(view)}
  </header>`;
}
