/** What is ready of an open file, for whoever waits for it by epoll. */

import { POLLERR, POLLHUP } from '../abi/poll.ts';
import { polledFile } from './poll.ts';
import { type Rule, Unmodelled } from './rule.ts';
import type { OpenFile, State } from './state.ts';

/** So many events are told whether asked for or not. */
export const UNASKED: number = POLLERR | POLLHUP;

export interface Ready {
  readonly events: number;
  readonly rule: Rule;
}

/** The law says nothing of what the collector may take, and of urgent bytes. */
function lookAt({ object }: OpenFile): void {
  if (object.kind === 'socket' && (object.uncertain || object.marks > 0))
    throw new Unmodelled('events of such a socket');
  if (object.kind === 'pipe' && object.doomedReaders + object.doomedWriters > 0)
    throw new Unmodelled('events of a doomed pipe');
}

/** As poll tells them. */
export function eventsOf(state: State, file: OpenFile, events: number): Ready {
  lookAt(file);
  const outcome = polledFile({ state, file, op: { events, timeout: 0 } });
  const want = outcome.expects.find(({ name }) => name === 'revents')?.want;
  if (typeof want !== 'number' || outcome.piecemeal)
    throw new Unmodelled('events of which it is open whether they are');
  return { events: want, rule: outcome.rule };
}
