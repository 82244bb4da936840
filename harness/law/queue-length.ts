/** ioctl SIOCINQ, SIOCOUTQ and SIOCATMARK: how much waits to be read, whether something sent is not read yet, the mark. */

import * as S from '../abi/socket.ts';
import { type CallLaw, type FdView, lookFd, notOpen, success } from './call.ts';
import { asksMark, lookAtQueue, markRefusals, markTold, unreadTold } from './out-of-band-look.ts';
import { refuseAnonymous } from './pidfd.ts';
import { type Outcome, type Rule, refusal, rule, Unmodelled, type Want } from './rule.ts';
import type { Packet, Slice, Socket, State } from './state.ts';

type Asking = FdView<'ioctl'>;

const asksUnread = ({ op }: Asking): boolean => op.request === 'SIOCINQ';
const isSocket = ({ file }: Asking): boolean => file.object.kind === 'socket';

function look(state: State, op: Asking['op']): Asking {
  const view = lookFd(state, op);
  if (view.descriptor === undefined || view.file.access === 'path') return view;
  const { object } = view.file;
  refuseAnonymous(view);
  if (object.kind === 'inode') throw new Unmodelled('ioctl of a file');
  if (object.kind === 'memory' && op.request === 'SIOCINQ')
    throw new Unmodelled('FIONREAD of a file');
  if (object.kind === 'pipe' && object.doomedReaders + object.doomedWriters > 0)
    throw new Unmodelled('waits for the collector');
  if (object.kind !== 'socket') return view;
  if (object.domain !== S.AF_UNIX) throw new Unmodelled('inet');
  if (op.request === 'SIOCOUTQ' && (state.garbage.size > 0 || object.peer?.uncertain))
    throw new Unmodelled('what was sent waits for the collector');
  lookAtQueue(view);
  return view;
}

const INQ = 'unix(7) Ioctls: SIOCINQ';
const OUTQ = 'af_unix.c unix_outq_len(): what messages of its own in queues weigh';

const R = {
  stream: rule('ioctl.unread', 'X09', INQ),
  record: rule('ioctl.unread.records', 'X09', 'af_unix.c unix_inq_len()', 'exact'),
  datagram: rule('ioctl.unread.datagram', 'X09', `${INQ}; udp(7) FIONREAD`),
  none: rule('ioctl.unread.none', 'X09', `${INQ}; udp(7) FIONREAD`),
  rest: rule('ioctl.unread.rest', 'X10', INQ),
  left: rule('ioctl.unread.left-behind', 'X10', `${INQ}; close(2), shutdown(2)`),
  pipe: rule('ioctl.unread.pipe', 'X09', 'pipe(7) I/O on pipes and FIFOs: FIONREAD'),
  idle: rule('ioctl.unsent.none', 'X12', OUTQ, 'exact'),
  waits: rule('ioctl.unsent', 'X12', OUTQ, 'exact'),
};

const total = (queue: readonly Slice[]): number => {
  let bytes = 0;
  for (const { from, to } of queue) bytes += to - from;
  return bytes;
};

function unreadRule(socket: Socket): Rule {
  const [first] = socket.queue;
  if (first === undefined) return R.none;
  if (socket.type === S.SOCK_DGRAM) return R.datagram;
  if (first.from > 0 && first.urgent === '') return R.rest;
  if (socket.shutReceive || socket.peer?.dead) return R.left;
  return socket.type === S.SOCK_STREAM ? R.stream : R.record;
}

/** What overlaps with it may be seen half done: one receive frees message after message (unix_stream_read_generic). */
const told = (rule: Rule, want: Want): Outcome => ({
  ...success(rule, [{ rule, name: 'value', want }], () => undefined),
  piecemeal: true,
});

/** Messages of this socket that somebody who is there has not read, or not to their end. */
function unreadOf({ descriptors }: State, socket: Socket): readonly Packet[] {
  const receivers = new Set(socket.peer === undefined ? [] : [socket.peer]);
  for (const one of descriptors) {
    const object = one?.file.object;
    if (object?.kind === 'socket') receivers.add(object);
  }
  return [...receivers].flatMap(({ queue }) => queue.filter(({ sender }) => sender === socket));
}

const atLeast = (least: number): Want => ({
  allowed: (seen) => typeof seen === 'number' && seen >= least,
  text: `${least} or more`,
});

/** It is memory of the kernel that is counted: the unread bytes, and what more a message takes is nobody's business. */
function unsent({ state, socket }: Asking): Outcome {
  if (socket.charge === 0) return told(R.idle, 0);
  const unread = unreadOf(state, socket);
  if (unread.length === 0) throw new Unmodelled('a message in a queue that nobody has');
  // An urgent byte may have been read, and its place be left.
  const bytes = total(unread.filter(({ urgent }) => urgent === ''));
  return told(R.waits, atLeast(Math.max(1, bytes)));
}

export const ioctl: CallLaw<'ioctl', Asking> = {
  look,
  refusals: [
    notOpen,
    refusal(
      'ioctl.unsuited',
      'ENOTTY',
      'X12',
      'ioctl(2) ERRORS ENOTTY',
      (v) => !asksUnread(v) && !isSocket(v),
    ),
    refusal(
      'ioctl.unread.listener',
      'EINVAL',
      'X09',
      `${INQ} not in LISTEN state`,
      (v) => asksUnread(v) && v.socket.phase === 'listening',
    ),
    ...markRefusals,
  ],
  allow: (view) => {
    const { file, socket } = view;
    if (file.object.kind === 'pipe') return told(R.pipe, total(file.object.queue));
    if (asksMark(view)) {
      const { rule, want } = markTold(view);
      return told(rule, want);
    }
    if (!asksUnread(view)) return unsent(view);
    const { queue } = socket;
    const counted = socket.type === S.SOCK_DGRAM ? queue.slice(0, 1) : queue;
    const bytes = total(counted);
    const urgent = unreadTold(socket, bytes);
    return urgent ? told(urgent.rule, urgent.want) : told(unreadRule(socket), bytes);
  },
};
