/** Known failures as text: a line for each entry of the ledger, as nobody needs to be told them at length. */

import type { VerdictRecord } from '../../harness/bundle/index.ts';
import type { Colours } from './colours.ts';
import { visibleLine } from './visible.ts';

/** The lines, by entry; of several sightings the smallest is named, and how many more there are. */
export function renderKnown(records: readonly VerdictRecord[], colours: Colours): string[] {
  const expected = records.filter(isKnownFailure);
  const entries = Map.groupBy(expected, ({ known = '' }) => known);
  return [...entries.values()].flatMap((same) => lineOf(same, colours));
}

/** Whether it failed as the ledger expected; a known failure that passes is news of another kind. */
export function isKnownFailure({ verdict, known }: VerdictRecord): boolean {
  return known !== undefined && (verdict === 'fail' || verdict === 'crash');
}

function lineOf(records: readonly VerdictRecord[], { dim }: Colours): string[] {
  const [best, ...others] = records.toSorted((a, b) => sizeOf(a) - sizeOf(b));
  if (best === undefined) return [];
  const { id, known = '', failure, reason = 'it failed' } = best;
  const more = others.length === 0 ? '' : dim(` (and ${others.length} more)`);
  const words = [dim('known'), visibleLine(known), id, visibleLine(failure?.summary ?? reason)];
  return [`${words.join('  ')}${more}`];
}

function sizeOf({ failure }: VerdictRecord): number {
  return failure?.shrunk.to ?? Number.POSITIVE_INFINITY;
}
