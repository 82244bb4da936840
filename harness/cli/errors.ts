/** A user's mistake, told in one line: `what: why; do this`. */

import { getSystemErrorMap } from 'node:util';

/** Thrown for anything the user can mend; the command prints its line and exits with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  /** A whole line, or its three parts. */
  constructor(what: string, why?: string, remedy?: string) {
    super(oneLine(why === undefined ? what : `${what}: ${why}; ${remedy ?? ''}`));
  }
}

/** A profile was asked for and not granted: nothing of the kernel's was judged there. */
export class SetupFailure extends Error {
  override readonly name = 'SetupFailure';
  /** `absent`: what is under test has no such thing at all. */
  readonly kind: 'absent' | 'denied';
  readonly reason: string;
  readonly remedy: string;

  constructor(kind: 'absent' | 'denied', reason: string, remedy: string) {
    super(oneLine(`${reason}; ${remedy}`));
    this.kind = kind;
    this.reason = oneLine(reason);
    this.remedy = oneLine(remedy);
  }
}

/** The results cannot be written any further; what was written stays. */
export class ResultsLost extends Error {
  override readonly name = 'ResultsLost';
}

/** The text with line breaks and runs of blanks made single spaces. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Why a call of the file system failed, in words: `permission denied`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return oneLine(String(error));
  const { errno } = error as NodeJS.ErrnoException;
  const known = typeof errno === 'number' ? getSystemErrorMap().get(errno) : undefined;
  return known?.[1] ?? oneLine(error.message);
}

/** The error code of a failed file system call, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}
