/** The calls on sockets that carry no message: creation, names, connection, options, poll. */

import type { Kernel, WrittenAddress } from './interface.ts';
import { syscall, wrapper } from './libc.ts';
import { Arena, NOWHERE } from './memory.ts';
import { bare, withOut } from './result.ts';

type SocketCalls = Pick<
  Kernel,
  | 'socket'
  | 'socketpair'
  | 'bind'
  | 'listen'
  | 'accept4'
  | 'connect'
  | 'shutdown'
  | 'getsockopt'
  | 'setsockopt'
  | 'getsockname'
  | 'getpeername'
  | 'poll'
  | 'socketpair_nowhere'
  | 'getsockname_nowhere'
  | 'getpeername_nowhere'
>;

const socket = wrapper('socket', 'int', 'int', 'int', 'int');
const socketpair = wrapper('socketpair', 'int', 'int', 'int', 'int', 'void *');
const bind = wrapper('bind', 'int', 'int', 'void *', 'int');
const listen = wrapper('listen', 'int', 'int', 'int');
const connect = wrapper('connect', 'int', 'int', 'void *', 'int');
const shutdown = wrapper('shutdown', 'int', 'int', 'int');
const accept4 = syscall('accept4', 'int', 'void *', 'void *', 'int');
const getsockopt = wrapper('getsockopt', 'int', 'int', 'int', 'int', 'void *', 'void *');
const setsockopt = wrapper('setsockopt', 'int', 'int', 'int', 'int', 'void *', 'int');
const getsockname = wrapper('getsockname', 'int', 'int', 'void *', 'void *');
const getpeername = wrapper('getpeername', 'int', 'int', 'void *', 'void *');
const poll = wrapper('poll', 'int', 'void *', 'long', 'int');

const pair = Buffer.alloc(8);
const length = Buffer.alloc(4);
const address = new Arena(256);
const option = new Arena(4096);
const pollfds = new Arena(64);
/** Events that there are not: what the kernel does not write is seen. */
const REVENTS_BEFORE = 0x5800;

/** The kernel reads `length` bytes: give it as many, whatever the address's own length. */
function padded(given: Uint8Array, size: number): Uint8Array {
  if (size <= given.length) return given;
  const room = Buffer.alloc(Math.max(256, size));
  room.set(given);
  return room;
}

function written(room: number): WrittenAddress {
  return room === 0 ? { ...NOTHING_WRITTEN, spilled: address.isSpilled(0, 0) } : named(room);
}

const NOTHING_WRITTEN: WrittenAddress = { bytes: new Uint8Array(0), length: 0 };

type NameCall = (...given: (number | bigint | Uint8Array | null)[]) => number;

function name(call: NameCall) {
  return (fd: number, room: number) => {
    address.room(room);
    address.guard();
    length.writeInt32LE(room);
    const ret = call(fd, address.buffer, length);
    return withOut(ret, () => (ret < 0 ? NOTHING_WRITTEN : named(room)));
  };
}

function nameNowhere(call: NameCall) {
  return (fd: number, room: number) => {
    length.writeInt32LE(room);
    const ret = call(fd, NOWHERE, length);
    return withOut(ret, () => ({
      bytes: new Uint8Array(0),
      ...{ length: ret < 0 ? 0 : length.readInt32LE(0), spilled: false },
    }));
  };
}

function named(room: number): WrittenAddress {
  const reported = length.readInt32LE(0);
  const bytes = address.copy(Math.min(room, reported));
  return { bytes, length: reported, spilled: address.isSpilled(room, reported) };
}

export const socketCalls: SocketCalls = {
  socket: (domain, type, protocol) => bare(socket(domain, type, protocol)),
  socketpair: (domain, type, protocol) => {
    pair.fill(0xff);
    return withOut(
      socketpair(domain, type, protocol, pair),
      () => [pair.readInt32LE(0), pair.readInt32LE(4)] as const,
    );
  },
  socketpair_nowhere: (domain, type, protocol) => bare(socketpair(domain, type, protocol, NOWHERE)),
  bind: (fd, to, size = to.length) => bare(bind(fd, padded(to, size), size)),
  listen: (fd, backlog) => bare(listen(fd, backlog)),
  accept4: (fd, flags, room) => {
    address.room(room);
    address.guard();
    length.writeInt32LE(room);
    const ret =
      room === 0 ? accept4(fd, null, null, flags) : accept4(fd, address.buffer, length, flags);
    return withOut(ret, () => (ret < 0 ? NOTHING_WRITTEN : written(room)));
  },
  connect: (fd, to, size = to.length) => bare(connect(fd, padded(to, size), size)),
  shutdown: (fd, how) => bare(shutdown(fd, how)),
  getsockopt: (fd, level, which, room) => {
    option.room(room).fill(0, 0, Math.max(0, room));
    length.writeInt32LE(room);
    const ret = getsockopt(fd, level, which, option.buffer, length);
    return withOut(ret, () => {
      const told = length.readInt32LE(0);
      return option.copy(ret < 0 ? told : Math.min(room, told));
    });
  },
  setsockopt: (fd, level, which, value) => bare(setsockopt(fd, level, which, value, value.length)),
  getsockname: name(getsockname),
  getpeername: name(getpeername),
  getsockname_nowhere: nameNowhere(getsockname),
  getpeername_nowhere: nameNowhere(getpeername),
  poll: (entries, timeout) => {
    const memory = pollfds.room(entries.length * 8);
    let at = 0;
    for (const { fd, events } of entries) {
      memory.writeInt32LE(fd, at);
      memory.writeUInt16LE(events & 0xffff, at + 4);
      memory.writeUInt16LE(REVENTS_BEFORE, at + 6);
      at += 8;
    }
    return withOut(poll(memory, entries.length, timeout), () =>
      entries.map((_, i) => memory.readUInt16LE(i * 8 + 6)),
    );
  },
};
