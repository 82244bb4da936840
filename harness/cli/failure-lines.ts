/** A failure in the terminal: what diverged, the steps, the clause, and how to see it again. */

import type { VerdictRecord } from '../bundle/records.ts';
import type { Palette } from './colour.ts';
import { stepLines } from './steps.ts';

/** The lines for a failing verdict; none for any other. */
export function failureLines({ id, failure }: VerdictRecord, colour: Palette): string[] {
  if (failure === undefined) return [];
  const { summary, steps, clause, citation, shrunk, token } = failure;
  const { bold, red, dim } = colour;
  return [
    `${red('✖')} ${bold(id)}`,
    `  ${summary}`,
    '',
    ...stepLines(steps, colour).map((line) => `  ${line}`),
    '',
    `  ${dim('clause')}  ${clause}, ${citation}`,
    `  ${dim('shrunk')}  ${shrunk.from} → ${shrunk.to} operations, ${shrunk.runs} runs`,
    `  ${dim('replay')}  npx sockspec replay '${token}'`,
  ];
}
