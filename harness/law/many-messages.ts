/** sendmmsg and recvmmsg: messages one after another, as by sendmsg and recvmsg, until one of them fails. */

import * as S from '../abi/socket.ts';
import { type CallLaw, type FdView, lookFd, notOpen, notSocket } from './call.ts';
import { copyOf } from './copy.ts';
import { receiveParts, sendParts } from './many-parts.ts';
import type { Observed, Operation, OperationOf } from './operation.ts';
import {
  type Expectation,
  ifObserved,
  type Outcome,
  type Rule,
  refusal,
  rule,
  Unmodelled,
} from './rule.ts';
import type { State } from './state.ts';

const MANUALS = 'sendmmsg(2), recvmmsg(2)';
const R = {
  all: rule('messages.all', 'X15', `${MANUALS} RETURN VALUE`),
  some: rule('messages.some', 'X15', `${MANUALS}: an error after the first is not told`),
  none: rule('messages.none', 'X15', `${MANUALS}: a vector of none`, 'exact'),
  most: rule('messages.most', 'X15', 'sendmmsg(2) NOTES: capped to UIO_MAXIOV'),
  waitsForOne: rule('messages.wait-for-one', 'X15', 'recvmmsg(2) MSG_WAITFORONE'),
  length: rule('messages.length', 'X15', `${MANUALS} msg_len`),
};

/** UIO_MAXIOV. */
const MOST = 1024;

type Many = 'sendmmsg' | 'recvmmsg';
type StepOf = (state: State, op: Operation) => readonly Outcome[];

/** How the vector went. */
interface Course {
  readonly done: readonly Outcome[];
  /** What ended it before all were done. */
  readonly end: readonly Outcome[];
}

function lookAt({ socket, descriptor, op }: FdView<Many>): void {
  if (descriptor === undefined || socket.domain === undefined) return;
  const { options, passPidfds, marks, peer } = socket;
  if (socket.domain !== S.AF_UNIX || marks > 0 || passPidfds)
    throw new Unmodelled('several messages of such a socket');
  if ((options.get('SO_RCVTIMEO') ?? 0) !== 0 || (options.get('SO_SNDTIMEO') ?? 0) !== 0)
    throw new Unmodelled('times of several messages');
  if ((op.flags & S.MSG_OOB) !== 0 || peer?.uncertain) throw new Unmodelled('urgent bytes');
}

/** Of several ways in which one could go it is open how all do. */
function run(copy: State, parts: readonly Operation[], step: StepOf): Course {
  const done: Outcome[] = [];
  const flying = [...copy.inFlight];
  for (const part of parts) {
    // What was lost to too little room is closed when the call returns, or before.
    if (flying.some(({ references }) => references === 0))
      throw new Unmodelled('what a message closes before the next one');
    const outcomes = step(copy, part);
    const [first] = outcomes;
    if (first === undefined || (outcomes.length > 1 && done.length > 0))
      throw new Unmodelled('several ways to go on');
    if (first.errno !== '') return { done, end: outcomes };
    if (outcomes.length > 1 || first.sleeps) throw new Unmodelled('several ways to go on');
    done.push(first);
    first.commit(undefined);
  }
  return { done, end: [] };
}

/** The parts of what was seen. */
function seenOf(observed: Observed | undefined, i: number, from: number, count: number) {
  if (observed === undefined) return undefined;
  const address = observed.fields?.[`address${i}`];
  return {
    ...{ errno: '', ret: Number(observed.fields?.[`bytes${i}`] ?? 0) },
    passed: observed.passed?.slice(from, from + count) ?? [],
    ...(address !== undefined && { fields: { address } }),
  };
}

/** Each of them once more, now in earnest. */
function commitAll(
  state: State,
  parts: readonly Operation[],
  { done, end }: Course,
  step: StepOf,
  observed: Observed | undefined,
): void {
  let from = 0;
  for (const [i, part] of parts.slice(0, done.length).entries()) {
    const count = passedBy(part, done[i]);
    step(state, part)[0]?.commit(seenOf(observed, i, from, count));
    from += count;
  }
  // A receive that failed keeps its error for the next call; what a send that failed has done is done.
  const last = parts[done.length];
  if (end.length > 0 && last?.call === 'sendmsg') step(state, last)[0]?.commit(undefined);
}

function passedBy(part: Operation, outcome: Outcome | undefined): number {
  if (part.call !== 'sendmsg') return outcome?.passed?.want.length ?? 0;
  return part.control.reduce((sum, one) => sum + (one.kind === 'rights' ? one.slots.length : 0), 0);
}

/** What one of them shows goes by its place. */
const placed = (expects: readonly Expectation[], i: number): Expectation[] =>
  expects.map((one) =>
    one.name === 'ret'
      ? { rule: R.length, name: `bytes${i}`, want: one.want }
      : { ...one, name: `${one.name}${i}` },
  );

/** What was asked for. */
interface Asked {
  readonly parts: readonly Operation[];
  /** There were more. */
  readonly isCut: boolean;
  readonly isForOne: boolean;
}

function countRule({ isCut, isForOne }: Asked, { done, end }: Course): Rule {
  if (done.length === 0) return R.none;
  if (end.length === 0) return isCut ? R.most : R.all;
  return isForOne ? R.waitsForOne : R.some;
}

function allow(state: State, asked: Asked, step: StepOf): Outcome | readonly Outcome[] {
  const { parts } = asked;
  const course = run(copyOf(state), parts, step);
  const { done, end } = course;
  const [only] = end;
  if (only?.errno === 'BLOCKS' && done.length > 0) throw new Unmodelled('asleep with a part done');
  if (done.length === 0 && only !== undefined)
    return end.map((one, i) => ({
      ...one,
      ...{ expects: ofSignal(one), piecemeal: true },
      commit: (seen) => step(state, parts[0] as Operation)[i]?.commit(seen),
    }));
  const why = countRule(asked, course);
  const first = done.find(({ data }) => data !== undefined)?.data;
  const isReceived = parts[0]?.call === 'recvmsg';
  const passing = done.find(({ passed }) => (passed?.want.length ?? 0) > 0)?.passed;
  const want = done.flatMap(({ passed }) => passed?.want ?? []);
  return {
    ...{ errno: '', rule: why, piecemeal: true },
    expects: [
      { rule: why, name: 'ret', want: done.length },
      ...done.flatMap((one, i) => placed(one.expects, i)),
      ...(only === undefined
        ? [{ rule: why, name: 'sigpipe', want: ifObserved(0) }]
        : ofSignal(only)),
    ],
    ...(first && {
      data: { rule: first.rule, pieces: done.flatMap(({ data }) => data?.pieces ?? []) },
    }),
    ...(isReceived && { passed: { rule: passing?.rule ?? why, want } }),
    commit: (observed) => commitAll(state, parts, course, step, observed),
  };
}

/** A signal is told whether the call fails or not; what else a failure shows is that of a single message. */
function ofSignal(outcome: Outcome | undefined): Expectation[] {
  const told = outcome?.expects.filter(({ name }) => name === 'sigpipe') ?? [];
  return told.map((one) => ({ ...one, want: ifObserved(one.want) }));
}

/** The law of the call, by that of a single message. */
export const sendmmsgBy = (step: StepOf): CallLaw<'sendmmsg', FdView<'sendmmsg'>> => ({
  look: (state, op) => {
    const view = lookFd(state, op);
    lookAt(view);
    return view;
  },
  refusals: [notOpen, notSocket],
  allow: ({ state, op }) => {
    const parts = sendParts(op, MOST);
    return allow(state, { parts, isCut: (op.count ?? 0) > MOST, isForOne: false }, step);
  },
});

export const recvmmsgBy = (step: StepOf): CallLaw<'recvmmsg', FdView<'recvmmsg'>> => ({
  look: (state, op: OperationOf<'recvmmsg'>) => {
    const view = lookFd(state, op);
    lookAt(view);
    const isSocket = view.descriptor !== undefined && view.socket.domain !== undefined;
    if (op.time !== undefined && op.time !== 'long' && !isSocket)
      throw new Unmodelled('which of two errors');
    return view;
  },
  refusals: [
    notOpen,
    notSocket,
    refusal(
      'recvmmsg.no-time',
      'EINVAL',
      'X15',
      'recvmmsg(2) ERRORS EINVAL: timeout is invalid',
      ({ op }) => op.time !== undefined && op.time !== 'long',
    ),
    refusal(
      'recvmmsg.error',
      'ECONNRESET',
      'X15',
      'net/socket.c do_recvmmsg(): a pending error first',
      ({ socket }) => socket.error !== '',
      {
        strength: 'exact',
        effect: ({ socket }) => {
          socket.error = '';
        },
      },
    ),
  ],
  allow: ({ state, op }) => {
    const isForOne = (op.flags & S.MSG_WAITFORONE) !== 0;
    return allow(state, { parts: receiveParts(op), isCut: false, isForOne }, step);
  },
});
