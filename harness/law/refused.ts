/** What becomes of a call that a row of a table refuses. */

import type { Outcome, Refusal } from './rule.ts';
import { sleptFor } from './timeout.ts';

const NO_EXPECTATIONS: Outcome['expects'] = [];

export function refused<View>(row: Refusal<View>, view: View): Outcome {
  return {
    errno: row.errno,
    rule: row,
    expects: row.expects === undefined ? NO_EXPECTATIONS : row.expects(view),
    ...(row.waits && {
      ...{ expects: [sleptFor(row, row.waits(view))], sleeps: true, piecemeal: true },
    }),
    commit: () => row.effect?.(view),
  };
}
