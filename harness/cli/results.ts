/** The results of a run as they grow: a new bundle, or one that goes on where it was interrupted. */

import { openSync, readFileSync, truncateSync } from 'node:fs';
import {
  type BundleRecord,
  BundleWriter,
  readBundle,
  type Shard,
  type VerdictRecord,
  writtenRecords,
} from '../bundle/index.ts';
import type { ColumnName, Former } from './campaign.ts';
import { codeOf, ResultsLost, reasonOf, UsageError } from './errors.ts';
import { filesOf, holdsBundle, prepareOut } from './out-directory.ts';
import { saveFailure } from './saved-failures.ts';

export interface Results extends Disposable {
  readonly directory: string;
  /** What a resumed run had chosen. */
  readonly chosen?: Chosen;
  former(column: ColumnName): Former | undefined;
  /** What failed and was not expected, in this run. */
  readonly failures: readonly VerdictRecord[];
  /** Writes the record at once, so that it outlives whatever happens next. */
  append(record: BundleRecord): void;
}

interface Chosen {
  readonly seed: number;
  readonly columns: readonly ColumnName[];
  readonly properties: string[];
  readonly shards?: Shard[] | undefined;
}

/** A new bundle; former results there go when the first record comes. */
export function startResults(out: string, options: { readonly force: boolean }): Results {
  const directory = prepareOut(out, options);
  const log = new Log(out, () => directory.clear());
  return {
    directory: out,
    former: () => undefined,
    failures: log.failures,
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
  const text = readFileSync(results, 'utf8');
  const { runs } = readBundle(text);
  const [first] = runs;
  if (first === undefined)
    throw new UsageError(`--resume ${directory}`, 'nothing was begun there', 'start a new run');
  const log = new Log(directory, () => {
    // A line that was cut while it was written would spoil the next one.
    truncateSync(results, Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)));
  });
  return {
    directory,
    chosen: {
      seed: first.header.seed,
      columns: runs.map(({ header: { env } }) => ({ profile: env.profile, runtime: env.runtime })),
      properties: first.header.plan.map(({ id }) => id),
      shards: first.header.shards,
    },
    former({ profile, runtime }) {
      const run = runs.find(
        ({ header: { env } }) => env.profile === profile && env.runtime === runtime,
      );
      return run && { header: run.header, verdicts: writtenRecords(run) };
    },
    failures: log.failures,
    append: (record) => log.append(record),
    [Symbol.dispose]: () => log.close(),
  };
}

/** The file, opened when the first record comes. */
class Log {
  readonly failures: VerdictRecord[] = [];
  readonly #directory: string;
  readonly #prepare: () => void;
  #writer: BundleWriter | undefined;

  constructor(directory: string, prepare: () => void) {
    this.#directory = directory;
    this.#prepare = prepare;
  }

  append(record: BundleRecord): void {
    try {
      this.#writer ??= this.#open();
      this.#writer.write(record);
      if (record.t === 'verdict') saveFailure(this.#directory, record);
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
      throw new ResultsLost(`${this.#directory}: ${reasonOf(error)}`);
    }
    const isNew = record.t === 'verdict' && record.known === undefined;
    if (isNew && record.failure !== undefined) this.failures.push(record);
  }

  close(): void {
    this.#writer?.[Symbol.dispose]();
    this.#writer = undefined;
  }

  #open(): BundleWriter {
    this.#prepare();
    return new BundleWriter(openSync(filesOf(this.#directory).results, 'a'));
  }
}
