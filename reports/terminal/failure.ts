/** A failure as text: the steps, what was observed and allowed, the clause, and how to replay it. */

import type { Failure, Step } from '../../harness/bundle/index.ts';
import type { Colours } from './colours.ts';
import { visibleLine } from './visible.ts';

/** The lines, without a line break at their ends. */
export function renderFailure(failure: Failure, colours: Colours): string[] {
  const { summary, signature, clause, citation, shrunk } = failure;
  const { bold, dim, red } = colours;
  const label = (name: string, text: string) => `  ${dim(`${name}:`)} ${visibleLine(text)}`;
  return [
    `${red('✖ FAIL')}  ${bold(visibleLine(summary))} (${visibleLine(clause)})`,
    '',
    ...castLines(failure),
    ...stepTable(failure, colours),
    '',
    label('clause', `${clause}, ${citation}`),
    label('signature', signature),
    label('shrunk', `${shrunk.from} → ${shrunk.to} operations, ${shrunk.runs} runs`),
    label('replay', replayCommand(failure)),
  ];
}

/** What to type to see the failure again. */
export function replayCommand({ token }: Pick<Failure, 'token'>): string {
  return `npx sockspec replay '${token.replaceAll("'", "'\\''")}'`;
}

/** Actors that are not plain, as the lines of the scenario name them. */
function castLines({ scenario }: Failure): string[] {
  const kinds = [...scenario.matchAll(/^actor (\d+) ([a-z-]+) /gm)];
  return kinds.length === 0
    ? []
    : [...kinds.map(([, actor, kind]) => `    actor ${actor}: ${kind}`), ''];
}

/** Wider operations push their own line out, not the whole table. */
const WIDEST = 60;

function stepTable(failure: Failure, colours: Colours): string[] {
  const { steps } = failure;
  const digits = String(steps.length).length;
  const operations = steps.map(({ operation }) => visibleLine(operation));
  const width = Math.min(WIDEST, Math.max(0, ...operations.map(({ length }) => length)));
  const lines = steps.flatMap((step, index) => {
    const number = String(index + 1).padStart(digits);
    const operation = operations[index] ?? '';
    if (!step.diverges) {
      const text = `${operation.padEnd(width)}  → ${visibleLine(step.observed)}`;
      return [`    ${colours.dim(number)}  ${text}`];
    }
    return [
      colours.bold(colours.red(`  ▶ ${number}  ${operation}`)),
      ...divergence(step, ' '.repeat(6 + digits), colours),
    ];
  });
  if (steps.some(({ diverges }) => diverges)) return lines;
  return [...lines, ...divergence(failure, '    ', colours)];
}

function divergence(
  { observed, allowed }: Pick<Step, 'observed' | 'allowed'>,
  indent: string,
  { red, green }: Colours,
): string[] {
  const [first = 'nothing', ...more] = allowed.map(visibleLine);
  return [
    `${indent}observed:     ${red(visibleLine(observed))}`,
    `${indent}allowed only: ${green(first)}`,
    ...more.map((outcome) => `${indent}           or ${green(outcome)}`),
  ];
}
