/** Known deviations that a run should have met and did not: mended perhaps, or lost to chance. */

import type { Bundle, Run } from '../bundle/index.ts';
import { type Entry, expectationOf, isFor } from './ledger.ts';

/** Entries about these environments of which no verdict tells. */
export function notMet(entries: readonly Entry[], { runs }: Pick<Bundle, 'runs'>): Entry[] {
  const judged = runs.filter(isJudged);
  const met = new Set(judged.flatMap((run) => metIn(run, entries)));
  return entries.filter(
    (one) => !met.has(one) && judged.some(({ header }) => isFor(one, header.env)),
  );
}

/** Where nothing ran, nothing could be met. */
function isJudged({ verdicts }: Run): boolean {
  return [...verdicts.values()].flat().some(({ cases }) => cases > 0);
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
