/** Verdicts as badges: a glyph, a word and a colour, never colour alone. */

import type { ClauseVerdict, Verdict } from '../../harness/bundle/index.ts';
import { html, type View } from './view.ts';

/** All that a badge can say. */
export type Mark = Verdict | ClauseVerdict | 'known';

/** Glyph and word of each. */
export const MARKS: Readonly<Record<Mark, { readonly glyph: string; readonly word: string }>> = {
  pass: { glyph: '✓', word: 'pass' },
  fail: { glyph: '✗', word: 'fail' },
  crash: { glyph: '‼', word: 'crash' },
  known: { glyph: '◆', word: 'known' },
  broken: { glyph: '⚠', word: 'broken' },
  inconclusive: { glyph: '?', word: 'inconclusive' },
  skip: { glyph: '–', word: 'skipped' },
  missing: { glyph: '∅', word: 'missing' },
  unreached: { glyph: '○', word: 'not reached' },
  untested: { glyph: '·', word: 'not yet tested' },
};

/** How a badge may depart from its mark: another word, or more after it. */
interface Wording {
  readonly word?: string | undefined;
  readonly more?: string;
}

/** The badge. */
export function badge(mark: Mark, { word = MARKS[mark].word, more = '' }: Wording = {}): View {
  const { glyph } = MARKS[mark];
  const text = `${word} ${more}`.trimEnd();
  return html`<span class=${`badge ${mark}`}><span class="glyph" aria-hidden="true">${glyph}</span>${text}</span>`;
}
