/** The results of a run as they grow: a new bundle, or one that goes on where it was interrupted. */

import { appendFileSync } from 'node:fs';
import type { BundleRecord } from '../bundle/records.ts';
import type { Former } from './campaign.ts';
import { UsageError } from './errors.ts';
import { filesOf, holdsBundle, prepareOut } from './out-directory.ts';

export interface Results extends Disposable {
  readonly directory: string;
  /** What a resumed run had chosen. */
  readonly chosen?: {
    readonly seed: number;
    readonly profiles: string[];
    readonly properties: string[];
  };
  former(profile: string): Former | undefined;
  /** Writes the record at once, so that it outlives whatever happens next. */
  append(record: BundleRecord): void;
}

/** A new bundle; former results there go when the first record comes. */
export function startResults(out: string, options: { readonly force: boolean }): Results {
  const directory = prepareOut(out, options);
  let isBegun = false;
  return {
    directory: out,
    former: () => undefined,
    append(record) {
      if (!isBegun) directory.clear();
      isBegun = true;
      appendFileSync(filesOf(out).results, `${JSON.stringify(record)}\n`);
    },
    [Symbol.dispose]: () => directory.abandon(),
  };
}

/** The bundle of an interrupted run, to which the rest is appended. */
export function resumeResults(directory: string): Results {
  if (!holdsBundle(directory))
    throw new UsageError(
      `--resume ${directory}`,
      'holds no results',
      'give the --out of a former run',
    );
  throw new UsageError('not yet');
}
