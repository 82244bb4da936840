/** Sending datagrams: to the peer or to a name, who is refused, and when the receiver's queue is full. */

import type { View } from './call.ts';
import { associate, isDatagram, isFull, largest, maySend } from './datagram.ts';
import { asksWhoSends } from './passing.ts';
import { datagramPressure, fullBefore, waits } from './pressure.ts';
import { find, NO_REACH, type Reach, wayRefusals } from './reach.ts';
import { type Refusal, type Rule, refusal, rule, Unmodelled } from './rule.ts';
import type { Sending } from './send.ts';
import { signalOfSend } from './sigpipe.ts';
import type { Socket } from './state.ts';
import { sendsAtOnce, sendTimeoutOf } from './timeout.ts';
import { nameIfPassing } from './unix-bind.ts';

/** Where a datagram goes; undefined for sockets of another kind. */
export function lookToward(view: View<'sendmsg'>, socket: Socket): Reach | undefined {
  if (!isDatagram(socket)) return undefined;
  const { op } = view;
  if (op.address !== undefined) {
    if (op.address.kind === 'bytes' && op.address.hex === '')
      throw new Unmodelled('an address of no bytes');
    return find(view, socket, op.address);
  }
  const nameless = asksWhoSends(socket) && socket.name === undefined;
  if (socket.peer === undefined && (socket.error !== '' || nameless || op.size > largest(socket)))
    throw new Unmodelled('the peer is looked for first before 6.14, and late since then');
  if (socket.peer?.uncertain) throw new Unmodelled('peer waits for the collector');
  return { ...NO_REACH, other: socket.peer };
}

const lost = (v: Sending): boolean => !v.addressed && v.socket.peer === undefined;
/** Whether something holds of the receiver, if there is one. */
const of =
  (holds: (to: Socket, v: Sending) => boolean) =>
  (v: Sending): boolean =>
    v.reach?.other !== undefined && holds(v.reach.other, v);
const full = of((to, v) => isFull(v.state, v.socket, to));

const named: { effect: (view: Sending) => void } = { effect: nameIfPassing };
const exact = { strength: 'exact', ...named } as const;
/** EPIPE. */
const broken = { expects: signalOfSend };
const SENDMSG = 'af_unix.c unix_dgram_sendmsg()';

const rowsIf = (has: boolean, ...rows: readonly Refusal<Sending>[]) => (has ? rows : []);

/** In the order of unix_dgram_sendmsg(), behind the control messages. */
export const datagramRefusals = (call: string): readonly Refusal<Sending>[] => [
  ...rowsIf(call !== 'send', ...wayRefusals<Sending>('sendto', nameIfPassing).slice(0, 1)),
  refusal(
    'send.datagram.too-large',
    'EMSGSIZE',
    'G04',
    'unix(7) SO_SNDBUF; send(2) ERRORS EMSGSIZE',
    (v) => v.op.size > largest(v.socket),
    { strength: 'posix', ...named },
  ),
  refusal(
    'send.datagram.reset',
    'ECONNRESET',
    'G08',
    'af_unix.c unix_dgram_disconnected(); sock.c sock_alloc_send_pskb()',
    (v) => v.socket.error !== '',
    {
      strength: 'exact',
      effect: (v) => {
        nameIfPassing(v);
        v.socket.error = '';
      },
    },
  ),
  ...rowsIf(
    call !== 'sendto',
    refusal(
      'send.datagram.unconnected-or-shut',
      'ENOTCONN',
      'G05',
      'send(2) ERRORS ENOTCONN: before 6.14 this comes before EPIPE',
      (v) => lost(v) && v.socket.shutSend,
      { strength: 'exact', may: true },
    ),
  ),
  refusal(
    'send.datagram.shut',
    'EPIPE',
    'G10',
    'shutdown(2), send(2) ERRORS EPIPE',
    (v) => v.socket.shutSend,
    { strength: 'posix', ...named, ...broken },
  ),
  ...datagramPressure,
  ...roomFirst(laterRefusals(call)),
];

/** A datagram is made before anybody looks for its receiver. */
function roomFirst(later: readonly Refusal<Sending>[]): readonly Refusal<Sending>[] {
  const isRefused = (v: Sending): boolean => later.some(({ when }) => when(v));
  return [fullBefore(isRefused, 'send.datagram.room.full-or-refused', 'G18'), ...later];
}

/** What is looked at once there is a datagram. */
const laterRefusals = (call: string): readonly Refusal<Sending>[] => [
  ...rowsIf(
    call !== 'sendto',
    refusal('send.datagram.unconnected', 'ENOTCONN', 'G05', 'send(2) ERRORS ENOTCONN', lost, {
      strength: 'posix',
    }),
  ),
  ...rowsIf(call !== 'send', ...wayRefusals<Sending>('sendto', nameIfPassing).slice(1)),
  refusal(
    'send.datagram.third-party',
    'EPERM',
    'G07',
    `${SENDMSG}, unix_may_send()`,
    of((to, v) => !maySend(v.socket, to)),
    exact,
  ),
  // A name is never of a socket that is closed.
  ...rowsIf(
    call !== 'sendto',
    refusal(
      'send.datagram.peer-closed',
      'ECONNREFUSED',
      'G09',
      SENDMSG,
      of((to) => to.dead),
      {
        strength: 'exact',
        effect: (v) => {
          nameIfPassing(v);
          associate(v.state, v.socket, undefined);
        },
      },
    ),
  ),
  refusal(
    'send.datagram.deaf.blocks',
    'BLOCKS',
    'G10',
    'af_unix.c unix_shutdown(): nobody wakes who waits in unix_wait_for_peer()',
    (v) => waits(v) && sendTimeoutOf(v.socket) === 0 && of((to) => to.shutReceive)(v) && full(v),
    { strength: 'exact', may: true },
  ),
  refusal(
    'send.datagram.peer-deaf',
    'EPIPE',
    'G10',
    `send(2) ERRORS EPIPE; ${SENDMSG}`,
    of((to) => to.shutReceive),
    { ...exact, ...broken },
  ),
  ...rowsIf(
    call === 'sendmsg',
    refusal(
      'send.datagram.rights-refused',
      'EPERM',
      'R33',
      `unix(7) SO_PASSRIGHTS; ${SENDMSG}`,
      of((to, v) => v.attached.files.length > 0 && !to.passRights),
      named,
    ),
  ),
  refusal(
    'send.datagram.no-time',
    'EAGAIN',
    'X13',
    `sock.c sock_set_timeout(); ${SENDMSG}`,
    (v) => sendsAtOnce(v.socket) && full(v),
    exact,
  ),
  refusal(
    'send.datagram.full',
    'EAGAIN',
    'G06',
    'send(2) ERRORS EAGAIN; unix(7) max_dgram_qlen',
    (v) => full(v) && !waits(v),
    named,
  ),
  refusal(
    'send.datagram.timeout',
    'EAGAIN',
    'S49',
    'socket(7) SO_SNDTIMEO; send(2) ERRORS EAGAIN',
    (v) => full(v) && sendTimeoutOf(v.socket) > 0,
    { ...named, waits: ({ socket }) => sendTimeoutOf(socket) },
  ),
  refusal('send.datagram.full.blocks', 'BLOCKS', 'G06', 'send(2); unix(7) max_dgram_qlen', full),
];

const R = {
  sent: rule('send.datagram', 'G01', 'unix(7) SOCK_DGRAM: message boundaries', 'posix'),
  empty: rule('send.datagram.empty', 'G03', 'send(2), recv(2): zero-length datagrams', 'posix'),
  addressed: rule('sendto.datagram', 'G05', 'send(2), unix(7): to the address given', 'posix'),
  itself: rule('send.datagram.itself', 'G11', SENDMSG, 'exact'),
  full: rule('send.datagram.peers', 'G06', `${SENDMSG}: the limit is for others`, 'exact'),
  largest: rule('send.datagram.largest', 'G04', 'unix(7) SO_SNDBUF'),
  room: rule('send.datagram.room', 'G18', 'unix(7) SO_SNDBUF; send(2)'),
};

/** Which clause a datagram that is sent stands for. */
export function datagramRule({ state, op, socket, reach, addressed, used }: Sending): Rule {
  const to = reach?.other;
  if (op.size === largest(socket)) return R.largest;
  if (op.size === 0) return R.empty;
  if (to === socket) return R.itself;
  if (to !== undefined && to.queue.length > (state.world.maxDgramQlen ?? Number.NaN)) return R.full;
  if (used !== undefined) return R.room;
  return addressed ? R.addressed : R.sent;
}
