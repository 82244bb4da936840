/** SIGPIPE: which EPIPE comes with a signal for the thread that made the call. */

import * as S from '../abi/socket.ts';
import { type Expectation, ifObserved, type Rule, rule } from './rule.ts';
import type { Sending } from './send.ts';

const R = {
  raised: rule('send.sigpipe', 'S31', 'send(2) ERRORS EPIPE, MSG_NOSIGNAL', 'posix'),
  silenced: rule('send.sigpipe.silenced', 'S31', 'send(2) MSG_NOSIGNAL', 'posix'),
  record: rule(
    'send.sigpipe.never',
    'S31',
    'af_unix.c unix_dgram_sendmsg(); send(2) MSG_NOSIGNAL: stream-oriented sockets',
    'exact',
  ),
  other: rule(
    'send.sigpipe.other-error',
    'S31',
    'send(2) ERRORS: SIGPIPE with EPIPE alone',
    'posix',
  ),
  pipe: rule('write.pipe.sigpipe', 'S31', 'pipe(7); write(2) ERRORS EPIPE', 'posix'),
};

const told = (rule: Rule, want: 0 | 1): readonly Expectation[] => [
  { rule, name: 'sigpipe', want: ifObserved(want) },
];

const RAISED = told(R.raised, 1);
const SILENCED = told(R.silenced, 0);
const NEVER = told(R.record, 0);
const OF_ANOTHER_ERROR = told(R.other, 0);
const OF_A_PIPE = told(R.pipe, 1);

/** What comes with the EPIPE of a send. */
export function signalOfSend({ socket, op }: Sending): readonly Expectation[] {
  if (socket.type !== S.SOCK_STREAM) return NEVER;
  return (op.flags & S.MSG_NOSIGNAL) === 0 ? RAISED : SILENCED;
}

/** With the other errors of a peer that is gone nothing comes. */
export const noSignal = (): readonly Expectation[] => OF_ANOTHER_ERROR;

/** What comes with the EPIPE of a pipe without readers. */
export const signalOfPipe = (): readonly Expectation[] => OF_A_PIPE;
