/** What one receive takes from a queue with a mark: up to it, or from it on. */

import * as S from '../abi/socket.ts';
import { isInline, pendingOf } from './out-of-band.ts';
import { asksWhoSends } from './passing.ts';
import { peekOffset } from './peek-offset.ts';
import { Unmodelled } from './rule.ts';
import type { Packet, Socket, Ucred } from './state.ts';
import { NOBODY, NONE, sameCreds, type Taking } from './taking.ts';

/** How a receive comes by the mark. */
export interface Passing {
  /** Urgent bytes and the places of such that it passes over; unless it peeks, they leave the queue. */
  readonly over: readonly Packet[];
  /** An urgent byte that it finds at the front, and which is to be read as any other. */
  readonly inline: Packet | undefined;
  /** The mark at which it stops. */
  readonly stop: Packet | undefined;
}

/** The urgent byte itself: alone, and without anything that came with it. */
export function takeUrgent(socket: Socket, size: number): Taking {
  const packet = pendingOf(socket);
  if (packet === undefined) return NONE;
  if (size === 0 && !isInline(socket)) throw new Unmodelled('one byte into a room of none');
  return { ...NONE, takes: [{ packet, bytes: 1 }], copied: 1, least: 1, emptied: false };
}

/** Where a receive is in such a queue. */
interface Course {
  readonly socket: Socket;
  readonly isInline: boolean;
  readonly peek: boolean;
  at: number;
  pending: Packet | undefined;
  readonly over: Packet[];
  inline: Packet | undefined;
  stop: Packet | undefined;
}

/** Steps over the mark, if one is here, or stops at it: manage_oob(). */
function pass(course: Course, copied: number): void {
  const { socket, isInline, peek, pending, over } = course;
  const { queue } = socket;
  const place = queue[course.at];
  if (place?.urgent === 'taken') {
    // A newer urgent byte moves the mark on: the places of older ones stop nobody.
    if (copied > 0 && pending === undefined) course.stop = place;
    if (course.stop !== undefined) return;
    over.push(place);
    course.at++;
  }
  if (pending === undefined || queue[course.at] !== pending) return;
  if (copied > 0) {
    course.stop = pending;
    return;
  }
  if (isInline) course.inline = pending;
  else over.push(queue[course.at++] as Packet);
  if (!peek) course.pending = undefined;
}

/** unix_stream_read_generic(), where a mark is in the queue. */
export function takeMarked(socket: Socket, size: number, flags: number): Taking {
  const { queue } = socket;
  if (peekOffset(socket) >= 0) throw new Unmodelled('a peek offset and a mark');
  if (queue.some(({ cut }) => cut !== undefined)) throw new Unmodelled('pieces and a mark');
  const peek = (flags & S.MSG_PEEK) !== 0;
  const course: Course = {
    ...{ socket, isInline: isInline(socket), peek, at: 0, pending: pendingOf(socket) },
    ...{ over: [], inline: undefined, stop: undefined },
  };
  const takes: { packet: Packet; bytes: number }[] = [];
  let copied = 0;
  let creds: Ucred | undefined;
  let rights: Packet | undefined;
  let emptied = false;
  while (rights === undefined && (takes.length === 0 || copied < size || peek)) {
    const before = course.over.length;
    pass(course, copied);
    // It may find too little then, be it nothing that was asked for (unix_stream_read_generic).
    if (copied === 0 && takes.length > 0 && course.over.length > before)
      throw new Unmodelled('a peek of nothing beyond a mark');
    const packet = queue[course.at++];
    emptied = packet === undefined;
    if (packet === undefined || course.stop !== undefined) break;
    const theirs = packet.creds ?? NOBODY;
    if (creds !== undefined && asksWhoSends(socket) && !sameCreds(creds, theirs)) break;
    creds ??= theirs;
    const bytes = Math.min(packet.to - packet.from, size - copied);
    takes.push({ packet, bytes });
    copied += bytes;
    if (packet.files !== undefined) rights = packet;
  }
  const passing: Passing = course;
  return { takes, at: 0, copied, least: copied, rights, creds, emptied, passing };
}
