/** What one receive takes from a queue: which messages, how much of each, whose credentials, which descriptors. */

import { asksWhoSends } from './passing.ts';
import type { Packet, Socket, Ucred } from './state.ts';

/** What one receive takes from the queue. */
export interface Taking {
  /** Packets touched, and how many bytes of each. */
  readonly takes: readonly { readonly packet: Packet; readonly bytes: number }[];
  readonly copied: number;
  /** What comes at least: where a message went in pieces, its descriptors end the first one, however long that is. */
  readonly least: number;
  /** The packet whose descriptors come along. */
  readonly rights: Packet | undefined;
  /** Credentials of the bytes; undefined when no packet was touched. */
  readonly creds: Ucred | undefined;
  readonly emptied: boolean;
}

export const NONE: Taking = {
  takes: [],
  copied: 0,
  least: 0,
  rights: undefined,
  creds: undefined,
  emptied: true,
};

/** A message sent while nobody wanted credentials (K18). */
export const NOBODY: Ucred = { pid: 0, uid: -1, gid: -1 };

const sameCreds = (a: Ucred, b: Ucred): boolean =>
  a.pid === b.pid && a.uid === b.uid && a.gid === b.gid;

/** unix_stream_read_generic(): bytes up to the size, a change of credentials, or descriptors. */
export function takeStream(socket: Socket, size: number, peek: boolean): Taking {
  const takes: { packet: Packet; bytes: number }[] = [];
  let left = size;
  const isAsked = asksWhoSends(socket);
  let creds: Ucred | undefined;
  let rights: Packet | undefined;
  let emptied = true;
  let open = 0;
  for (const packet of socket.queue) {
    const theirs = packet.creds ?? NOBODY;
    if (creds !== undefined && isAsked && !sameCreds(creds, theirs)) {
      emptied = false;
      break;
    }
    creds ??= theirs;
    const bytes = Math.min(packet.to - packet.from, left);
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
  return { takes, copied, least: copied - open, rights, creds, emptied };
}

/** One packet, cut to the size. */
export function takePacket(socket: Socket, size: number): Taking {
  const packet = socket.queue[0];
  if (packet === undefined) return NONE;
  const bytes = Math.min(packet.to - packet.from, size);
  const rights = packet.files === undefined ? undefined : packet;
  return {
    takes: [{ packet, bytes }],
    copied: bytes,
    least: bytes,
    rights,
    creds: packet.creds ?? NOBODY,
    emptied: false,
  };
}
