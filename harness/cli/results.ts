/** The results of a run as they grow: a new bundle, or one that goes on where it was interrupted. */

import { closeSync, openSync, truncateSync, writeSync } from 'node:fs';
import type { BundleRecord } from '../bundle/records.ts';
import { readBundle } from './bundle-port.ts';
import type { Former } from './campaign.ts';
import { UsageError } from './errors.ts';
import { filesOf, holdsBundle, prepareOut } from './out-directory.ts';
import { profileOf } from './profiles.ts';
import { saveFailure } from './saved-failures.ts';

export interface Results extends Disposable {
  readonly directory: string;
  /** What a resumed run had chosen. */
  readonly chosen?: Chosen;
  former(profile: string): Former | undefined;
  /** Writes the record at once, so that it outlives whatever happens next. */
  append(record: BundleRecord): void;
}

interface Chosen {
  readonly seed: number;
  readonly profiles: string[];
  readonly properties: string[];
}

/** A new bundle; former results there go when the first record comes. */
export function startResults(out: string, options: { readonly force: boolean }): Results {
  const directory = prepareOut(out, options);
  const log = new Log(out, () => directory.clear());
  return {
    directory: out,
    former: () => undefined,
    append: (record) => log.append(record),
    [Symbol.dispose]() {
      log.close();
      directory.abandon();
    },
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
  const { results } = filesOf(directory);
  const { headers, verdicts, wholeBytes, isCut } = readBundle(results);
  const [first] = headers;
  if (first === undefined)
    throw new UsageError(`--resume ${directory}`, 'nothing was begun there', 'start a new run');
  const log = new Log(directory, () => {
    if (isCut) truncateSync(results, wholeBytes);
  });
  return {
    directory,
    chosen: {
      seed: first.seed,
      profiles: headers.flatMap(({ env }) => profileOf(env.id) ?? []),
      properties: first.plan.map(({ id }) => id),
    },
    former(profile) {
      const header = headers.find(({ env }) => env.profile === profile);
      if (header === undefined) return undefined;
      return { header, verdicts: verdicts.filter(({ env }) => env === header.env.id) };
    },
    append: (record) => log.append(record),
    [Symbol.dispose]: () => log.close(),
  };
}

/** The file, opened when the first record comes. */
class Log {
  readonly #directory: string;
  readonly #prepare: () => void;
  #file: number | undefined;

  constructor(directory: string, prepare: () => void) {
    this.#directory = directory;
    this.#prepare = prepare;
  }

  append(record: BundleRecord): void {
    if (this.#file === undefined) {
      this.#prepare();
      this.#file = openSync(filesOf(this.#directory).results, 'a');
    }
    writeSync(this.#file, `${JSON.stringify(record)}\n`);
    if (record.t === 'verdict') saveFailure(this.#directory, record);
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}
