/** The send buffer of a stream under pressure: when a send goes through, when it must wait, and when either may be. */

import * as S from '../abi/socket.ts';
import { sendBuffer } from './datagram.ts';
import { type Outcome, type Refusal, refusal, rule } from './rule.ts';
import type { Sending } from './send.ts';
import type { Socket } from './state.ts';

/** A message in a queue weighs its bytes and what the kernel needs besides: at most this, and at least half of it. */
export function chargeOf(size: number): number {
  return 2 * size + 1024;
}

const leastOf = (charge: number): number => charge / 2;

/** A stream cuts larger sends into several messages, of which some may go through (unix_stream_sendmsg). */
export function largestWhole(buffer: number): number {
  return buffer / 2 - 64;
}

/** Who sleeps is woken when so much of the buffer is used (unix_writable). */
const WAKES_AT = 1 / 4;

const isStream = ({ domain, type }: Socket): boolean =>
  domain === S.AF_UNIX && type === S.SOCK_STREAM;

/** What of a stream's buffer is used, as a share: at least, and at most. Undefined where it was not set. */
function used(socket: Socket): { readonly least: number; readonly most: number } | undefined {
  const buffer = isStream(socket) ? sendBuffer(socket) : undefined;
  if (buffer === undefined) return undefined;
  return { least: leastOf(socket.charge) / buffer, most: socket.charge / buffer };
}

/** Whether not even one byte more goes into a stream whose peer is there to read. */
export function isStuffed(socket: Socket): boolean {
  const { peer, shutSend } = socket;
  const heard = peer !== undefined && !peer.dead && !peer.shutReceive;
  return heard && !shutSend && (used(socket)?.least ?? 0) >= 1;
}

const waits = ({ file, op }: Sending): boolean =>
  !file.nonblock && (op.flags & S.MSG_DONTWAIT) === 0;
/** A send of nothing asks for no buffer. */
const least = ({ socket, op }: Sending): number => (op.size === 0 ? 0 : (used(socket)?.least ?? 0));
const most = ({ socket, op }: Sending): number => (op.size === 0 ? 0 : (used(socket)?.most ?? 0));

const SENDMSG = 'af_unix.c unix_stream_sendmsg(), sock.c sock_alloc_send_pskb()';

/** Before the refusals of a peer that is gone: whoever slept learns of a reset as recv does. */
export const wokenRefusals: readonly Refusal<Sending>[] = [
  refusal(
    'send.stream.reset-while-asleep',
    'ECONNRESET',
    'S29',
    `send(2) ERRORS ECONNRESET; ${SENDMSG}`,
    (v) => v.socket.error !== '' && used(v.socket) !== undefined && v.op.size > 0 && waits(v),
    {
      strength: 'exact',
      may: true,
      effect: (v) => {
        v.socket.error = '';
      },
    },
  ),
];

const full = refusal<Sending>(
  'send.stream.full',
  'EAGAIN',
  'S39',
  'unix(7) SO_SNDBUF; send(2) ERRORS EAGAIN',
  (v) => least(v) >= 1 && !waits(v),
);

export const pressureRefusals: readonly Refusal<Sending>[] = [
  full,
  refusal(
    'send.stream.full.blocks',
    'BLOCKS',
    'S39',
    'unix(7) SO_SNDBUF; send(2)',
    (v) => least(v) >= 1 && waits(v),
  ),
  refusal(
    'send.stream.filling.blocks',
    'BLOCKS',
    'S40',
    `${SENDMSG}, af_unix.c unix_write_space()`,
    (v) => most(v) > WAKES_AT && waits(v),
    { strength: 'exact', may: true },
  ),
];

const R = {
  room: rule('send.stream.room', 'S40', 'unix(7) SO_SNDBUF; send(2)'),
};

/** The rule of a send that goes through although the buffer is small; undefined where it was not set. */
export const roomRule = ({ socket }: Sending) => (used(socket) === undefined ? undefined : R.room);

/** A message's weight is known in part: when the buffer may be full, being refused is allowed besides. */
export function orFull(view: Sending, sent: Outcome): readonly Outcome[] {
  if (most(view) < 1 || waits(view)) return [sent];
  return [sent, { errno: full.errno, rule: full, expects: [], commit: () => undefined }];
}
