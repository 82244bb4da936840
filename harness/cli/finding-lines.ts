/** What failed, in words: new findings in full, each once, after the known ones in a line each. */

import { isKnownFailure, renderFailure, renderKnown } from '../../reports/terminal/index.ts';
import type { VerdictRecord } from '../bundle/index.ts';
import type { Palette } from './colour.ts';

/** Failures that no ledger expected, those of one signature together. */
export function unexpected(cells: readonly VerdictRecord[]): VerdictRecord[][] {
  const failed = cells.filter((cell) => cell.failure !== undefined && !isKnownFailure(cell));
  return [...Map.groupBy(failed, ({ failure }) => failure?.signature).values()];
}

/** A finding under the name of the property that shrank it furthest, and who else saw it. */
export function findingLines(records: readonly VerdictRecord[], colour: Palette): string[] {
  const [best, ...others] = records.toSorted((a, b) => sizeOf(a) - sizeOf(b));
  if (best?.failure === undefined) return [];
  const { bold, dim } = colour;
  const seen = others.map(({ id, env }) => (env === best.env ? id : `${id} in ${env}`));
  const also = seen.length === 0 ? [] : [`  ${dim('also seen by:')} ${seen.join(', ')}`];
  return [
    `${bold(best.id)} ${dim(`in ${best.env}`)}`,
    ...renderFailure(best.failure, colour),
    ...also,
  ];
}

/** What failed as the ledger expected. */
export function knownLines(cells: readonly VerdictRecord[], colour: Palette): string[] {
  const lines = renderKnown(cells, colour);
  return lines.length === 0
    ? []
    : [colour.bold('as expected'), ...lines.map((line) => `  ${line}`)];
}

function sizeOf({ failure }: VerdictRecord): number {
  return failure?.shrunk.to ?? 0;
}
