/** What one receive takes from a queue: which messages, how much of each, whose credentials, which descriptors. */

import type { Passing } from './out-of-band-taking.ts';
import { asksWhoSends } from './passing.ts';
import { startOf } from './peek-offset.ts';
import type { Packet, Socket, Ucred } from './state.ts';

/** What one receive takes from the queue. */
export interface Taking {
  /** Packets touched, and how many bytes of each. */
  readonly takes: readonly { readonly packet: Packet; readonly bytes: number }[];
  /** How far into the first of them it begins: not 0 only where SO_PEEK_OFF says so. */
  readonly at: number;
  readonly copied: number;
  /** What comes at least: where a message went in pieces, its descriptors end the first one, however long that is. */
  readonly least: number;
  /** The packet whose descriptors come along. */
  readonly rights: Packet | undefined;
  /** Credentials of the bytes; undefined when no packet was touched. */
  readonly creds: Ucred | undefined;
  readonly emptied: boolean;
  /** Of a queue with the mark of an urgent byte alone. */
  readonly passing: Passing | undefined;
}

export const NONE: Taking = {
  takes: [],
  at: 0,
  copied: 0,
  least: 0,
  rights: undefined,
  creds: undefined,
  emptied: true,
  passing: undefined,
};

/** A message sent while nobody wanted credentials (K18). */
export const NOBODY: Ucred = { pid: 0, uid: -1, gid: -1 };

export const sameCreds = (a: Ucred, b: Ucred): boolean =>
  a.pid === b.pid && a.uid === b.uid && a.gid === b.gid;

/** unix_stream_read_generic(): bytes up to the size, a change of credentials, or descriptors. */
export function takeStream(socket: Socket, size: number, peek: boolean, offset: number): Taking {
  const start = startOf(socket, offset);
  if (start === undefined) return NONE;
  const { queue } = socket;
  let { at } = start;
  const takes: { packet: Packet; bytes: number }[] = [];
  let left = size;
  const isAsked = asksWhoSends(socket);
  let creds: Ucred | undefined;
  let rights: Packet | undefined;
  let emptied = true;
  let open = 0;
  for (let i = start.index; i < queue.length; i++) {
    const packet = queue[i] as Packet;
    const theirs = packet.creds ?? NOBODY;
    if (creds !== undefined && isAsked && !sameCreds(creds, theirs)) {
      emptied = false;
      break;
    }
    creds ??= theirs;
    const bytes = Math.min(packet.to - packet.from - at, left);
    at = 0;
    takes.push({ packet, bytes });
    left -= bytes;
    if (packet.files !== undefined) rights = packet;
    if (rights !== undefined && packet.cut !== undefined && bytes > 0) open = bytes - 1;
    if (packet.files !== undefined || (left === 0 && !peek)) {
      emptied = false;
      break;
    }
  }
  const copied = size - left;
  const least = copied - open;
  return { takes, at: start.at, copied, least, rights, creds, emptied, passing: undefined };
}

/** One packet, cut to the size. */
export function takePacket(socket: Socket, size: number, offset: number): Taking {
  const start = startOf(socket, offset);
  if (start === undefined) return NONE;
  const { index, at } = start;
  const packet = socket.queue[index];
  if (packet === undefined) return NONE;
  const bytes = Math.min(packet.to - packet.from - at, size);
  const rights = packet.files === undefined ? undefined : packet;
  return {
    takes: [{ packet, bytes }],
    at,
    copied: bytes,
    least: bytes,
    rights,
    creds: packet.creds ?? NOBODY,
    emptied: false,
    passing: undefined,
  };
}
