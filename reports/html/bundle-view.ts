/** A bundle as the reports look at it: headers, one record per property and environment, ends. */

import {
  type Bundle,
  cellsOf,
  type EndRecord,
  type HeaderRecord,
  type Run,
  type VerdictRecord,
} from '../../harness/bundle/index.ts';

export interface BundleView {
  readonly runs: readonly Run[];
  readonly headers: readonly HeaderRecord[];
  /** What was never written is not among them. */
  readonly verdicts: readonly VerdictRecord[];
  readonly ends: readonly EndRecord[];
  readonly problems: readonly string[];
}

export function viewOf({ runs, problems }: Bundle): BundleView {
  return {
    runs,
    headers: runs.map(({ header }) => header),
    verdicts: runs.flatMap(cellsOf),
    ends: runs.flatMap(({ end }) => end ?? []),
    problems,
  };
}
