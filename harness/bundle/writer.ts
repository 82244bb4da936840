/** Writes `results.jsonl`: one line per record, on disk before the call returns. */

import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { getSystemErrorMap } from 'node:util';
import type { BundleRecord } from './records.ts';

/** A bundle that grows; disposing of it closes the file. */
export class BundleWriter implements Disposable {
  #file: number | undefined;

  constructor(file: number) {
    this.#file = file;
  }

  /** Appends the record as one line; a crash right after it does not lose it. */
  write(record: BundleRecord): void {
    if (this.#file === undefined) throw new Error('the bundle is closed');
    const line = Buffer.from(printRecord(record));
    let written = 0;
    try {
      while (written < line.length) written += writeSync(this.#file, line, written);
    } catch (error) {
      // On a full disk a part of the line may be there, and would spoil what is appended later.
      ftruncateSync(this.#file, fstatSync(this.#file).size - written);
      throw error;
    }
  }

  [Symbol.dispose](): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

/** Opens a new bundle and makes its directory; an existing file is overwritten only with `force`. */
export function openBundle(
  path: string,
  { force = false }: { force?: boolean } = {},
): BundleWriter {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return new BundleWriter(openSync(path, force ? 'w' : 'wx'));
  } catch (error) {
    throw new Error(`${path}: ${explain(error, force)}`, { cause: error });
  }
}

/** The line of a record, with its line break. */
export function printRecord(record: BundleRecord): string {
  return `${JSON.stringify(record)}\n`;
}

function explain(error: unknown, force: boolean): string {
  const { code, errno, syscall } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST' && syscall === 'open' && !force)
    return 'exists; give --force or another --out';
  const [, reason] = getSystemErrorMap().get(errno ?? 0) ?? ['', String(error)];
  return `cannot be written (${reason}); give another --out`;
}
