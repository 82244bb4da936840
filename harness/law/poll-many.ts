/** poll(2) of several descriptors: each is told of by itself, and so many are counted. */

import { POLLNVAL } from '../abi/poll.ts';
import { isInPieces } from './alone.ts';
import { type CallLaw, descriptorOf, look, success, type View } from './call.ts';
import { ofEpolls } from './epoll-poll.ts';
import type { Polled } from './operation.ts';
import { poll } from './poll.ts';
import { type Expectation, type Outcome, type Rule, rule, Unmodelled } from './rule.ts';
import type { State } from './state.ts';
import { sleptFor } from './timeout.ts';

const R = {
  each: rule('poll_many.each', 'X20', 'POSIX poll(): revents of each pollfd', 'posix'),
  count: rule('poll_many.count', 'X20', 'POSIX poll(): how many have revents', 'posix'),
  twice: rule('poll_many.twice', 'X20', 'POSIX poll(): for each pollfd of the array', 'posix'),
  none: rule('poll_many.none', 'X20', 'POSIX poll(): 0, the call timed out', 'posix'),
  ignored: rule('poll_many.negative', 'X05', 'poll(2): a negative descriptor is ignored', 'posix'),
  invalid: rule('poll_many.not-open', 'X20', 'POSIX poll() POLLNVAL: not open', 'posix'),
  whole: rule('poll_many.whole-time', 'X06', 'poll(2): timeout is how long it waits', 'posix'),
};

const each = ofEpolls(poll);

/** What is to be seen of one descriptor, whatever else is listed. */
interface Told {
  readonly rule: Rule;
  readonly revents: number;
  readonly piecemeal: boolean;
  readonly commit: Outcome['commit'];
}

function told(state: State, by: number, { fd, events }: Polled): Told {
  if (fd === 'closed')
    return { rule: R.invalid, revents: POLLNVAL, piecemeal: false, commit: () => undefined };
  if (descriptorOf(state, by, fd) === undefined)
    return { rule: R.ignored, revents: 0, piecemeal: false, commit: () => undefined };
  const view = poll.look(state, { call: 'poll', by, fd, events, timeout: 0 });
  const outcome = each.allow(view) as Outcome;
  const want = outcome.expects.find(({ name }) => name === 'revents')?.want;
  if (typeof want !== 'number') throw new Unmodelled('events that are open, among others');
  const { rule: why, piecemeal = false, commit } = outcome;
  return { rule: why, revents: want, piecemeal, commit };
}

export const poll_many: CallLaw<'poll_many'> = {
  look,
  refusals: [],
  allow: ({ state, op }: View<'poll_many'>): Outcome => {
    const { entries, timeout, by } = op;
    if (timeout < 0) throw new Unmodelled('a poll without end');
    const all = entries.map((entry) => told(state, by, entry));
    const count = all.filter(({ revents }) => revents !== 0).length;
    const expects: Expectation[] = all.map(({ rule, revents }, i) => ({
      rule: entries.findIndex(({ fd }) => fd === entries[i]?.fd) < i ? R.twice : rule,
      name: `revents${i}`,
      want: revents,
    }));
    expects.push({ rule: count === 0 ? R.none : R.count, name: 'ret', want: count });
    if (count === 0 && timeout > 0) expects.push(sleptFor(R.whole, timeout));
    const outcome = success(R.each, expects, () => {
      for (const { commit } of all) commit(undefined);
    });
    const files = entries.flatMap(({ fd }) => {
      const one = fd === 'closed' ? undefined : descriptorOf(state, by, fd);
      return one === undefined ? [] : [one.file];
    });
    const isPiecemeal = all.some(({ piecemeal }) => piecemeal) || isInPieces(state, by, files);
    return isPiecemeal ? { ...outcome, piecemeal: true } : outcome;
  },
};
