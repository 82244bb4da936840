/** Skipped properties in the terminal, grouped by what is missing, each with how to get it. */

import type { VerdictRecord } from '../bundle/records.ts';
import type { Palette } from './colour.ts';

/** A line per reason with its remedy, most frequent first; with `ids`, which ones. */
export function skipLines(
  verdicts: readonly VerdictRecord[],
  { bold, dim }: Palette,
  ids: boolean,
): string[] {
  const skipped = verdicts.filter(({ verdict }) => verdict === 'skip');
  if (skipped.length === 0) return [];
  const groups = Map.groupBy(skipped, ({ skip }) => skip?.reason ?? 'no reason was given');
  const ordered = [...groups].sort(([, a], [, b]) => b.length - a.length);
  const lines = ordered.flatMap(([reason, records]) => [
    `  ${records.length} × ${reason}`,
    dim(`      → ${records[0]?.skip?.remedy ?? 'none known'}`),
    ...(ids ? records.map(({ id }) => dim(`      ${id}`)) : []),
  ]);
  return [bold('skipped'), ...lines];
}
