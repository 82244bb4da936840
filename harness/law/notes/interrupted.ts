/** A note on what comes after a call that slept until it was interrupted. */

import type { CallName, Operation } from '../operation.ts';
import { type Outcome, type Rule, rule } from '../rule.ts';
import type { Past } from './past.ts';

export const sleptNote: Rule = rule(
  'call.after-interruption',
  'X19',
  'signal(7); POSIX EINTR: interrupted before anything was done',
  'posix',
);

/** Calls that show whether one that was interrupted has taken, sent or begun something. */
const TELLING: ReadonlySet<CallName> = new Set([
  ...(['recv', 'recvfrom', 'recvmsg', 'read', 'accept4'] as const),
  ...(['send', 'sendto', 'sendmsg', 'connect'] as const),
]);

/** Whether the call is one after an interruption on the same descriptor. */
export function wasInterrupted({ interrupted }: Past, op: Operation, { errno }: Outcome): boolean {
  return (
    interrupted.size > 0 &&
    errno !== 'BLOCKS' &&
    TELLING.has(op.call) &&
    'fd' in op &&
    interrupted.has(op.fd)
  );
}
