/** What is an event to who is told of events alone (EPOLLET): what a call changes of the files that are registered so. */

import { POLLIN, POLLOUT } from '../abi/poll.ts';
import { SOCK_DGRAM } from '../abi/socket.ts';
import { isLive } from './epoll.ts';
import { eventsOf } from './events.ts';
import type { CallName, Operation } from './operation.ts';
import { isRecords, isStream } from './pressure.ts';
import { type Outcome, Unmodelled } from './rule.ts';
import type { Interest, OpenFile, Socket, State } from './state.ts';

/** They ask, and make nothing happen to any file. */
const QUIET: ReadonlySet<CallName> = new Set([
  ...['poll', 'poll_many', 'getsockname', 'getpeername', 'getsockopt', 'ioctl'],
  ...['fstat', 'fcntl', 'kcmp', 'unix_listed', 'scm_fds', 'dup', 'stat', 'lstat'],
  ...['epoll_create1', 'epoll_ctl', 'epoll_wait', 'become', 'umask', 'socketpair', 'socket'],
  ...['pipe2', 'memfd_create'],
] as CallName[]);

/** They touch a file, its peer, and none else, unless descriptors are in flight. */
const NARROW: ReadonlySet<CallName> = new Set([
  ...['send', 'recv', 'recvfrom', 'read', 'write', 'shutdown'],
] as CallName[]);

/** What was to be seen before. */
interface Before {
  readonly interest: Interest;
  readonly events: number | undefined;
  readonly length: number;
}

function readyOf(state: State, { file, events }: Interest): number | undefined {
  try {
    return eventsOf(state, file, events).events;
  } catch (error) {
    if (error instanceof Unmodelled) return undefined;
    throw error;
  }
}

/** How much came that nobody took: each more is an event. */
function lengthOf({ object }: OpenFile): number {
  return object.kind === 'socket' ? object.queue.length + object.pending.length : 0;
}

function watched(state: State): Before[] {
  const found: Before[] = [];
  for (const { object, references } of state.epolls) {
    if (references === 0 || object.kind !== 'epoll') continue;
    for (const interest of object.interests)
      if (interest.edge && interest.armed && isLive(interest))
        found.push({
          ...{ interest, events: readyOf(state, interest) },
          length: lengthOf(interest.file),
        });
  }
  return found;
}

const isDatagram = (socket: Socket): boolean => socket.type === SOCK_DGRAM;

/** Whether the call may have made something happen to the file. */
function mayTouch(state: State, op: Operation, { object }: OpenFile): boolean {
  if (!NARROW.has(op.call) || state.inFlight.size > 0 || !('fd' in op)) return true;
  const touched = state.descriptors[op.fd]?.file.object;
  if (touched === undefined) return false;
  if (touched === object) return true;
  if (touched.kind !== 'socket' || object.kind !== 'socket') return false;
  if (isDatagram(touched) || isDatagram(object)) return true;
  return touched.peer === object || object.peer === touched;
}

/** A receive at the other end gives a connection its room back. */
const givesRoom = ({ call }: Operation, { object }: OpenFile): boolean =>
  (call === 'recv' || call === 'read' || call === 'recvfrom') &&
  object.kind === 'socket' &&
  (isStream(object) || isRecords(object));

function happened(state: State, op: Operation, before: Before, touched: boolean): void {
  const { interest, events, length } = before;
  if (!isLive(interest)) return;
  const now = readyOf(state, interest);
  if (now === undefined || events === undefined) {
    if (interest.pending === 'no') interest.pending = 'open';
    return;
  }
  const rising = now & ~events;
  const told = givesRoom(op, interest.file) ? rising : rising & ~POLLOUT;
  const grew = (now & POLLIN) !== 0 && lengthOf(interest.file) > length;
  if (told !== 0 || grew) interest.pending = 'yes';
  else if (touched && interest.pending === 'no') interest.pending = 'open';
}

/** Nothing was sent, received or accepted: nothing has happened. */
const isNothing = (op: Operation, { errno }: Outcome): boolean =>
  errno === 'EAGAIN' && NARROW.has(op.call);

/** The same outcomes, which tell of what they change. */
export function watching(
  state: State,
  op: Operation,
  outcomes: readonly Outcome[],
): readonly Outcome[] {
  // What the collector takes hangs up whenever it comes.
  if (QUIET.has(op.call) && state.garbage.size === 0) return outcomes;
  return outcomes.map((outcome) =>
    isNothing(op, outcome)
      ? outcome
      : {
          ...outcome,
          commit: (observed) => {
            for (const { object } of state.epolls)
              if (object.kind === 'epoll') object.turn = undefined;
            const before = watched(state);
            const touched = before.map(({ interest }) => mayTouch(state, op, interest.file));
            outcome.commit(observed);
            for (const [i, one] of before.entries()) happened(state, op, one, touched[i] ?? true);
          },
        },
  );
}
