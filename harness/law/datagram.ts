/** Datagram sockets of AF_UNIX: whom one sends to, who may send to it, and how the association ends. */

import * as S from '../abi/socket.ts';
import { sendBuffer } from './buffers.ts';
import type { Address } from './operation.ts';
import type { Reach } from './reach.ts';
import { land } from './references.ts';
import { type Refusal, type Rule, refusal, rule, Unmodelled } from './rule.ts';
import type { Socket, State } from './state.ts';

export function isDatagram(socket: Pick<Socket, 'domain' | 'type'>): boolean {
  return socket.domain === S.AF_UNIX && socket.type === S.SOCK_DGRAM;
}

/** Whether an address is of no family, which takes an association back (AF_UNSPEC). */
export function isNoAddress(address: Address): boolean {
  return address.kind === 'bytes' && /^0000/.test(address.hex);
}

/** What the kernel keeps of a send buffer for itself (unix(7) SO_SNDBUF). */
const OVERHEAD = 32;

export function largest(socket: Socket): number {
  return (sendBuffer(socket) ?? Number.POSITIVE_INFINITY) - OVERHEAD;
}

/** unix_may_send(): who is connected receives from its peer alone. */
export function maySend(from: Socket, to: Socket): boolean {
  return to.peer === undefined || to.peer === from;
}

/** unix_recvq_full(), which counts for whoever is not the receiver's own peer. */
export function isFull(state: State, from: Socket, to: Socket): boolean {
  if (to.peer === from || to === from || to.queue.length === 0) return false;
  const most = to.network === 0 ? state.world.maxDgramQlen : undefined;
  if (most === undefined) throw new Unmodelled('a queue of unknown length');
  return to.queue.length > most;
}

/** A new peer, or none: what lies in the queue goes, and a peer that meant this socket is told once. */
export function associate(state: State, socket: Socket, peer: Socket | undefined): void {
  const former = socket.peer;
  socket.peer = peer;
  socket.phase = peer === undefined ? 'closed' : 'connected';
  if (former === undefined || former === peer || socket.queue.length === 0) return;
  for (const packet of socket.queue.splice(0)) {
    packet.sender.charge -= packet.charge;
    if (packet.files !== undefined) socket.miscounted = true;
    land(state, packet);
  }
  if (!former.dead && former.peer === socket) former.error = 'ECONNRESET';
}

interface Associating {
  readonly state: State;
  readonly socket: Socket;
  readonly reach: Reach;
}

export const associationRefusals = <V extends Associating>(
  after: (view: V) => void,
): readonly Refusal<V>[] => [
  refusal(
    'connect.datagram.third-party',
    'EPERM',
    'G07',
    'af_unix.c unix_dgram_connect(), unix_may_send()',
    ({ socket, reach: { other } }) =>
      isDatagram(socket) && other !== undefined && !maySend(socket, other),
    { strength: 'exact', effect: after },
  ),
];

const R = {
  associated: rule('connect.datagram', 'G05', 'connect(2): the address to which datagrams go'),
  itself: rule('connect.datagram.itself', 'G11', 'af_unix.c unix_dgram_connect()', 'exact'),
  again: rule(
    'connect.datagram.again',
    'G08',
    'connect(2): datagram sockets may connect more than once',
    'posix',
  ),
  dissolved: rule('connect.datagram.dissolved', 'G08', 'connect(2): AF_UNSPEC', 'posix'),
};

/** Which clause a connect that succeeds stands for. */
export function associationRule(socket: Socket, peer: Socket | undefined): Rule {
  if (peer === undefined) return R.dissolved;
  if (peer === socket) return R.itself;
  return socket.peer === undefined ? R.associated : R.again;
}
