/** Descriptors that a scenario leaves behind, although no call told of them. */

import type { Run } from './judge-steps.ts';

/** Not in the law, which knows of no descriptor without a call: it is looked for when all are closed. */
const NONE_LEFT = {
  id: 'fd.none-left',
  clause: 'C10',
  cite: 'POSIX 2.14 File Descriptor Allocation; accept(2), socket(2); unix(7) SCM_RIGHTS',
  strength: 'posix',
} as const;

/** The runtime opens files of its own at any time; a scenario that leaves something does so each time it is run. */
const AGAIN = 3;

/** A run with what it left behind. */
export interface Left {
  readonly run: Run;
  readonly left: number;
}

/** What was found, if it is found again and again. */
export function withLeaks({ run, left }: Left, again: () => Left): Run {
  if (left === 0 || run.deviation !== undefined) return run;
  for (let i = 0; i < AGAIN; i++) {
    const next = again();
    if (next.left === 0 || next.run.deviation !== undefined) return run;
  }
  const seen = `${left} left open`;
  const want = 'none left open';
  return {
    ...run,
    deviation: {
      rule: NONE_LEFT,
      mismatch: { rule: NONE_LEFT, name: 'descriptors', seen, want },
      observed: seen,
      allowed: [want],
      signature: `left:${NONE_LEFT.id}`,
    },
  };
}
