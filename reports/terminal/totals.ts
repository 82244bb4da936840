/** The last lines of a run: the counts, and how to replay the first failure. */

import { type Bundle, cellsOf, totalsLine, totalsOf } from '../../harness/bundle/index.ts';
import type { Colours } from './colours.ts';
import { replayCommand } from './failure.ts';

/** The totals line in the colour of its worst count, and a replay line if something failed. */
export function renderTotals(bundle: Pick<Bundle, 'runs'>, colours: Colours): string[] {
  const { fail, crash, broken, missing } = totalsOf(bundle);
  const { red, magenta, green } = colours;
  const paint = fail + crash > 0 ? red : broken + missing > 0 ? magenta : green;
  const failed = bundle.runs
    .flatMap(cellsOf)
    .find(({ failure, known }) => failure !== undefined && known === undefined);
  const replay =
    failed?.failure === undefined ? [] : [`# replay: ${replayCommand(failed.failure)}`];
  return [paint(totalsLine(bundle)), ...replay];
}
