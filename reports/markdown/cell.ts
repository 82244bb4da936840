/** Makes any text a cell of a Markdown table that shows it as it is, and nothing else. */

import { visibleLine } from '../terminal/index.ts';

/** A longer text is cut: the reports have the whole of it. */
const LONGEST = 300;

// A reference is never syntax, so every sign that could be is written as one; `www.` would become a link, and some
// readers take U+2028 for the end of a line.
const SYNTAX = /[^\p{L}\p{N} .,/\-\u{a1}-\u{2027}\u{202f}-\u{10ffff}]|(?<=www)\./giu;

/** The text in the type of code, in which nobody is mentioned and nothing is linked. */
export function cell(text: string): string {
  const characters = [...visibleLine(text)];
  const shown =
    characters.length > LONGEST ? [...characters.slice(0, LONGEST - 1), '…'] : characters;
  const escaped = shown.join('').replace(SYNTAX, (sign) => `&#${sign.codePointAt(0)};`);
  return escaped.trim() === '' ? '' : `<code>${escaped}</code>`;
}
