/** The directory of a run's results: made and checked before anything runs, never overwritten unasked. */

import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { codeOf, reasonOf, UsageError } from './errors.ts';

/** Used when `--out` is not given; a former bundle there makes way. */
export const DEFAULT_OUT = 'out';

/** What `npm run bench` and `npm run score` leave in the usual directory is in nobody's way. */
const BENCH = 'bench.json';
const SCORE = 'score.json';

/** Where each thing lies in a directory of results. */
export function filesOf(directory: string) {
  return {
    results: join(directory, 'results.jsonl'),
    html: join(directory, 'report.html'),
    junit: join(directory, 'junit.xml'),
    failures: join(directory, 'failures'),
    /** Of the suites themselves (`npm run score`), not of a kernel: it is in nobody's way. */
    bench: join(directory, BENCH),
    score: join(directory, SCORE),
  } as const;
}

/** A directory that may be written. */
export interface OutDirectory {
  readonly path: string;
  /** Removes the former results; what is not ours stays. */
  clear(): void;
  /** Removes the directory if we made it and nothing came into it. */
  abandon(): void;
}

/** Makes and checks the directory of a new run; former results stay until `clear`. */
export function prepareOut(path: string, { force }: { readonly force: boolean }): OutDirectory {
  const made = makeDirectory(path);
  const isFull = readdirSync(path).some((name) => name !== BENCH && name !== SCORE);
  if (isFull && !force && !(path === DEFAULT_OUT && holdsBundle(path)))
    throw new UsageError(
      `--out ${path}`,
      holdsBundle(path) ? 'holds the results of a former run' : 'is not empty',
      'choose another --out, or give --force to overwrite them',
    );
  return {
    path,
    clear: () => clear(path),
    abandon: () => {
      if (made !== undefined) removeEmpty(resolve(path), made);
    },
  };
}

/** Removes what `makePath` made, from the innermost up, as far as it is empty. */
function removeEmpty(path: string, last: string): void {
  if (readdirSync(path).length > 0) return;
  rmdirSync(path);
  if (path !== last) removeEmpty(dirname(path), last);
}

function clear(directory: string): void {
  const { results, html, junit, failures } = filesOf(directory);
  for (const path of [results, html, junit]) rmSync(path, { force: true });
  for (const name of existsSync(failures) ? readdirSync(failures) : [])
    if (name.endsWith('.scenario')) rmSync(join(failures, name));
}

/** Whether `results.jsonl` there begins like one of ours. */
export function holdsBundle(directory: string): boolean {
  try {
    const start = Buffer.alloc(64);
    const file = openSync(filesOf(directory).results, 'r');
    const length = readSync(file, start);
    closeSync(file);
    return length === 0 || start.toString().includes('"t":"header"');
  } catch {
    return false;
  }
}

/**
 * Makes the directory with those above it; gives the topmost one that had to be made, if any.
 * Not `mkdirSync` with `recursive`, which never returns for a directory in /proc.
 */
function makePath(path: string): string | undefined {
  if (existsSync(path)) return undefined;
  const made = makePath(dirname(path));
  mkdirSync(path);
  return made ?? path;
}

/** The first directory that had to be made, if any. */
function makeDirectory(directory: string): string | undefined {
  try {
    const made = makePath(resolve(directory));
    const probe = join(directory, '.sockspec-probe');
    writeFileSync(probe, '');
    rmSync(probe);
    return made;
  } catch (error) {
    const isFile = codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOTDIR';
    throw new UsageError(
      `--out ${directory}`,
      isFile ? 'is not a directory' : `cannot be written (${reasonOf(error)})`,
      'choose another --out',
    );
  }
}
