/** SO_RCVTIMEO: how long a receive or an accept sleeps when there is nothing. */

import * as S from '../abi/socket.ts';
import { between, type Expectation, ifObserved, type Rule, Unmodelled, type Want } from './rule.ts';
import type { Socket } from './state.ts';

/** Beyond this nobody has the time to see it. */
const LONGEST_MS = 1000;
/** The kernel counts in ticks, of which it takes too many rather than too few. */
const LONGEST_TICK_MS = 10;

/** In milliseconds; 0 for none. */
export function timeoutOf({ options }: Pick<Socket, 'options'>): number {
  return Math.max(0, options.get('SO_RCVTIMEO') ?? 0);
}

/** A time of negative seconds: nothing is waited for, as if each call had MSG_DONTWAIT. */
export function waitsForNothing({ options }: Pick<Socket, 'options'>): boolean {
  return (options.get('SO_RCVTIMEO') ?? 0) < 0;
}

/** Whether its microseconds are none: negative ones, as `OperationOf<'setsockopt'>` says. */
export const isNoTime = (ms: number): boolean => ms < 0 && ms % 1000 !== 0;

/** What SO_RCVTIMEO is told to be. */
export function toldTimeout(socket: Socket): Want {
  const timeout = timeoutOf(socket);
  return timeout === 0 ? 0 : between(timeout, timeout + LONGEST_TICK_MS);
}

/** Whether the law speaks of such a timeout. */
export function lookAtTimeout({ domain }: Socket, value: number): void {
  if (domain !== S.AF_UNIX || value < -LONGEST_MS || value > LONGEST_MS)
    throw new Unmodelled('timeouts');
}

/** Clocks tick: a sleep may seem shorter by so much. */
const TICK_MS = 5;

/** How long a call slept at least; who did not set the timeout itself does not look at the clock. */
export function sleptFor(rule: Rule, ms: number): Expectation {
  const least = Math.max(0, ms - TICK_MS);
  const allowed = (seen: string | number | undefined) => typeof seen === 'number' && seen >= least;
  return { rule, name: 'waited', want: ifObserved({ allowed, text: `at least ${least}` }) };
}
