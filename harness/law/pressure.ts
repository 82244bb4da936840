/** The send buffer of a socket under pressure: when a send goes through, when it must wait, and when either may be. */

import * as S from '../abi/socket.ts';
import { sendBuffer } from './buffers.ts';
import { isDatagram, isFull, largest } from './datagram.ts';
import { refused } from './refused.ts';
import { type Outcome, type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { Sending } from './send.ts';
import type { Packet, Socket } from './state.ts';
import { sendsAtOnce, sendTimeoutOf } from './timeout.ts';
import { nameIfSending } from './unix-bind.ts';

/** A message in a queue weighs its bytes and what the kernel needs besides: at most this, and at least half of it. */
export function chargeOf(size: number): number {
  return 2 * size + 1024;
}

/** The least that so many bytes weigh. */
export function leastOf(size: number): number {
  return chargeOf(size) / 2;
}

/** Who sleeps is woken when so much of the buffer is used (unix_writable). */
const WAKES_AT = 1 / 4;

export const isStream = ({ domain, type }: Socket): boolean =>
  domain === S.AF_UNIX && type === S.SOCK_STREAM;

/** Records of a connection: as datagrams, but that the sender's buffer alone bounds what waits to be read. */
export const isRecords = ({ domain, type }: Socket): boolean =>
  domain === S.AF_UNIX && type === S.SOCK_SEQPACKET;

/** A send buffer that was set, and how much of it is used, in bytes: at least, and at most. */
export interface Used {
  readonly buffer: number;
  readonly least: number;
  readonly most: number;
}

/** Undefined where the buffer was not set. */
export function usedOf(socket: Socket): Used | undefined {
  const buffer = socket.domain === S.AF_UNIX ? sendBuffer(socket) : undefined;
  if (buffer === undefined) return undefined;
  let least = socket.charge / 2;
  for (const packet of socket.peer?.queue ?? []) least -= mayBeBack(packet);
  return { buffer, least, most: socket.charge };
}

/** A message is charged until all of it was read; of one that went in pieces, each piece. */
function mayBeBack({ cut, charge, from, to, urgent }: Packet): number {
  // Its place is left, which need not be the message that had the byte.
  if (urgent === 'taken') return charge / 2;
  return cut === undefined || from === 0 ? 0 : charge / 2 - leastOf(to - from);
}

/** Whether a send may find too little room, or sleep until there is some. */
export function isPressed(socket: Socket): boolean {
  const used = usedOf(socket);
  return used !== undefined && used.most > used.buffer * WAKES_AT;
}

/** Whether not even one byte more goes into a connection whose peer is there to read, or out of a datagram socket. */
export function isStuffed(socket: Socket): boolean {
  const used = usedOf(socket);
  if (used === undefined || used.least < used.buffer) return false;
  const { peer, shutSend } = socket;
  const heard = peer !== undefined && !peer.dead && !peer.shutReceive;
  return isDatagram(socket) || (heard && !shutSend);
}

export const waits = ({ file, op, socket }: Sending): boolean =>
  !file.nonblock && (op.flags & S.MSG_DONTWAIT) === 0 && !sendsAtOnce(socket);
/** A send of nothing asks for no buffer, but a record of nothing does. */
const asksRoom = ({ op, socket }: Sending): boolean => op.size > 0 || !isStream(socket);
const least = (v: Sending): number =>
  v.used === undefined || !asksRoom(v) ? 0 : v.used.least / v.used.buffer;
const most = (v: Sending): number =>
  v.used === undefined || !asksRoom(v) ? 0 : v.used.most / v.used.buffer;

/** Where it is open what becomes of a datagram that finds no room, or wakes when there is some. */
export function lookAtDatagram(view: Sending): void {
  const { used, socket, state, addressed, reach } = view;
  if (used === undefined || reach === undefined) return;
  const { other } = reach;
  if (waits(view) && other !== undefined && isFull(state, socket, other))
    throw new Unmodelled('asleep with a message that takes room');
  if (used.most <= used.buffer * WAKES_AT) return;
  if (state.garbage.size > 0) throw new Unmodelled('room that waits for the collector');
  if (used.most >= used.buffer && !addressed && socket.peer === undefined)
    throw new Unmodelled('the peer is looked for first before 6.14, and late since then');
  if (used.most >= used.buffer && used.least < used.buffer && isTimed(view))
    throw new Unmodelled('asleep before it is refused, or not');
}

/** Whether a record may have to wait for room: who sleeps for ever is judged of streams alone. */
export function lookAtRecords(view: Sending): void {
  const { used, socket, op } = view;
  if (used === undefined || !isRecords(socket)) return;
  if ((op.call as string) === 'sendto')
    throw new Unmodelled('a record to a name that nobody reads');
}

export const SENDMSG = 'af_unix.c unix_stream_sendmsg(), sock.c sock_alloc_send_pskb()';

/** Before the refusals of a peer that is gone: whoever slept learns of a reset as recv does. */
export const wokenRefusals: readonly Refusal<Sending>[] = [
  refusal(
    'send.stream.reset-while-asleep',
    'ECONNRESET',
    'S29',
    `send(2) ERRORS ECONNRESET; ${SENDMSG}`,
    (v) => v.socket.error !== '' && v.used !== undefined && v.op.size > 0 && waits(v),
    {
      strength: 'exact',
      may: true,
      effect: (v) => {
        nameIfSending(v);
        v.socket.error = '';
      },
    },
  ),
];

/** Whether it sleeps no longer than it was given. */
const isTimed = (v: Sending): boolean => waits(v) && sendTimeoutOf(v.socket) > 0;

/** No room at all: by what it may wait for, the first of which each call comes to. */
function fullRows(prefix: string, clauses: Readonly<Record<'full' | 'filling', string>>) {
  // Who finds no room has been named by then.
  const named = { effect: nameIfSending };
  const full = refusal<Sending>(
    `${prefix}.full`,
    'EAGAIN',
    clauses.full,
    'unix(7) SO_SNDBUF; send(2) ERRORS EAGAIN',
    (v) => least(v) >= 1 && !waits(v),
    named,
  );
  const timedOut = refusal<Sending>(
    `${prefix}.timeout`,
    'EAGAIN',
    'S49',
    'socket(7) SO_SNDTIMEO; send(2) ERRORS EAGAIN',
    (v) => least(v) >= 1 && isTimed(v),
    { ...named, waits: ({ socket }) => sendTimeoutOf(socket) },
  );
  const noTime = refusal<Sending>(
    `${prefix}.no-time`,
    'EAGAIN',
    'X13',
    'sock.c sock_set_timeout(); send(2) ERRORS EAGAIN',
    (v) => least(v) >= 1 && sendsAtOnce(v.socket),
    { strength: 'exact', ...named },
  );
  const blocks = refusal<Sending>(
    `${prefix}.full.blocks`,
    'BLOCKS',
    clauses.full,
    'unix(7) SO_SNDBUF; send(2)',
    (v) => least(v) >= 1 && waits(v),
    named,
  );
  const filling = refusal<Sending>(
    `${prefix}.filling.blocks`,
    'BLOCKS',
    clauses.filling,
    `${SENDMSG}, af_unix.c unix_write_space()`,
    (v) => most(v) > WAKES_AT && waits(v) && !isTimed(v),
    { strength: 'exact', may: true, ...named },
  );
  return { full, timedOut, rows: [noTime, full, timedOut, blocks, filling] };
}

const ofConnections = fullRows('send.stream', { full: 'S39', filling: 'S40' });
const ofDatagrams = fullRows('send.datagram.room', { full: 'G18', filling: 'G18' });

export const pressureRefusals: readonly Refusal<Sending>[] = ofConnections.rows;
export const datagramPressure: readonly Refusal<Sending>[] = ofDatagrams.rows;

/** Room is looked for first: where there may be none, what the peer refuses may not be told yet. */
export const fullBefore = (
  isRefused: (view: Sending) => boolean,
  id = 'send.stream.full-or-refused',
  clause = 'S39',
): Refusal<Sending> =>
  refusal<Sending>(
    id,
    'EAGAIN',
    clause,
    `send(2) ERRORS EAGAIN; ${SENDMSG}`,
    (v) => !waits(v) && asksRoom(v) && mayBeFull(v) && isRefused(v),
    { strength: 'exact', may: true, effect: nameIfSending },
  );

const R = {
  room: rule('send.stream.room', 'S40', 'unix(7) SO_SNDBUF; send(2)'),
};

/** The rule of a send that goes through although the buffer is small; undefined where it was not set. */
export const roomRule = ({ used }: Sending) => (used === undefined ? undefined : R.room);

/** A message's weight is known in part: when the buffer may be full, being refused is allowed besides. */
export function orFull(view: Sending, sent: readonly Outcome[]): readonly Outcome[] {
  if (!mayBeFull(view)) return sent;
  const { full, timedOut } = isDatagram(view.socket) ? ofDatagrams : ofConnections;
  if (isTimed(view)) return [...sent, refused(timedOut, view)];
  return waits(view) ? sent : [...sent, refused(full, view)];
}

/** A message of its own goes whole, or never. */
export const tooLargeRecord = refusal<Sending>(
  'send.packet.too-large',
  'EMSGSIZE',
  'G04',
  'send(2) ERRORS EMSGSIZE; af_unix.c unix_dgram_sendmsg()',
  ({ op, socket }) => isRecords(socket) && op.size > largest(socket),
  { strength: 'exact', effect: nameIfSending },
);

export function mayBeFull(view: Sending): boolean {
  return view.portion?.mayBeNone ?? most(view) >= 1;
}
