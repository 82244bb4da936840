/** Builds and reads msg_control: cmsghdr after cmsghdr, aligned to 8 bytes (cmsg(3)). */

import { LAYOUT } from './layout.ts';

const HEADER = LAYOUT.cmsghdr.size;
/** Not by masking: cmsg_len is 64 bits wide, and `&` would wrap at 32. */
const align = (length: number): number => Math.ceil(length / 8) * 8;

/** One control message. */
export interface ControlMessage {
  readonly level: number;
  readonly type: number;
  readonly data: Uint8Array;
  /** cmsg_len, header included; by default that of the data. */
  readonly length?: number;
}

/** Bytes of control room that messages with so many bytes of data need (CMSG_SPACE). */
export function controlSpace(dataLength: number): number {
  return align(HEADER + dataLength);
}

/** The bytes of `msg_control` for these messages, in order. */
export function buildControl(messages: readonly ControlMessage[]): Uint8Array {
  const total = messages.reduce((sum, { data }) => sum + controlSpace(data.length), 0);
  const bytes = Buffer.alloc(total);
  let at = 0;
  for (const { level, type, data, length } of messages) {
    bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(length ?? HEADER + data.length)), at);
    bytes.writeInt32LE(level, at + LAYOUT.cmsghdr.cmsg_level);
    bytes.writeInt32LE(type, at + LAYOUT.cmsghdr.cmsg_type);
    bytes.set(data, at + HEADER);
    at += controlSpace(data.length);
  }
  return bytes;
}

/** A control message as received: `length` is its cmsg_len, `data` what of it is there. */
export interface ReceivedControl {
  readonly level: number;
  readonly type: number;
  readonly data: Uint8Array;
  readonly length: number;
}

/** Reads control messages; the last one may be cut short. */
export function parseControl(bytes: Uint8Array): ReceivedControl[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const messages: ReceivedControl[] = [];
  let at = 0;
  while (at + HEADER <= view.length) {
    const length = Number(view.readBigUInt64LE(at));
    if (length < HEADER) break;
    messages.push({
      level: view.readInt32LE(at + LAYOUT.cmsghdr.cmsg_level),
      type: view.readInt32LE(at + LAYOUT.cmsghdr.cmsg_type),
      data: Uint8Array.prototype.slice.call(view, at + HEADER, Math.min(at + length, view.length)),
      length,
    });
    at += align(length);
  }
  return messages;
}
