/** What a scenario shows of descriptors that the runtime has a part in, too: true only if it shows it again and again. */

import type { Deviation } from '../judge/judge.ts';
import type { Run } from './judge-steps.ts';

/** Not in the law, which knows of no descriptor without a call: it is looked for when all are closed. */
const NONE_LEFT = {
  id: 'fd.none-left',
  clause: 'C10',
  cite: 'POSIX 2.14 File Descriptor Allocation; accept(2), socket(2); unix(7) SCM_RIGHTS',
  strength: 'posix',
} as const;

/** Threads of the runtime open files at any time, and so take numbers: a kernel that errs does so each time it is asked. */
const AGAIN = 3;

/** A run, and how many descriptors it left open that no call told of. */
export interface Left {
  readonly run: Run;
  readonly left: number;
}

/** A deviation that the runtime may have brought about itself. */
function doubtful({ run: { deviation }, left }: Left): Deviation | undefined {
  if (deviation !== undefined) return deviation.mismatch.name === 'lowest' ? deviation : undefined;
  if (left === 0) return undefined;
  const seen = `${left} left open`;
  const want = 'none left open';
  return {
    rule: NONE_LEFT,
    mismatch: { rule: NONE_LEFT, name: 'descriptors', seen, want },
    observed: seen,
    allowed: [want],
    signature: `left:${NONE_LEFT.id}`,
  };
}

/** The first run with its deviation, if that is no doubtful one, or comes again; else a run without. */
export function confirmed(first: Left, again: () => Left): Run {
  const deviation = doubtful(first);
  if (deviation === undefined) return first.run;
  for (let i = 0; i < AGAIN; i++) {
    const next = again();
    const found = doubtful(next);
    if (found?.signature !== deviation.signature)
      return next.run.deviation === undefined || found === undefined
        ? next.run
        : { ...next.run, deviation: undefined };
  }
  return { ...first.run, deviation };
}
