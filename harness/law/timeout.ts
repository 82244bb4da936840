/** SO_RCVTIMEO and SO_SNDTIMEO: how long a call sleeps when there is nothing to receive or accept, or no room to send. */

import * as S from '../abi/socket.ts';
import type { OperationOf, SocketOption } from './operation.ts';
import { between, type Expectation, ifObserved, type Rule, Unmodelled, type Want } from './rule.ts';
import type { Socket } from './state.ts';

/** Beyond this nobody has the time to see it. */
const LONGEST_MS = 1000;
/** The kernel counts in ticks, of which it takes too many rather than too few. */
const LONGEST_TICK_MS = 10;

export type TimeOption = 'SO_RCVTIMEO' | 'SO_SNDTIMEO';

/** Whether the option is a time, which goes as a struct timeval. */
export const isTime = (option: SocketOption): option is TimeOption =>
  option === 'SO_RCVTIMEO' || option === 'SO_SNDTIMEO';

type Timed = Pick<Socket, 'options'>;

const timeOf = ({ options }: Timed, option: TimeOption): number =>
  Math.max(0, options.get(option) ?? 0);

/** Of receives and accepts, in milliseconds; 0 for none. */
export const timeoutOf = (socket: Timed): number => timeOf(socket, 'SO_RCVTIMEO');
/** Of sends and connects. */
export const sendTimeoutOf = (socket: Timed): number => timeOf(socket, 'SO_SNDTIMEO');

/** A time of negative seconds: nothing is waited for, as if each call had MSG_DONTWAIT. */
export function waitsForNothing({ options }: Timed, option: TimeOption = 'SO_RCVTIMEO'): boolean {
  return (options.get(option) ?? 0) < 0;
}

/** The same of sends and connects. */
export const sendsAtOnce = (socket: Timed): boolean => waitsForNothing(socket, 'SO_SNDTIMEO');

type Given = Pick<OperationOf<'setsockopt'>, 'value' | 'micros'>;

/** The two numbers of its struct timeval. */
export function timeval({ value, micros = 0 }: Given): readonly [seconds: number, micros: number] {
  return [Math.floor(value / 1000), (value % 1000) * 1000 + micros];
}

/** The time that is asked for. */
export function millisecondsGiven(given: Given): number {
  const [seconds, micros] = timeval(given);
  return seconds * 1000 + micros / 1000;
}

/** Whether its microseconds are no part of a second. */
export function isNoTime(given: Given): boolean {
  const [, micros] = timeval(given);
  return micros < 0 || micros > 999_999;
}

/** What a timeout is told to be. */
export function toldTimeout(socket: Socket, option: TimeOption): Want {
  const timeout = timeOf(socket, option);
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
