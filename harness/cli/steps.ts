/** The step table of a replayed scenario: what was called, what came back, what was allowed. */

import type { Step } from '../bundle/records.ts';
import type { Palette } from './colour.ts';

/** One line a step; the diverging one shows the allowed set and its clause. */
export function stepLines(steps: readonly Step[], { red, dim, bold }: Palette): string[] {
  const digits = String(steps.length).length;
  const width = Math.min(60, Math.max(0, ...steps.map(({ operation }) => operation.length)));
  return steps.flatMap(({ operation, observed, allowed, clause, diverges }, index) => {
    const number = String(index + 1).padStart(digits);
    const text = `${number}  ${operation.padEnd(width)}  → ${observed}`;
    if (!diverges) return [`  ${dim(number)}${text.slice(digits)}`];
    const because = clause === undefined ? '' : ` (${clause})`;
    return [
      bold(red(`✖ ${text}`)),
      `  ${' '.repeat(digits)}  allowed only: ${allowed.join(' | ')}${because}`,
    ];
  });
}
