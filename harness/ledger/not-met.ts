/** Known deviations that a run should have met and did not: mended perhaps, or lost to chance. */

import { type Bundle, cellsOf, type Run } from '../bundle/index.ts';
import { type Entry, expectationOf, isFor } from './ledger.ts';

/** Entries about these environments of which no verdict tells, where all that was planned was judged. */
export function notMet(entries: readonly Entry[], { runs }: Pick<Bundle, 'runs'>): Entry[] {
  const met = new Set(runs.flatMap((run) => metIn(run, entries)));
  const whole = runs.filter(isWhole);
  return entries.filter(
    (one) => !met.has(one) && whole.some(({ header }) => isFor(one, header.env)),
  );
}

/** Where nothing ran, nothing could be met; where a part is missing, it may have been met there. */
function isWhole(run: Run): boolean {
  const cells = cellsOf(run);
  return (
    cells.some(({ cases }) => cases > 0) && cells.every(({ verdict }) => verdict !== 'missing')
  );
}

/** The entries that expect what was shown there, or what was counted only; every one that fits, not the first. */
function metIn({ header, verdicts }: Run, entries: readonly Entry[]): Entry[] {
  const signatures = new Set(
    [...verdicts.values()]
      .flat()
      .flatMap(({ failure, deviations = {} }) => [
        ...Object.keys(deviations),
        ...(failure === undefined ? [] : [failure.signature]),
      ]),
  );
  return entries.filter((one) =>
    [...signatures].some((text) => expectationOf([one], header.env, text) !== undefined),
  );
}
