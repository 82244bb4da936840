/** Reads one probing system call: present, absent, denied, or an answer nobody foresaw. */

import { errnoName } from '../abi/errno.ts';
import type { Result } from '../kernel/interface.ts';
import type { Probe } from './facts.ts';

export const PRESENT: Probe = { state: 'present' };

/** Errors that tell of a policy, whatever the call. */
const POLICY = ['EPERM', 'EACCES'];

export interface Expectation {
  /** What was tried, as it should stand in a reason. */
  readonly what: string;
  /** Errors that say that the kernel has no such thing. */
  readonly absent: readonly string[];
  /** Errors that still prove that it is there. */
  readonly present?: readonly string[];
}

/**
 * Judges what the call gave.
 *
 * @throws Error for an unforeseen errno: then the probe is broken, and nothing may be concluded
 */
export function judge(result: Result<unknown>, expectation: Expectation): Probe {
  if (result.ret >= 0) return PRESENT;
  const name = errnoName(result.errno);
  const reason = `${expectation.what} gives ${name}`;
  if (expectation.present?.includes(name)) return PRESENT;
  if (expectation.absent.includes(name)) return { state: 'absent', reason };
  if (POLICY.includes(name)) return { state: 'denied', reason };
  throw new Error(`probe: ${reason}, which was not foreseen`);
}
