/** The calls that move bytes and messages: send, recv, sendmsg, recvmsg, read, write, pread, pwrite. */

import {
  FLAGS_BEFORE,
  type Kernel,
  type MessageIn,
  type MessageRoom,
  type WrittenAddress,
} from './interface.ts';
import { LAYOUT } from './layout.ts';
import { addressOf, syscall, wrapper } from './libc.ts';
import { Arena, Edge, NOWHERE } from './memory.ts';
import { bare, withOut } from './result.ts';

type MessageCalls = Pick<
  Kernel,
  | 'send'
  | 'send_nowhere'
  | 'recv_nowhere'
  | 'send_edge'
  | 'recv_edge'
  | 'recv'
  | 'sendto'
  | 'recvfrom'
  | 'sendmsg'
  | 'recvmsg'
  | 'read'
  | 'write'
  | 'pread'
  | 'pwrite'
>;

const send = wrapper('send', 'long', 'int', 'void *', 'long', 'int');
const recv = wrapper('recv', 'long', 'int', 'void *', 'long', 'int');
const sendto = wrapper('sendto', 'long', 'int', 'void *', 'long', 'int', 'void *', 'int');
const recvfrom = wrapper('recvfrom', 'long', 'int', 'void *', 'long', 'int', 'void *', 'void *');
// Raw: musl's sendmsg copies the control bytes, and refuses more than 1040 of them with an ENOMEM of its own.
const sendmsg = syscall('sendmsg', 'int', 'void *', 'int');
const recvmsg = syscall('recvmsg', 'int', 'void *', 'int');
const read = wrapper('read', 'long', 'int', 'void *', 'long');
const write = wrapper('write', 'long', 'int', 'void *', 'long');
const pread64 = syscall('pread64', 'int', 'void *', 'long', 'long');
const pwrite64 = syscall('pwrite64', 'int', 'void *', 'long', 'long');

const data = new Arena(65_536);
const control = new Arena(4096);
const name = new Arena(256);
const vector = new Arena(LAYOUT.iovec.size);
const length = Buffer.alloc(4);
/** Made when it is needed: hardly ever. */
let edge: Edge | undefined;

const M = LAYOUT.msghdr;
/** A header whose iovec never moves; padding stays zero, as musl's layout wants. */
const header = Buffer.alloc(M.size);
header.writeBigUInt64LE(vector.address, M.msg_iov);
header.writeBigUInt64LE(1n, M.msg_iovlen);

function point(base: bigint, size: number): void {
  vector.buffer.writeBigUInt64LE(base, LAYOUT.iovec.iov_base);
  vector.buffer.writeBigUInt64LE(BigInt(size), LAYOUT.iovec.iov_len);
}

function attach(
  nameAt: bigint,
  nameLength: number,
  controlAt: bigint,
  controlLength: number,
  flags = 0,
): void {
  header.writeBigUInt64LE(nameAt, M.msg_name);
  header.writeInt32LE(nameLength, M.msg_namelen);
  header.writeBigUInt64LE(controlAt, M.msg_control);
  header.writeBigInt64LE(BigInt(controlLength), M.msg_controllen);
  header.writeInt32LE(flags, M.msg_flags);
}

const NO_BYTES = new Uint8Array(0);
const NOT_WRITTEN: WrittenAddress = { bytes: NO_BYTES, length: 0 };

/** A view of empty memory has no address of its own; length 0 goes with any. */
const addressOrAny = (bytes: Uint8Array): bigint =>
  bytes.length === 0 ? data.address : addressOf(bytes);

const nameRead = (room: number, reported: number): WrittenAddress => ({
  bytes: name.copy(Math.min(room, reported)),
  ...{ length: reported, spilled: name.isSpilled(room, reported) },
});

function messageFailed(controlRoom: number): MessageIn {
  return {
    ...{ data: NO_BYTES, control: NO_BYTES, name: NOT_WRITTEN },
    flags: header.readInt32LE(M.msg_flags),
    isRoomChanged: Number(header.readBigUInt64LE(M.msg_controllen)) !== controlRoom,
  };
}

function messageRead(ret: number, { size, controlRoom, nameRoom }: MessageRoom): MessageIn {
  if (ret < 0) return messageFailed(controlRoom);
  const flags = header.readInt32LE(M.msg_flags);
  const named = header.readUInt32LE(M.msg_namelen);
  return {
    data: data.copy(Math.min(ret, size)),
    control: control.copy(Number(header.readBigUInt64LE(M.msg_controllen))),
    flags,
    name: nameRoom === 0 ? NOT_WRITTEN : nameRead(nameRoom, named),
  };
}

export const messageCalls: MessageCalls = {
  send: (fd, bytes, flags) => bare(send(fd, bytes, bytes.length, flags)),
  send_nowhere: (fd, size, flags) => bare(send(fd, NOWHERE, size, flags)),
  recv_nowhere: (fd, size, flags) => withOut(recv(fd, NOWHERE, size, flags), () => NO_BYTES),
  send_edge: (fd, bytes, inside, flags) => {
    edge ??= new Edge();
    return bare(send(fd, edge.before(inside, bytes), bytes.length, flags));
  },
  recv_edge: (fd, size, inside, flags) => {
    edge ??= new Edge();
    const made = edge;
    const ret = recv(fd, made.before(inside, NO_BYTES), size, flags);
    return withOut(ret, () => made.copy(inside, ret));
  },
  recv: (fd, size, flags) => {
    data.room(size);
    const ret = recv(fd, data.buffer, size, flags);
    return withOut(ret, () => data.copy(Math.min(ret, size)));
  },
  sendto: (fd, bytes, flags, to) => bare(sendto(fd, bytes, bytes.length, flags, to, to.length)),
  recvfrom: (fd, size, flags, room) => {
    data.room(size);
    name.room(room);
    name.guard();
    length.writeInt32LE(room);
    const ret =
      room === 0
        ? recvfrom(fd, data.buffer, size, flags, null, null)
        : recvfrom(fd, data.buffer, size, flags, name.buffer, length);
    return withOut(ret, () => ({
      data: data.copy(Math.min(ret, size)),
      address: ret < 0 || room === 0 ? NOT_WRITTEN : nameRead(room, length.readInt32LE(0)),
    }));
  },
  sendmsg: (fd, message, flags) => {
    const { name: to = NO_BYTES, control: extra = NO_BYTES } = message;
    point(addressOrAny(message.data), message.data.length);
    attach(
      to.length === 0 ? 0n : addressOf(to),
      to.length,
      extra.length === 0 ? 0n : addressOf(extra),
      extra.length,
    );
    return bare(sendmsg(fd, header, flags));
  },
  recvmsg: (fd, room, flags) => {
    const { size, controlRoom, nameRoom } = room;
    data.room(size);
    control.room(controlRoom);
    name.room(nameRoom);
    name.guard();
    point(data.address, size);
    attach(
      nameRoom === 0 ? 0n : name.address,
      nameRoom,
      controlRoom === 0 ? 0n : control.address,
      controlRoom,
      FLAGS_BEFORE,
    );
    const ret = recvmsg(fd, header, flags);
    return withOut(ret, () => messageRead(ret, room));
  },
  pread: (fd, size, offset) => {
    data.room(size);
    const ret = pread64(fd, data.buffer, size, offset);
    return withOut(ret, () => data.copy(Math.min(ret, size)));
  },
  pwrite: (fd, bytes, offset) => bare(pwrite64(fd, bytes, bytes.length, offset)),
  read: (fd, size) => {
    data.room(size);
    const ret = read(fd, data.buffer, size);
    return withOut(ret, () => data.copy(Math.min(ret, size)));
  },
  write: (fd, bytes) => bare(write(fd, bytes, bytes.length)),
};
