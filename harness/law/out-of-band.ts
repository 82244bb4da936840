/** The urgent byte of a stream: where it stands in a queue, what became of it, and what leaves the queue with it. */

import * as S from '../abi/socket.ts';
import { land } from './references.ts';
import { Unmodelled } from './rule.ts';
import type { Packet, Socket, State } from './state.ts';

export const isUrgent = (op: { readonly flags: number }): boolean => (op.flags & S.MSG_OOB) !== 0;
/** SO_OOBINLINE: the urgent byte is to be read where it stands. */
export const isInline = ({ options }: Pick<Socket, 'options'>): boolean =>
  options.get('SO_OOBINLINE') === 1;

/** The urgent byte that nobody has read: there is one at most. */
export function pendingOf({ marks, queue }: Socket): Packet | undefined {
  return marks === 0 ? undefined : queue.find(({ urgent }) => urgent === 'pending');
}

/** Whether the law may look closely at a queue with a mark: older kernels went wrong there, some of them badly. */
export function lookAtMark({ world }: State, { marks }: Pick<Socket, 'marks'>): void {
  if (marks > 0 && !world.has.oobMended)
    throw new Unmodelled('queues with a mark before the repairs of 2024 and 2025');
}

/** Whether such sockets have out-of-band data here (CONFIG_AF_UNIX_OOB, Linux 5.15). */
export function suits({ type }: Socket, { world }: State): boolean {
  return type === S.SOCK_STREAM && world.has.oob;
}

/** A message with the byte goes from the queue unread, or after it was read: nobody gets its descriptors any more. */
export function unlink(state: State, socket: Socket, gone: Packet): void {
  const at = socket.queue.indexOf(gone);
  if (at < 0) return;
  socket.queue.splice(at, 1);
  socket.marks--;
  gone.sender.charge -= gone.charge;
  if (gone.urgent === 'pending') socket.unseen++;
  if (gone.files === undefined) return;
  socket.miscounted = true;
  const { files } = gone;
  gone.files = undefined;
  land(state, { ...gone, files });
}

/** The byte turns into one like all others. */
export function settle(socket: Socket, byte: Packet): void {
  byte.urgent = 'former';
  socket.marks--;
}

/** It was read: its place stays in the queue as the mark; a mark just before it goes (unix_stream_recv_urg). */
export function takeByte(state: State, socket: Socket, byte: Packet): void {
  byte.urgent = 'taken';
  byte.from = byte.to;
  const before = socket.queue[socket.queue.indexOf(byte) - 1];
  if (before?.urgent === 'taken') unlink(state, socket, before);
}

/** A new urgent byte at the end of the queue; the one before it, if nobody has read it, is urgent no more. */
export function append(receiver: Socket, byte: Packet): void {
  const former = pendingOf(receiver);
  if (former !== undefined) settle(receiver, former);
  receiver.queue.push(byte);
  receiver.marks++;
}

/** Nothing lies in the queue but the place of a byte that was read. */
export function isSpent({ marks, queue }: Socket): boolean {
  return marks > 0 && queue.length === 1 && queue[0]?.urgent === 'taken';
}

/** Whether what is read next stands behind the mark (SIOCATMARK). */
export function isAtMark(socket: Socket): boolean {
  const [first, second] = socket.queue;
  if (first === undefined || socket.marks === 0) return false;
  if (first.urgent === 'pending') return true;
  return first.urgent === 'taken' && (second?.urgent === 'pending' || !pendingOf(socket));
}
