/** epoll_pwait: what is told of what is registered. */

import { isInPieces } from './alone.ts';
import { type CallLaw, type FdView, lookFd, notOpen, success } from './call.ts';
import { isEpoll, isLive } from './epoll.ts';
import { eventsOf } from './events.ts';
import type { Observed } from './operation.ts';
import {
  between,
  type Expectation,
  type Outcome,
  refusal,
  rule,
  Unmodelled,
  type Want,
} from './rule.ts';
import type { Epoll, Interest, State } from './state.ts';
import { sleptFor } from './timeout.ts';

const LASTS = 'epoll(7): a registration ends with the open file description';
const R = {
  count: rule('epoll_wait.count', 'X21', 'epoll_wait(2) RETURN VALUE'),
  none: rule('epoll_wait.none', 'X21', 'epoll_wait(2): 0, none became ready'),
  room: rule('epoll_wait.room', 'X21', 'epoll_wait(2): up to maxevents are returned'),
  turn: rule('epoll_wait.turn', 'X21', 'epoll_wait(2) NOTES: round robin through the set'),
  level: rule('epoll_wait.level', 'X21', 'epoll(7): a faster poll(2); epoll_ctl(2) data'),
  quiet: rule('epoll_wait.not-ready', 'X21', 'epoll(7): a faster poll(2)'),
  edge: rule('epoll_wait.edge', 'X22', 'epoll(7) EPOLLET: when changes occur'),
  again: rule('epoll_wait.edge.told', 'X22', 'epoll(7) EPOLLET: when changes occur'),
  oneshot: rule('epoll_wait.oneshot', 'X23', 'epoll_ctl(2) EPOLLONESHOT'),
  disabled: rule('epoll_wait.disabled', 'X23', 'epoll_ctl(2) EPOLLONESHOT: no other events'),
  kept: rule('epoll_wait.kept', 'X25', LASTS),
  gone: rule('epoll_wait.gone', 'X25', LASTS),
  deleted: rule('epoll_wait.deleted', 'X21', 'epoll_ctl(2) EPOLL_CTL_DEL'),
  others: rule('epoll_wait.of-another', 'R04', 'unix(7) SCM_RIGHTS: as though by dup(2)'),
  whole: rule('epoll_wait.whole-time', 'X21', 'epoll_wait(2): timeout'),
};

const NOTHING: Want = { allowed: (seen) => seen === undefined, text: 'nothing' };

/** What is to be seen of one registration. */
export interface Told {
  readonly of: Interest;
  readonly rule: typeof R.level;
  readonly events: number;
  /** It is told, it is not, or it may be. */
  readonly sure: 'told' | 'not' | 'open';
}

function ruleOf({ owner, edge, oneshot, alike }: Interest, by: number): typeof R.level {
  if (owner !== by) return R.others;
  if (alike !== undefined) return R.kept;
  if (oneshot) return R.oneshot;
  return edge ? R.edge : R.level;
}

export function toldOf(state: State, of: Interest, by: number): Told {
  const no = (why: typeof R.level): Told => ({ of, rule: why, events: 0, sure: 'not' });
  if (of.deleted) return no(R.deleted);
  if (!isLive(of)) return no(R.gone);
  if (!of.armed) return no(R.disabled);
  const { events } = eventsOf(state, of.file, of.events);
  if (events === 0) return no(R.quiet);
  if (of.edge && of.pending === 'no') return no(R.again);
  const sure = of.edge && of.pending === 'open' ? 'open' : 'told';
  return { of, rule: ruleOf(of, by), events, sure };
}

function expected({ of, rule: why, events, sure }: Told): Expectation {
  const name = `of${of.data}`;
  if (sure === 'not') return { rule: why, name, want: NOTHING };
  if (sure === 'told') return { rule: why, name, want: events };
  const allowed = (seen: string | number | undefined) => seen === undefined || seen === events;
  return { rule: why, name, want: { allowed, text: `nothing, or ${events}` } };
}

/** After a wait that had room for all: what was told is told, and what was not ready is looked at no more. */
function settle(all: readonly Told[], observed: Observed | undefined): void {
  for (const { of, sure } of all) {
    if (!isLive(of)) continue;
    const seen = observed?.fields?.[`of${of.data}`] !== undefined;
    if (sure === 'open' && observed === undefined) continue;
    of.pending = 'no';
    if (of.oneshot && (sure === 'told' || (sure === 'open' && seen))) of.armed = false;
  }
}

/** It was looked for what is ready, perhaps not to the end: what was not is perhaps looked at no more. */
export function lookedAt(all: readonly Told[]): void {
  for (const { of, sure } of all) if (sure === 'not' && of.pending === 'yes') of.pending = 'open';
}

/** What is queued is seen before who sent it wakes anybody: of events it may be told twice while that overlaps. */
export function isPiecemeal(state: State, by: number, all: readonly Told[]): boolean {
  const live = all.flatMap(({ of }) => (isLive(of) ? [of] : []));
  const files = live.map(({ file }) => file);
  return live.some(({ edge }) => edge) || isInPieces(state, by, files);
}

/** Room for a part of what is ready: which part is open, but that while nothing happens all have their turn. */
function partOf(epoll: Epoll, all: readonly Told[], room: number): Outcome {
  if (all.some(({ of, sure }) => sure !== 'not' && (of.edge || of.oneshot)))
    throw new Unmodelled('who of them is told');
  const ready = all.flatMap(({ of, sure }) => (sure === 'not' ? [] : [of.data]));
  const { turn = ready } = epoll;
  const expects = all.map((one): Expectation => {
    const { of, rule: why, events, sure } = one;
    const name = `of${of.data}`;
    if (sure === 'not') return { rule: why, name, want: NOTHING };
    const isNext = turn.includes(of.data);
    if (!isNext && turn.length >= room) return { rule: R.turn, name, want: NOTHING };
    if (isNext && turn.length <= room) return { rule: R.turn, name, want: events };
    return expected({ ...one, sure: 'open' });
  });
  const counted = ['ret', 'told'].map((name) => ({ rule: R.room, name, want: room }));
  return {
    ...success(R.room, [...counted, ...expects], (observed) => {
      lookedAt(all);
      const seen = observed?.fields;
      const guess = [...turn, ...ready.filter((data) => !turn.includes(data))].slice(0, room);
      const told = seen ? ready.filter((data) => seen[`of${data}`] !== undefined) : guess;
      epoll.turn = nextTurn(ready, turn, told);
    }),
    piecemeal: true,
  };
}

/** Who is still to be told; when that is nobody, those who were not told in this round. */
function nextTurn(ready: readonly number[], turn: readonly number[], told: readonly number[]) {
  const left = turn.filter((data) => !told.includes(data));
  if (left.length > 0) return left;
  const again = told.filter((data) => !turn.includes(data));
  return ready.filter((data) => !again.includes(data));
}

function allow({ state, op, file }: FdView<'epoll_wait'>): Outcome {
  const { by, room, timeout } = op;
  if (timeout < 0) throw new Unmodelled('a wait without end');
  const all = (file.object as Epoll).interests.map((one) => toldOf(state, one, by));
  const least = all.filter(({ sure }) => sure === 'told').length;
  const most = all.filter(({ sure }) => sure !== 'not').length;
  if (most > room) return partOf(file.object as Epoll, all, room);
  const isOpen = least < most;
  if (isOpen && least === 0 && timeout > 0) throw new Unmodelled('whether it waits');
  const why = most === 0 ? R.none : R.count;
  const want = isOpen ? between(least, most) : most;
  const expects: Expectation[] = all.map(expected);
  // Nothing twice, and nobody else.
  for (const name of ['ret', 'told']) expects.push({ rule: why, name, want });
  if (most === 0 && timeout > 0) expects.push(sleptFor(R.whole, timeout));
  const outcome = success(why, expects, (observed) => {
    (file.object as Epoll).turn = undefined;
    settle(all, observed);
  });
  return isPiecemeal(state, by, all) ? { ...outcome, piecemeal: true } : outcome;
}

const ERRORS = 'epoll_wait(2) ERRORS';

export const epoll_wait: CallLaw<'epoll_wait', FdView<'epoll_wait'>> = {
  look: (state, op) => {
    const view = lookFd(state, op);
    // Which of two errors comes first is not the same in all versions.
    if (op.room <= 0 && (view.descriptor === undefined || !isEpoll(view.file)))
      throw new Unmodelled('which of two errors');
    return view;
  },
  refusals: [
    notOpen,
    refusal('epoll_wait.room.none', 'EINVAL', 'X24', `${ERRORS} EINVAL`, ({ op }) => op.room <= 0),
    refusal(
      'epoll_wait.no-epoll',
      'EINVAL',
      'X24',
      `${ERRORS} EINVAL: not an epoll file descriptor`,
      ({ file }) => !isEpoll(file),
    ),
  ],
  allow,
};
