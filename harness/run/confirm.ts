/** What a scenario shows of descriptors in which others have a part, too: true only if it shows it again and again. */

import type { Deviation } from '../judge/judge.ts';
import type { Run } from './judge-steps.ts';

/** Not in the law, which knows of no descriptor without a call: it is looked for when all are closed. */
const NONE_LEFT = {
  id: 'fd.none-left',
  clause: 'C10',
  cite: 'POSIX 2.14 File Descriptor Allocation; accept(2), socket(2); unix(7) SCM_RIGHTS',
  strength: 'posix',
} as const;

/**
 * Threads of the runtime open files at any time, and so take numbers, and what is in flight is counted with all that a user has
 * in flight anywhere on the machine: a kernel that errs does so each time it is asked.
 */
const AGAIN = 3;

/** A run, and how many descriptors it left open that no call told of. */
export interface Left {
  readonly run: Run;
  readonly left: number;
  /** It went as far as a limit for what is in flight. */
  readonly isLimited: boolean;
}

/** Of a number that was free a moment before, and that the runtime may have taken since. */
const isOfNobody = ({ allowed, rule: { id } }: Deviation): boolean =>
  allowed.includes('EBADF') || id.endsWith('not-open') || id === 'poll.negative';

/** On a machine that is busy the signal that ends what sleeps may come late, and end the next call. */
const isLateSignal = ({ mismatch }: Deviation): boolean =>
  mismatch.name === 'errno' && mismatch.seen === 'EINTR';

/** A deviation that others may have brought about. */
function doubtful({ run: { deviation }, left, isLimited }: Left): Deviation | undefined {
  if (deviation !== undefined)
    return isLimited ||
      deviation.mismatch.name === 'lowest' ||
      isOfNobody(deviation) ||
      isLateSignal(deviation)
      ? deviation
      : undefined;
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
