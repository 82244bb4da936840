/** poll of an epoll: readable when a wait would tell of anything. */

import { POLLIN } from '../abi/poll.ts';
import { type CallLaw, type FdView, success } from './call.ts';
import { isEpoll } from './epoll.ts';
import { isPiecemeal, lookedAt, toldOf } from './epoll-wait.ts';
import { type Outcome, rule, Unmodelled } from './rule.ts';
import type { Epoll } from './state.ts';

const R = {
  ready: rule('poll.epoll.ready', 'X21', 'epoll(7) Q3: an epoll descriptor is readable'),
  quiet: rule('poll.epoll.quiet', 'X21', 'epoll(7) Q3: an epoll descriptor is readable'),
};

function polledEpoll({ state, op, file }: FdView<'poll'>): Outcome {
  if (op.timeout > 0) throw new Unmodelled('a poll of an epoll that waits');
  const { interests } = file.object as Epoll;
  const all = interests.map((one) => toldOf(state, one, one.owner));
  const isReady = all.some(({ sure }) => sure === 'told');
  if (!isReady && all.some(({ sure }) => sure === 'open'))
    throw new Unmodelled('whether there is an event');
  const why = isReady ? R.ready : R.quiet;
  const revents = isReady ? op.events & POLLIN : 0;
  const expects = [
    { rule: why, name: 'ret', want: revents === 0 ? 0 : 1 },
    { rule: why, name: 'revents', want: revents },
  ];
  const outcome = success(why, expects, () => lookedAt(all));
  return isPiecemeal(state, op.by, all) ? { ...outcome, piecemeal: true } : outcome;
}

/** The law of poll, and that of epolls. */
export const ofEpolls = (poll: CallLaw<'poll', FdView<'poll'>>): typeof poll => ({
  ...poll,
  allow: (view) =>
    view.descriptor !== undefined && isEpoll(view.file) ? polledEpoll(view) : poll.allow(view),
});
