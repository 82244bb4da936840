/** Writes a word so that a shell reads it as it is. */
export function quoted(word: string): string {
  return /^[\w./+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
