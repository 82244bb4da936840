/** The step table of a scenario that did not diverge: what was called and what came back. */

import { visibleLine } from '../../reports/terminal/index.ts';
import type { Step } from '../bundle/records.ts';
import type { Palette } from './colour.ts';

/** One line a step. */
export function stepLines(steps: readonly Step[], { dim }: Palette): string[] {
  const digits = String(steps.length).length;
  const operations = steps.map(({ operation }) => visibleLine(operation));
  const width = Math.min(60, Math.max(0, ...operations.map(({ length }) => length)));
  return steps.map(({ observed }, index) => {
    const number = dim(String(index + 1).padStart(digits));
    return `    ${number}  ${(operations[index] ?? '').padEnd(width)}  → ${visibleLine(observed)}`;
  });
}
