/** recv, recvfrom and recvmsg on AF_UNIX sockets. */

import * as S from '../abi/socket.ts';
import { learnName } from './autobound-name.ts';
import { type CallLaw, type FdView, lookFd, notOpen, notSocket } from './call.ts';
import { datagramRefusals, datagramRules } from './datagram-receive.ts';
import { takeToEdge } from './edge.ts';
import type { OperationOf } from './operation.ts';
import { isUrgent } from './out-of-band.ts';
import {
  allowUrgent,
  endAtMark,
  lookAsleep,
  lookAtNothing,
  markRefusals,
  passMark,
  ruleAtMark,
  takingOf,
  urgentRefusals,
} from './out-of-band-receive.ts';
import { payload } from './payload.ts';
import {
  beyondRefusals,
  endBeyond,
  isAtOffset,
  movePeek,
  movePeekBack,
  offsetOf,
  peekOffsetRules,
  peekRule,
} from './peek-offset.ts';
import { isPressed } from './pressure.ts';
import { expectMessage, take } from './receive-message.ts';
import { land } from './references.ts';
import {
  between,
  type Expectation,
  ifObserved,
  type Outcome,
  type Refusal,
  type Rule,
  refusal,
  rowsFor,
  rule,
  Unmodelled,
} from './rule.ts';
import type { OpenFile, Process, Socket, State } from './state.ts';
import { NONE, type Taking, takePacket, takeStream } from './taking.ts';
import { timeoutOf, waitsForNothing } from './timeout.ts';
import { expectAddress } from './told-address.ts';

/** MSG_CTRUNC means nothing here. */
const FLAGS =
  S.MSG_DONTWAIT |
  S.MSG_PEEK |
  S.MSG_TRUNC |
  S.MSG_CTRUNC |
  S.MSG_WAITALL |
  S.MSG_CMSG_CLOEXEC |
  S.MSG_OOB;
type ReceiveCall = 'recv' | 'recvfrom' | 'recvmsg';

export interface Receiving {
  readonly state: State;
  readonly op: OperationOf<'recvmsg'>;
  readonly me: Process;
  readonly descriptor: FdView<'recvmsg'>['descriptor'];
  readonly file: OpenFile;
  readonly socket: Socket;
  readonly taking: Taking;
}

export function lookReceive(state: State, op: OperationOf<ReceiveCall>): Receiving {
  const view = lookFd(state, op as OperationOf<'recvmsg'>);
  const { socket } = view;
  if (socket.domain === undefined) return { ...view, taking: NONE };
  if (socket.domain !== S.AF_UNIX) throw new Unmodelled('inet');
  if ((op.flags & ~FLAGS) !== 0) throw new Unmodelled('receive flags');
  if (view.op.space !== undefined && view.op.space < 0) throw new Unmodelled('no room at all');
  if (isUrgent(op) || socket.marks > 0) return lookUrgent(view);
  const peek = (op.flags & S.MSG_PEEK) !== 0;
  const offset = offsetOf(socket, op.flags);
  const { at } = op as OperationOf<'recv'>;
  if (typeof at === 'number' && stream(view) && socket.queue.length > 0)
    return { ...view, taking: takeToEdge(socket, op.size, at) };
  const taking =
    socket.type === S.SOCK_STREAM
      ? takeStream(socket, op.size, peek, offset)
      : takePacket(socket, op.size, offset);
  return { ...view, taking };
}

/** With MSG_OOB, or with an urgent byte in the queue. */
function lookUrgent(view: Omit<Receiving, 'taking'>): Receiving {
  const looked = { ...view, taking: takingOf(view.state, view.socket, view.op) };
  if (looked.taking.passing === undefined) return looked;
  lookAtNothing(looked);
  lookAsleep(looked, blocking(looked));
  return looked;
}

const blocking = (v: Receiving): boolean =>
  !v.file.nonblock && (v.op.flags & S.MSG_DONTWAIT) === 0 && !waitsForNothing(v.socket);
const datagram = (v: Receiving): boolean => v.socket.type === S.SOCK_DGRAM;
const stream = (v: Pick<Receiving, 'socket'>): boolean => v.socket.type === S.SOCK_STREAM;
/** There is nothing, or nothing that a peek has not passed over. */
const empty = (v: Receiving): boolean => v.taking.takes.length === 0;
const beyond = beyondRefusals(blocking);
const takeError = (v: Receiving): void => {
  v.socket.error = '';
  passMark(v);
};
const reset = (v: Receiving): boolean => v.socket.error !== '' && (empty(v) || !stream(v));
const embryoReset = (v: Receiving): boolean => reset(v) && v.socket.peer?.embryoOf !== undefined;

const refusals: readonly Refusal<Receiving>[] = [
  notOpen as Refusal<Receiving>,
  notSocket as Refusal<Receiving>,
  refusal(
    'recv.stream.unconnected',
    'EINVAL',
    'S01',
    'af_unix.c unix_stream_read_generic(); recv(2) says ENOTCONN',
    (v) => stream(v) && v.socket.phase !== 'connected',
    { strength: 'exact' },
  ),
  refusal(
    'recv.packet.unconnected',
    'ENOTCONN',
    'S01',
    'recv(2) ERRORS ENOTCONN',
    (v) => !datagram(v) && v.socket.phase !== 'connected',
    { strength: 'posix' },
  ),
  ...urgentRefusals,
  ...rowsFor(datagram, datagramRefusals),
  refusal(
    'recv.reset.never-accepted',
    'ECONNRESET',
    'S26',
    'af_unix.c unix_release_sock()',
    embryoReset,
    { strength: 'exact', effect: takeError },
  ),
  refusal(
    'recv.reset.unread',
    'ECONNRESET',
    'S29',
    'af_unix.c unix_release_sock()',
    (v) => reset(v),
    { strength: 'exact', effect: takeError },
  ),
  beyond.hurried,
  ...markRefusals,
  refusal(
    'recv.no-time',
    'EAGAIN',
    'X13',
    'sock.c sock_set_timeout(); recv(2) ERRORS EAGAIN',
    (v) => empty(v) && !v.socket.shutReceive && waitsForNothing(v.socket),
    { strength: 'exact' },
  ),
  refusal(
    'recv.empty',
    'EAGAIN',
    'S34',
    'recv(2) ERRORS EAGAIN',
    (v) => empty(v) && !v.socket.shutReceive && !blocking(v),
    { strength: 'posix' },
  ),
  refusal(
    'recv.timeout',
    'EAGAIN',
    'S46',
    'socket(7) SO_RCVTIMEO; recv(2) ERRORS EAGAIN',
    (v) => empty(v) && !v.socket.shutReceive && timeoutOf(v.socket) > 0,
    { waits: (v) => timeoutOf(v.socket) },
  ),
  beyond.waiting,
  refusal(
    'recv.empty.blocks',
    'BLOCKS',
    'S34',
    'recv(2)',
    (v) => empty(v) && !v.socket.shutReceive,
    { strength: 'posix' },
  ),
];

/** A receive of the whole that found too little, and nothing behind it that would end it; a peek takes what there is. */
const lacks = ({ op, taking }: Receiving): boolean =>
  (op.flags & (S.MSG_WAITALL | S.MSG_PEEK)) === S.MSG_WAITALL &&
  taking.copied < op.size &&
  taking.emptied;
const ended = ({ socket }: Receiving): boolean => socket.shutReceive || socket.error !== '';
const sleepsForMore = (v: Receiving): boolean =>
  stream(v) && lacks(v) && !ended(v) && blocking(v) && v.taking.takes.length > 0;

const R = {
  bytes: rule(
    'recv.bytes',
    'S33',
    'socket(2) SOCK_STREAM: sequenced, reliable byte streams',
    'posix',
  ),
  record: rule('recv.record', 'G13', 'unix(7) SOCK_SEQPACKET: message boundaries', 'posix'),
  eof: rule('recv.end', 'S28', 'recv(2) RETURN VALUE', 'posix'),
  endAfterShut: rule('recv.end.shut', 'X02', 'shutdown(2)', 'posix'),
  endAfterPeerShut: rule('recv.end.peer-shut', 'X03', 'shutdown(2)', 'posix'),
  peek: rule('recv.peek', 'S35', 'recv(2) MSG_PEEK', 'posix'),
  peekAll: rule(
    'recv.peek.all',
    'S45',
    'POSIX recv() MSG_WAITALL: less if MSG_PEEK was specified; af_unix.c unix_stream_read_generic()',
    'exact',
  ),
  edge: rule(
    'recv.edge.before',
    'X33',
    'af_unix.c unix_stream_read_generic(); POSIX recv()',
    'exact',
  ),
  zero: rule('recv.nothing-asked', 'S37', 'af_unix.c unix_stream_read_generic()', 'exact'),
  preAccept: rule('recv.sent-before-accept', 'S11', 'connect(2): usable before accept'),
  leftover: rule('recv.after-close', 'S24', 'close(2), unix(7): queued data stays readable'),
  truncReturn: rule('recv.trunc', 'G02', 'recv(2) MSG_TRUNC'),
  streamTrunc: rule(
    'recv.stream.trunc',
    'S36',
    'recv(2) MSG_TRUNC: no effect on AF_UNIX streams',
    'exact',
  ),
  afterShort: rule('recv.sent-in-part', 'S42', 'send(2) RETURN VALUE; POSIX write()', 'posix'),
  all: rule('recv.all', 'S45', 'recv(2) MSG_WAITALL', 'posix'),
  allAtEnd: rule('recv.all.end', 'S45', 'recv(2) MSG_WAITALL: an error or disconnect', 'posix'),
  allInterrupted: rule('recv.all.interrupted', 'S45', 'recv(2) MSG_WAITALL: a signal', 'posix'),
  allTimedOut: rule('recv.all.timeout', 'S46', 'socket(7) SO_RCVTIMEO: what was received'),
  flagsKept: rule('recvmsg.flags-kept', 'S38', 'recvmsg(2) msg_flags; net/socket.c', 'exact'),
  controlKept: rule(
    'recvmsg.control-kept',
    'K21',
    'recvmsg(2); net/socket.c ___sys_recvmsg()',
    'exact',
  ),
  from: rule('recvfrom.sender', 'G16', 'recv(2): source address; unix(7)'),
};

/** Of a send that was short. */
const isPart = ({ packet: { cut, to } }: Taking['takes'][number]): boolean =>
  cut !== undefined && to < cut.asked;

/** Which clause an end of data stands for. */
function endRule(v: Receiving): Rule {
  const { socket } = v;
  const beyondAll = endBeyond(v);
  if (beyondAll !== undefined) return beyondAll;
  if (socket.type === S.SOCK_DGRAM) return datagramRules.end;
  if (socket.peer?.dead) return endAtMark(v) ?? R.eof;
  return socket.peer?.shutSend ? R.endAfterPeerShut : R.endAfterShut;
}

/** Which clause a receive that waits for all stands for; undefined where something else ends it. */
function allRule(v: Receiving): Rule | undefined {
  if (sleepsForMore(v)) return timeoutOf(v.socket) > 0 ? R.allTimedOut : R.allInterrupted;
  if (lacks(v)) return ended(v) ? R.allAtEnd : undefined;
  return v.taking.copied === v.op.size ? R.all : undefined;
}

/** Of a peek at the front. */
function plainPeek(v: Receiving): Rule {
  const isShort = (v.op.flags & S.MSG_WAITALL) !== 0 && v.taking.copied < v.op.size;
  return isShort && stream(v) ? R.peekAll : R.peek;
}

function dataRule(v: Receiving): Rule {
  const first = v.taking.takes[0]?.packet;
  if (v.taking.passing !== undefined) {
    const atMark = ruleAtMark(v);
    if (atMark !== undefined) return atMark;
  }
  if (v.op.flags & S.MSG_PEEK) return isAtOffset(v) ? peekRule(v) : plainPeek(v);
  if (datagram(v)) return first?.to === 0 ? datagramRules.empty : datagramRules.whole;
  if (v.op.size === 0) return R.zero;
  if ((v.op as { readonly at?: unknown }).at !== undefined) return R.edge;
  if (!stream(v)) return R.record;
  if (v.op.flags & S.MSG_TRUNC) return R.streamTrunc;
  if (v.op.flags & S.MSG_WAITALL && blocking(v)) {
    const all = allRule(v);
    if (all !== undefined) return all;
  }
  if (v.taking.takes.some(isPart)) return R.afterShort;
  if (first?.beforeAccept) return R.preAccept;
  return v.socket.peer?.dead ? R.leftover : R.bytes;
}

function allow(v: Receiving): Outcome {
  const { op, socket, taking } = v;
  if (isUrgent(op)) return allowUrgent(v);
  const atEnd = taking.takes.length === 0;
  const data = atEnd ? endRule(v) : dataRule(v);
  const first = taking.takes[0];
  const whole = first === undefined ? 0 : first.packet.to - first.packet.from - taking.at;
  const full = !stream(v) && (op.flags & S.MSG_TRUNC) !== 0;
  const isOpen = taking.least < taking.copied;
  const count = isOpen ? between(taking.least, taking.copied) : taking.copied;
  const expects: Expectation[] = [
    {
      rule: full ? (taking.at > 0 ? peekOffsetRules.trunc : R.truncReturn) : data,
      name: 'ret',
      want: full ? whole : count,
    },
  ];
  const sleeps = sleepsForMore(v);
  if (sleeps && timeoutOf(socket) === 0)
    expects.push({ rule: R.allInterrupted, name: 'interrupted', want: 1 });
  if ((op.call as ReceiveCall) !== 'recv') expects.push(...senderExpectations(v));
  const message =
    (op.call as ReceiveCall) === 'recvmsg' ? expectMessage(v, whole, expects) : undefined;
  return {
    errno: '',
    rule: data,
    expects,
    data: {
      rule: data,
      pieces: taking.takes.map(({ packet, bytes }, i) => {
        const from = packet.from + (i === 0 ? taking.at : 0);
        return payload(packet.tag, from, from + bytes);
      }),
      ...(isOpen && { begins: true }),
    },
    ...(sleeps && { sleeps }),
    ...((sleeps || taking.passing !== undefined || makesRoom(v) || tellsWhatComes(v)) && {
      piecemeal: true,
    }),
    ...(message && { passed: message.passed }),
    commit: (observed) => {
      if ((op.call as ReceiveCall) !== 'recv')
        learnName(first?.packet.sender, observed?.fields?.address);
      if (message) take(v, message, observed);
      const given = isOpen ? (observed?.ret ?? guessOf(taking)) : taking.copied;
      passMark(v);
      if ((op.flags & S.MSG_PEEK) === 0) consume(v, given);
      else peekedAt(v, given);
      // A receive that waits for all looks at SO_ERROR, and loses it when it returns data.
      if (stream(v) && lacks(v)) socket.error = '';
    },
  };
}

/** What is unread is told after the bytes were taken: what is sent meanwhile counts. */
const tellsWhatComes = ({ op, socket }: Receiving): boolean =>
  socket.tellsUnread && (op.call as ReceiveCall) === 'recvmsg';

/** Message after message is freed, and what is sent meanwhile, for there is room again, may still be read. */
function makesRoom({ op, socket, taking }: Receiving): boolean {
  const { takes, copied } = taking;
  if ((op.flags & S.MSG_PEEK) !== 0 || takes.length === 0 || socket.peer === undefined)
    return false;
  if (socket.type === S.SOCK_DGRAM) return false;
  return (takes.length > 1 || copied < op.size) && isPressed(socket.peer);
}

function senderExpectations({ op, taking }: Receiving): Expectation[] {
  const sender = taking.takes[0]?.packet.sender;
  const from = sender?.name === undefined ? 'nobody' : sender;
  const expects = expectAddress(R.from, from, op.space);
  if ((op.call as ReceiveCall) !== 'recvmsg') return expects;
  return expects.map((one) => ({ ...one, want: ifObserved(one.want) }));
}

/** A message of no bytes that was peeked at is known by that alone. */
function peekedAt({ socket, taking }: Receiving, given: number): void {
  movePeek(socket, given);
  const packet = taking.takes[0]?.packet;
  if (packet !== undefined && packet.from === packet.to) packet.peeked = true;
}

/** Where it is open how much comes: the first piece of the last message. */
function guessOf({ takes, copied, least }: Taking): number {
  return Math.min(copied, least - 1 + (takes.at(-1)?.packet.cut?.piece ?? 1));
}

/** Removes so many bytes of what was taken; descriptors that did not fit are closed. */
function consume(v: Receiving, copied: number): void {
  const { state, socket, taking } = v;
  let left = copied;
  const [first] = taking.takes;
  if (first !== undefined)
    movePeekBack(socket, stream(v) ? copied : first.packet.to - first.packet.from);
  for (const { packet, bytes } of taking.takes) {
    const gone = Math.min(bytes, left);
    packet.from += gone;
    left -= gone;
    if (packet === taking.rights || !stream(v)) {
      const files = packet.files;
      packet.files = undefined;
      if (files !== undefined) land(state, { ...packet, files });
    }
    if (stream(v) && packet.from < packet.to) continue;
    socket.queue.shift();
    packet.sender.charge -= packet.charge;
  }
}

const KEPT: readonly Expectation[] = [
  { rule: R.flagsKept, name: 'flags', want: ifObserved('kept') },
  { rule: R.controlKept, name: 'control', want: ifObserved('kept') },
];
/** A refused recvmsg leaves what it was given; into the room for control data it may have written (unix_stream_read_generic()). */
const messageRefusals = refusals.map((row) => ({
  ...row,
  expects: (v: Receiving) => [...(row.expects?.(v) ?? []), ...KEPT],
}));

function receiveLaw<Name extends ReceiveCall>(rows = refusals): CallLaw<Name, never> {
  return { look: lookReceive, refusals: rows, allow } as unknown as CallLaw<Name, never>;
}

export const recv = receiveLaw<'recv'>();
export const recvfrom = receiveLaw<'recvfrom'>();
export const recvmsg = receiveLaw<'recvmsg'>(messageRefusals);
