/** Makes characters visible that a terminal would obey and XML forbids. */

// Controls but for line break and tab, lone surrogates, and the two that are no characters.
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be found
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u{d800}-\u{dfff}\u{fffe}\u{ffff}]/gu;

/** The text with every unprintable character written as `\u001b`; line breaks and tabs stay. */
export function visible(text: string): string {
  return text.replace(UNPRINTABLE, escapeCharacter);
}

/** The same in one line: line breaks and tabs are escaped as well. */
export function visibleLine(text: string): string {
  return visible(text).replace(/[\n\t]/g, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
