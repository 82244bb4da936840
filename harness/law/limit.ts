/** Numbers of descriptors: the lowest that is free is the next, until a process has as many as RLIMIT_NOFILE lets it. */

import { type CallLaw, done, look } from './call.ts';
import type { CallName } from './operation.ts';
import { type Expectation, ifObserved, type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { Process, State } from './state.ts';

const R = {
  lowest: rule(
    'fd.lowest',
    'C07',
    'POSIX 2.14 File Descriptor Allocation; socket(2), open(2), dup(2): the lowest-numbered',
    'posix',
  ),
  set: rule('limit.set', 'C10', 'getrlimit(2) RLIMIT_NOFILE'),
};

/** What every call shows that makes descriptors; nobody knows the numbers, so who makes them looks. */
export const LOWEST: Expectation = { rule: R.lowest, name: 'lowest', want: ifObserved(1) };
export const MADE: readonly Expectation[] = [LOWEST];

interface Making {
  readonly state: State;
  readonly me: Process;
  readonly op: { readonly call: CallName; readonly by: number };
}

/** How many more descriptors a process may have. */
export function roomOf({ state, me, op: { by } }: Making): number {
  if (me.most === undefined) return Number.POSITIVE_INFINITY;
  return me.most - countOf(state, by);
}

function countOf({ descriptors }: State, by: number): number {
  return descriptors.reduce((count, one) => (one?.owner === by ? count + 1 : count), 0);
}

/** EMFILE for a call that makes so many descriptors. */
export function atLimit<View extends Making>(needs: number, cite: string): Refusal<View> {
  return refusal('fd.limit', 'EMFILE', 'C10', cite, (v) => roomOf(v) < needs, {
    strength: 'posix',
  });
}

/** Where it is open which of two errors of a call comes first, the law is silent if there are both. */
export function refuseBoth(v: Making, needs: number, isWrong: boolean): void {
  if (v.me.most !== undefined && isWrong && roomOf(v) < needs)
    throw new Unmodelled('an error, and no descriptor to have it with');
}

/** What the harness needs a descriptor for, or of which it is open how it ends: the law is silent where there may be none. */
export function refuseLimited({ me }: Pick<Making, 'me'>): void {
  if (me.most !== undefined) throw new Unmodelled('a limit of descriptors');
}

/** A number that no limit reaches (fs.nr_open is lower). */
export const BEYOND_ANY_LIMIT = 0x7fff_ffff;

export const limit: CallLaw<'limit'> = {
  look,
  refusals: [],
  allow: ({ state, op, me }) => {
    const { room, by } = op;
    if (room !== 'any' && (room < 0 || room > 64)) throw new Unmodelled('so much room');
    return done(R.set, () => {
      me.most = room === 'any' ? undefined : countOf(state, by) + room;
    });
  },
};
