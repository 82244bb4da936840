/** Tables that never grow beyond a budget: what does not fit is counted. */

export interface Table {
  readonly headings: readonly string[];
  /** Cells that are Markdown already. */
  readonly rows: readonly (readonly string[])[];
}

/** The lines of the table, of at most so many bytes together. */
export function tableWithin(budget: number, { headings, rows }: Table): string[] {
  const lines = [lineOf(headings), lineOf(headings.map(() => '---'))];
  let left = budget - lines.reduce((sum, line) => sum + sizeOf(line), 0) - sizeOf(restOf(rows));
  for (const [index, row] of rows.entries()) {
    const line = lineOf(row);
    left -= sizeOf(line);
    if (left < 0) return [...lines, '', restOf(rows.slice(index))];
    lines.push(line);
  }
  return lines;
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function restOf({ length }: readonly unknown[]): string {
  return `…and ${length} more; the other reports have them all.`;
}

/** Two line breaks, as some lines stand alone. */
function sizeOf(line: string): number {
  return Buffer.byteLength(line) + 2;
}
