/** sendmmsg and recvmmsg: several messages in one call, each with memory of its own. */

import {
  type CountedMessage,
  FLAGS_BEFORE,
  type Kernel,
  type MessageRoom,
  type WrittenAddress,
} from './interface.ts';
import { LAYOUT } from './layout.ts';
import { addressOf, syscall } from './libc.ts';
import { isSpilled, markedMemory } from './memory.ts';
import { withOut } from './result.ts';

type ManyMessages = Pick<Kernel, 'sendmmsg' | 'recvmmsg'>;

const sendmmsg = syscall('sendmmsg', 'int', 'void *', 'int', 'int');
const recvmmsg = syscall('recvmmsg', 'int', 'void *', 'int', 'int', 'void *');

const H = LAYOUT.msghdr;
const MANY = LAYOUT.mmsghdr;
const V = LAYOUT.iovec;

/** What no kernel has written. */
const LENGTH_BEFORE = 0xffff_fff0;

/** Memory that one header points to. */
interface Parts {
  readonly data: Uint8Array;
  readonly control: Uint8Array;
  readonly name: Uint8Array;
  /** Where more memory is there than the header says. */
  readonly nameRoom?: number;
}

const NO_BYTES = new Uint8Array(0);
const at = (bytes: Uint8Array): bigint => (bytes.length === 0 ? 0n : addressOf(bytes));

/** The vector of headers, and that of their iovecs, which is to live as long. */
function vectorOf(all: readonly Parts[]): { readonly headers: Buffer; readonly iovecs: Buffer } {
  const headers = Buffer.alloc(Math.max(1, all.length) * MANY.size);
  const iovecs = Buffer.alloc(Math.max(1, all.length) * V.size);
  const base = addressOf(iovecs);
  for (const [i, { data, control, name, nameRoom = name.length }] of all.entries()) {
    const [header, iovec] = [i * MANY.size, i * V.size];
    iovecs.writeBigUInt64LE(data.length === 0 ? base : addressOf(data), iovec + V.iov_base);
    iovecs.writeBigUInt64LE(BigInt(data.length), iovec + V.iov_len);
    headers.writeBigUInt64LE(at(name), header + H.msg_name);
    headers.writeInt32LE(nameRoom, header + H.msg_namelen);
    headers.writeBigUInt64LE(base + BigInt(iovec), header + H.msg_iov);
    headers.writeBigUInt64LE(1n, header + H.msg_iovlen);
    headers.writeBigUInt64LE(at(control), header + H.msg_control);
    headers.writeBigUInt64LE(BigInt(control.length), header + H.msg_controllen);
    headers.writeInt32LE(FLAGS_BEFORE, header + H.msg_flags);
    headers.writeUInt32LE(LENGTH_BEFORE, header + MANY.msg_len);
  }
  return { headers, iovecs };
}

const lengthAt = (headers: Buffer, i: number): number =>
  headers.readUInt32LE(i * MANY.size + MANY.msg_len);

function readMessage(headers: Buffer, i: number, parts: Parts): CountedMessage {
  const header = i * MANY.size;
  const length = lengthAt(headers, i);
  const named = headers.readUInt32LE(header + H.msg_namelen);
  const controlled = Number(headers.readBigUInt64LE(header + H.msg_controllen));
  return {
    length,
    data: parts.data.slice(0, length),
    control: parts.control.slice(0, controlled),
    flags: headers.readInt32LE(header + H.msg_flags),
    name: nameRead(parts, named),
  };
}

function nameRead({ name, nameRoom = 0 }: Parts, length: number): WrittenAddress {
  const bytes = name.slice(0, Math.max(0, Math.min(nameRoom, length)));
  return { bytes, length, spilled: name.length > 0 && isSpilled(name, nameRoom, length) };
}

const memoryOf = ({ size, controlRoom, nameRoom }: MessageRoom): Parts => ({
  data: new Uint8Array(size),
  control: new Uint8Array(controlRoom),
  name: nameRoom === 0 ? NO_BYTES : markedMemory(),
  nameRoom,
});

function timespec(time: readonly [number, number] | null): Buffer | null {
  if (time === null) return null;
  const bytes = Buffer.alloc(16);
  bytes.writeBigInt64LE(BigInt(time[0]), 0);
  bytes.writeBigInt64LE(BigInt(time[1]), 8);
  return bytes;
}

export const manyMessages: ManyMessages = {
  sendmmsg: (fd, messages, flags) => {
    const { headers, iovecs } = vectorOf(
      messages.map(({ data, control = NO_BYTES, name = NO_BYTES }) => ({ data, control, name })),
    );
    const ret = sendmmsg(fd, headers, messages.length, flags);
    return withOut(ret, () => {
      // Until here the vector is pointed to.
      iovecs.fill(0);
      return Array.from({ length: Math.max(0, ret) }, (_, i) => lengthAt(headers, i));
    });
  },
  recvmmsg: (fd, rooms, flags, time) => {
    const all = rooms.map(memoryOf);
    const { headers, iovecs } = vectorOf(all);
    const ret = recvmmsg(fd, headers, rooms.length, flags, timespec(time));
    return withOut(ret, () => {
      iovecs.fill(0);
      return all
        .slice(0, Math.max(0, Math.min(ret, rooms.length)))
        .map((one, i) => readMessage(headers, i, one));
    });
  },
};
