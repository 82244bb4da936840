/** The one binding of templates to elements: htm over preact, rendered to a string. */

import htm from 'htm';
import { h, type VNode } from 'preact';

type View = VNode | VNode[];

type Template = (strings: TemplateStringsArray, ...values: unknown[]) => View;

/** htm's types do not know its default export under Node's resolution. */
export const html = (htm as unknown as { readonly bind: (create: typeof h) => Template }).bind(h);
export type { View };

/** The word, glyph and class of each verdict: never colour alone. */
export const MARKS: Readonly<Record<string, { readonly glyph: string; readonly word: string }>> = {
  pass: { glyph: '✓', word: 'pass' },
  fail: { glyph: '✗', word: 'fail' },
  crash: { glyph: '‼', word: 'crash' },
  broken: { glyph: '⚠', word: 'broken' },
  inconclusive: { glyph: '?', word: 'inconclusive' },
  skip: { glyph: '–', word: 'skipped' },
  missing: { glyph: '∅', word: 'missing' },
  unreached: { glyph: '○', word: 'not reached' },
  untested: { glyph: '·', word: 'not yet tested' },
};

/** A verdict as a badge. */
export function badge(verdict: string): View {
  const mark = MARKS[verdict] ?? { glyph: '', word: verdict };
  return html`<span class=${`badge ${verdict}`}><span aria-hidden="true">${mark.glyph}</span> ${mark.word}</span>`;
}

export const number = (value: number): string => value.toLocaleString('en-US');
