/** poll(2): which events each state of a socket or pipe shows. */

import { POLLERR, POLLHUP, POLLIN, POLLNVAL, POLLOUT, POLLPRI, POLLRDHUP } from '../abi/poll.ts';
import * as S from '../abi/socket.ts';
import { sendBuffer } from './buffers.ts';
import { type CallLaw, type FdView, lookFd, success } from './call.ts';
import { isDatagram, isFull } from './datagram.ts';
import { hasConnections } from './listen.ts';
import { NEVER_OPEN } from './never-open.ts';
import type { OperationOf } from './operation.ts';
import { polledRule, urgentEvents } from './out-of-band-look.ts';
import { polledPidfd, runs } from './pidfd.ts';
import { isStuffed, usedOf } from './pressure.ts';
import { collect } from './references.ts';
import {
  type Expectation,
  type Outcome,
  oneOf,
  type Rule,
  refusal,
  rule,
  Unmodelled,
  type Want,
} from './rule.ts';
import { polledSpecial, specialEvents } from './special.ts';
import type { OpenFile, Pipe, Socket, State } from './state.ts';
import { sleptFor } from './timeout.ts';

const R = {
  ignored: rule('poll.negative', 'X05', 'poll(2): a negative descriptor is ignored', 'posix'),
  notOpen: rule('poll.not-open', 'C15', 'poll(2) POLLNVAL: fd not open', 'posix'),
  invalid: rule('poll.path', 'I08', 'poll(2) POLLNVAL; open(2) O_PATH'),
  fresh: rule('poll.fresh', 'X05', 'af_unix.c unix_poll()', 'exact'),
  listener: rule('poll.listener', 'X05', 'accept(2): a readable event means a connection', 'posix'),
  connected: rule('poll.connected', 'X05', 'poll(2)', 'posix'),
  stuffed: rule(
    'poll.stuffed',
    'X05',
    'poll(2) POLLOUT: writing is possible; unix(7) SO_SNDBUF',
    'posix',
  ),
  datagram: rule('poll.datagram', 'X05', 'poll(2); af_unix.c unix_dgram_poll()', 'exact'),
  noRoom: rule(
    'poll.datagram.no-room',
    'G18',
    'poll(2) POLLOUT: writing is possible; af_unix.c unix_dgram_poll()',
  ),
  pipe: rule('poll.pipe', 'R28', 'poll(2), pipe(7): POLLHUP when no writer is left'),
  collected: rule('poll.pipe.collected', 'R29', 'unix(7) SCM_RIGHTS; garbage.c unix_gc()', 'exact'),
  whole: rule(
    'poll.whole-time',
    'X06',
    'poll(2): timeout is how long it waits, rounded up',
    'posix',
  ),
  file: rule('poll.file', 'X05', 'poll(2): regular files are always ready', 'posix'),
};

/** The collector may take its time, but not longer than this. */
const COLLECTOR_DEADLINE_MS = 500;
/** Below this charge a socket is surely writable (a quarter of the default buffer). */
const SURELY_WRITABLE = 40_000;

/** unix_dgram_poll(): a full queue at the peer holds up a datagram socket, if the peer is not connected to it. */
function isHeldUp(state: State, socket: Socket): boolean {
  const { peer } = socket;
  return isDatagram(socket) && peer !== undefined && isFull(state, socket, peer);
}

function socketEvents(state: State, socket: Socket, asked: number): number {
  let events = socket.marks > 0 ? urgentEvents(state, socket, asked) : 0;
  if (socket.error !== '') events |= POLLERR;
  if (socket.shutReceive && socket.shutSend) events |= POLLHUP;
  if (socket.shutReceive) events |= POLLRDHUP | POLLIN;
  if (socket.queue.length > 0 || socket.pending.length > 0) events |= POLLIN;
  if (socket.phase === 'closed' && hasConnections(socket)) events |= POLLHUP;
  const isHeld = isHeldUp(state, socket) || isStuffed(socket);
  if (socket.phase !== 'listening' && !isHeld) events |= POLLOUT;
  return events;
}

function socketRule(socket: Socket, asked: number): Rule {
  const atMark = socket.marks > 0 ? polledRule(socket, asked) : undefined;
  if (atMark !== undefined) return atMark;
  if (isDatagram(socket)) return isStuffed(socket) ? R.noRoom : R.datagram;
  if (socket.phase === 'closed') return R.fresh;
  if (isStuffed(socket)) return R.stuffed;
  return socket.phase === 'listening' ? R.listener : R.connected;
}

function pipeEvents(pipe: Pipe, access: OpenFile['access']): number {
  if (access !== 'r') return POLLOUT | (pipe.readers === 0 ? POLLERR : 0);
  return (pipe.queue.length > 0 ? POLLIN : 0) | (pipe.writers === 0 ? POLLHUP : 0);
}

type Asked = Pick<OperationOf<'poll'>, 'events' | 'timeout'>;

function polled(rule: Rule, events: number, { events: asked, timeout }: Asked): Outcome {
  const revents = events & (asked | POLLERR | POLLHUP | POLLNVAL);
  const expects: Expectation[] = [
    { rule, name: 'ret', want: revents === 0 ? 0 : 1 },
    { rule, name: 'revents', want: revents },
  ];
  if (revents === 0 && timeout > 0) expects.push(sleptFor(R.whole, timeout));
  return success(rule, expects, () => undefined);
}

/** How a slot without a descriptor was played: as a negative number, or as one that is not open. */
const isFree = (is: boolean): Want => ({
  allowed: (seen) => (seen === 'free') === is,
  text: is ? 'free' : 'negative',
});

/** What was open a moment ago has its number still, or none; what never is, is known. */
function polledNobody(op: OperationOf<'poll'>): readonly Outcome[] {
  const never = NEVER_OPEN.get(op.fd);
  const ways = [[R.ignored, 0, false] as const, [R.notOpen, POLLNVAL, true] as const];
  return ways
    .filter(([, , is]) => never === undefined || never > 0 === is)
    .map(([rule, events, is]) => {
      const outcome = polled(rule, events, op);
      return {
        ...outcome,
        expects: [{ rule, name: 'number', want: isFree(is) }, ...outcome.expects],
      };
    });
}

/** A pipe of which one side lies only in unreachable queues: it hangs up when the collector comes. */
function polledDoomed(view: AskedFile, pipe: Pipe): Outcome {
  const { state, op, file } = view;
  if (file.access !== 'r' || pipe.doomedWriters < pipe.writers)
    throw new Unmodelled('partly doomed pipe');
  const before = pipeEvents(pipe, 'r') & (op.events | POLLHUP);
  const after = before | POLLHUP;
  const late = op.timeout < COLLECTOR_DEADLINE_MS || !state.collectorCalled;
  return success(
    R.collected,
    [
      { rule: R.collected, name: 'ret', want: late && before === 0 ? oneOf(0, 1) : 1 },
      { rule: R.collected, name: 'revents', want: late ? oneOf(before, after) : after },
    ],
    (observed) => {
      const seen = observed?.fields?.revents;
      if (!late || (typeof seen === 'number' && (seen & POLLHUP) !== 0)) collect(state);
    },
  );
}

/** Who closes is gone first, and only then gives the room back that it took (unix_release_sock()). */
function isFreedLate(socket: Socket, asked: number): boolean {
  if ((asked & POLLOUT) === 0 || usedOf(socket) === undefined) return false;
  return isDatagram(socket) || socket.peer?.dead === true;
}

/** What is asked, of an open file. */
export interface AskedFile {
  readonly state: State;
  readonly file: OpenFile;
  readonly op: Asked;
}

/** What poll tells of an open file, whichever descriptor it has. */
export function polledFile(view: AskedFile): Outcome {
  const { state, op, file } = view;
  if (file.access === 'path') return polled(R.invalid, POLLNVAL, op);
  const object = file.object;
  if (object.kind === 'pipe') {
    if (object.doomedReaders + object.doomedWriters > 0) return polledDoomed(view, object);
    return polled(R.pipe, pipeEvents(object, file.access), op);
  }
  if (object.kind === 'pidfd') return polledPidfd(view, object) ?? polled(runs, 0, op);
  if (object.kind === 'special') return polled(polledSpecial, specialEvents(object), op);
  if (object.kind !== 'socket') return polled(R.file, POLLIN | POLLOUT, op);
  if (object.domain !== S.AF_UNIX) throw new Unmodelled('poll of another kind');
  const mostCharged = Math.min(SURELY_WRITABLE, (sendBuffer(object) ?? Infinity) / 5);
  if ((op.events & POLLOUT) !== 0 && object.charge > mostCharged && !isStuffed(object))
    throw new Unmodelled('buffer pressure');
  if ((op.events & POLLOUT) !== 0 && isDatagram(object) && object.peer?.uncertain)
    throw new Unmodelled('peer waits for the collector');
  if (isDatagram(object) && isStuffed(object) && state.garbage.size > 0)
    throw new Unmodelled('room that waits for the collector');
  const outcome = polled(socketRule(object, op.events), socketEvents(state, object, op.events), {
    ...op,
    events: op.events & (POLLIN | POLLPRI | POLLOUT | POLLRDHUP),
  });
  return isFreedLate(object, op.events) ? { ...outcome, piecemeal: true } : outcome;
}

export const poll: CallLaw<'poll', FdView<'poll'>> = {
  look: lookFd,
  refusals: [
    refusal(
      'poll.quiet.blocks',
      'BLOCKS',
      'X05',
      'poll(2): a negative timeout waits',
      (v) => v.op.timeout < 0,
    ),
  ],
  allow: (view) => (view.descriptor === undefined ? polledNobody(view.op) : polledFile(view)),
};
