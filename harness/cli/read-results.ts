/** Reads the results of several runs as one bundle; what is wrong with them is told with the file it is in. */

import { readFileSync, statSync } from 'node:fs';
import { type Bundle, mergeBundles, readBundle } from '../bundle/index.ts';
import { reasonOf, UsageError } from './errors.ts';
import { filesOf } from './out-directory.ts';

const REMEDY = 'give a results.jsonl, or the directory that holds one';

/** The results in these files, merged; a directory stands for the results in it. */
export function readResults(paths: readonly string[]): Bundle {
  const [first = ''] = paths;
  if (paths.every(isEmpty)) throw new UsageError(first, 'holds no results', REMEDY);
  return mergeBundles(paths.map(resultsAt));
}

/** What a run has left of its results so far, however little that is. */
export function readSoFar(directory: string): Bundle {
  return isEmpty(directory) ? { runs: [], problems: [] } : readResults([directory]);
}

/** A job that was lost leaves an empty directory, which must not hide what the others found. */
function resultsAt(path: string): Bundle {
  if (isEmpty(path)) return { runs: [], problems: [`${path}: holds no results`] };
  const file = isDirectory(path) ? filesOf(path).results : path;
  const { runs, problems } = readBundle(read(file));
  return { runs, problems: problems.map((problem) => `${file}: ${problem}`) };
}

function isEmpty(path: string): boolean {
  return isDirectory(path) && statSync(filesOf(path).results, QUIETLY) === undefined;
}

function isDirectory(path: string): boolean {
  return statSync(path, QUIETLY)?.isDirectory() === true;
}

const QUIETLY = { throwIfNoEntry: false } as const;

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(file, reasonOf(error), REMEDY);
  }
}
