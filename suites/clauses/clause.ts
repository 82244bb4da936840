/** Rows of the catalogue: id, what is promised, where it is written, how strong it is, since when. */

import type { Clause } from '../../harness/bundle/records.ts';

type Row = readonly [id: string, text: string, citation: string, strength: string, since?: string];

const STRENGTHS = ['posix', 'linux', 'exact'] as const;

/** The rows of one promise as clauses. */
export function clauses(promise: string, rows: readonly Row[]): readonly Clause[] {
  return rows.map(([id, text, citation, written, since]) => {
    const strength = STRENGTHS.find((one) => one === written);
    if (strength === undefined) throw new TypeError(`${id}: no strength ${written}`);
    return { id, promise, text, citation, strength, ...(since !== undefined && { since }) };
  });
}
