/** The arguments of every call in the order of the text form; printing, parsing and shrinking derive from it. */

import { POLL } from '../abi/poll.ts';
import * as S from '../abi/socket.ts';
import {
  type CallName,
  type Confined,
  EPOLL_FLAGS,
  type FcntlCommand,
  type NoTime,
  type Nowhere,
  type OneReceived,
  type OneSent,
  OPEN_FLAGS,
  type OperationOf,
  type Polled,
  type QueueRequest,
  type SOCKET_OPTIONS,
  type SpecialType,
} from '../law/operation.ts';
import {
  address,
  type Codec,
  control,
  flags,
  identity,
  integer,
  list,
  named,
  octal,
  optional,
  orAny,
  orNowhere,
  slot,
  text,
  word,
  words,
} from './codec.ts';

type Arguments<Name extends CallName> = Omit<OperationOf<Name>, 'call' | 'by' | 'as' | 'overlaps'>;

/** `makes`: how many slots the call fills; `many` if that depends on the message, `asked` if on who asks. */
export interface Signature<Name extends CallName> {
  readonly makes: 0 | 1 | 2 | 'many' | 'asked';
  readonly arguments: { readonly [Key in keyof Arguments<Name>]-?: Codec<Arguments<Name>[Key]> };
}

const pick = (prefix: string, names: readonly string[]): Record<string, number> => {
  const table = S as unknown as Readonly<Record<string, unknown>>;
  const found: Record<string, number> = {};
  for (const name of names) {
    const value = table[`${prefix}${name}`];
    if (typeof value === 'number') found[`${prefix}${name}`] = value;
  }
  return found;
};

const domain = named(pick('AF_', ['UNSPEC', 'UNIX', 'INET', 'INET6']));
const messageFlags = flags(
  pick('MSG_', [
    'OOB',
    'PEEK',
    'DONTROUTE',
    'CTRUNC',
    'TRUNC',
    'DONTWAIT',
    'EOR',
    'WAITALL',
    'WAITFORONE',
    'NOSIGNAL',
    'MORE',
    'CMSG_CLOEXEC',
  ]),
);
const how = named(pick('SHUT_', ['RD', 'WR', 'RDWR']));
const openFlagsOfPipe = flags({ O_CLOEXEC: 0o2000000, O_NONBLOCK: 0o4000 });
const newFlags = flags(pick('SOCK_', ['NONBLOCK', 'CLOEXEC']));
const events = flags(POLL);

/** A descriptor and what is asked of it: `s0:POLLIN|POLLOUT`. */
const polled: Codec<Polled> = {
  print: (one) =>
    `${one.fd === 'closed' ? one.fd : slot.print(one.fd)}:${events.print(one.events)}`,
  parse: (written) => {
    const [who = '', asked = ''] = written.split(':');
    return { fd: who === 'closed' ? who : slot.parse(who), events: events.parse(asked) };
  },
};

const TYPES = pick('SOCK_', ['STREAM', 'DGRAM', 'RAW', 'RDM', 'SEQPACKET']);
const typeBits = 0xf;

/** A socket type with its flags: `SOCK_STREAM|SOCK_NONBLOCK`. */
const type: Codec<number> = {
  print: (value) => {
    const base = named(TYPES).print(value & typeBits);
    const rest = value & ~typeBits;
    return rest === 0 ? base : `${base}|${newFlags.print(rest)}`;
  },
  parse: (written) => flags({ ...TYPES, ...pick('SOCK_', ['NONBLOCK', 'CLOEXEC']) }).parse(written),
};

/** Size and tag of what is sent, and a control message: `4:7:rights[s1]`. */
const oneSent: Codec<OneSent> = {
  print: ({ size, tag, control: one }) =>
    `${size}:${tag}${one === undefined ? '' : `:${control.print(one)}`}`,
  parse: (written) => {
    const [, size = '', tag = '', one] = /^(\d+):(\d+)(?::(.+))?$/.exec(written) ?? [];
    const sent = { size: integer.parse(size), tag: integer.parse(tag) };
    return one === undefined ? sent : { ...sent, control: control.parse(one) };
  },
};

/** Room for bytes, for control messages, for descriptors, and that for an address where it is not any: `64:24:1:8`. */
const oneReceived: Codec<OneReceived> = {
  print: ({ size, room, slots, space }) =>
    [size, room, slots, ...(space === undefined ? [] : [space])].join(':'),
  parse: (written) => {
    const [size = '', room = '', slots = '', space] = written.split(':');
    return {
      ...{ size: integer.parse(size), room: integer.parse(room) },
      slots: integer.parse(slots),
      ...(space !== undefined && { space: integer.parse(space) }),
    };
  },
};

const fd = slot;
const space = optional(integer);
const at = optional(word as Codec<Nowhere>);
const atOrEdge = optional(orNowhere);
const keep = optional(word as Codec<'pidfd'>);
const option = word as Codec<(typeof SOCKET_OPTIONS)[number]>;
const request = word as Codec<QueueRequest>;
const nodeType = word as Codec<'SOCK' | 'FIFO' | 'REG'>;
const specialType = word as Codec<SpecialType>;
const cloexec = integer as Codec<0 | 1>;
const command = word as Codec<FcntlCommand>;

export const SIGNATURES: { readonly [Name in CallName]: Signature<Name> } = {
  socket: { makes: 'many', arguments: { domain, type, protocol: integer } },
  socketpair: { makes: 2, arguments: { domain, type, protocol: integer, at } },
  bind: { makes: 0, arguments: { fd, address, length: optional(integer) } },
  listen: { makes: 0, arguments: { fd, backlog: integer } },
  accept4: { makes: 1, arguments: { fd, flags: newFlags, space } },
  connect: { makes: 0, arguments: { fd, address, length: optional(integer) } },
  send: {
    makes: 0,
    arguments: { fd, size: integer, tag: integer, flags: messageFlags, at: atOrEdge },
  },
  recv: { makes: 0, arguments: { fd, size: integer, flags: messageFlags, at: atOrEdge } },
  sendto: {
    makes: 0,
    arguments: { fd, size: integer, tag: integer, flags: messageFlags, address },
  },
  recvfrom: { makes: 0, arguments: { fd, size: integer, flags: messageFlags, space } },
  sendmsg: {
    makes: 0,
    arguments: {
      ...{ fd, size: integer, tag: integer, flags: messageFlags, control: list(control) },
      address: optional(address),
    },
  },
  recvmsg: {
    makes: 'many',
    arguments: { fd, size: integer, flags: messageFlags, room: integer, space, keep },
  },
  sendmmsg: {
    makes: 0,
    arguments: { fd, messages: list(oneSent), flags: messageFlags, count: optional(integer) },
  },
  recvmmsg: {
    makes: 'many',
    arguments: {
      ...{ fd, messages: list(oneReceived), flags: messageFlags },
      time: optional(word as Codec<'long' | NoTime | undefined>),
    },
  },
  read: { makes: 0, arguments: { fd, size: integer } },
  write: { makes: 0, arguments: { fd, size: integer, tag: integer } },
  shutdown: { makes: 0, arguments: { fd, how } },
  close: { makes: 0, arguments: { fd } },
  dup: { makes: 1, arguments: { fd } },
  dupfd: { makes: 1, arguments: { fd, least: integer, cloexec } },
  fcntl: { makes: 0, arguments: { fd, command, argument: integer } },
  getsockopt: { makes: 'asked', arguments: { fd, option, room: integer } },
  setsockopt: {
    makes: 0,
    arguments: {
      ...{ fd, option, value: integer },
      ...{ length: optional(integer), micros: optional(integer) },
    },
  },
  getsockname: { makes: 0, arguments: { fd, room: integer, at } },
  getpeername: { makes: 0, arguments: { fd, room: integer, at } },
  poll: { makes: 0, arguments: { fd, events, timeout: integer } },
  poll_many: { makes: 0, arguments: { entries: list(polled), timeout: integer } },
  epoll_create1: { makes: 1, arguments: { flags: openFlagsOfPipe } },
  epoll_ctl: {
    makes: 0,
    arguments: {
      fd,
      command: word as Codec<OperationOf<'epoll_ctl'>['command']>,
      other: slot,
      events,
      how: words(EPOLL_FLAGS),
      data: integer,
    },
  },
  epoll_wait: { makes: 0, arguments: { fd, room: integer, timeout: integer } },
  ioctl: { makes: 0, arguments: { fd, request } },
  pipe2: { makes: 2, arguments: { flags: openFlagsOfPipe } },
  memfd_create: { makes: 1, arguments: { flags: integer } },
  special: { makes: 1, arguments: { type: specialType, flags: newFlags } },
  lseek: { makes: 0, arguments: { fd, offset: integer } },
  pread: { makes: 0, arguments: { fd, size: integer, offset: integer } },
  pwrite: { makes: 0, arguments: { fd, size: integer, tag: integer, offset: integer } },
  ftruncate: { makes: 0, arguments: { fd, length: integer } },
  fsync: { makes: 0, arguments: { fd } },
  mmap: { makes: 0, arguments: { fd } },
  kcmp: { makes: 0, arguments: { fd, other: slot } },
  fstat: { makes: 0, arguments: { fd } },
  fstatfs: { makes: 0, arguments: { fd } },
  fchmod: { makes: 0, arguments: { fd, mode: octal } },
  fchown: { makes: 0, arguments: { fd, uid: integer, gid: integer } },
  open: { makes: 1, arguments: { path: text, flags: words(OPEN_FLAGS), mode: octal } },
  reopen: { makes: 1, arguments: { fd, flags: words(OPEN_FLAGS) } },
  unix_file: { makes: 1, arguments: { fd } },
  unix_listed: { makes: 0, arguments: { fd } },
  scm_fds: { makes: 0, arguments: { fd } },
  pidfd_info: { makes: 0, arguments: { fd } },
  stat: { makes: 0, arguments: { path: text } },
  lstat: { makes: 0, arguments: { path: text } },
  unlink: { makes: 0, arguments: { path: text } },
  rename: { makes: 0, arguments: { from: text, to: text } },
  link: { makes: 0, arguments: { from: text, to: text } },
  symlink: { makes: 0, arguments: { target: text, path: text } },
  mkdir: { makes: 0, arguments: { path: text, mode: octal } },
  rmdir: { makes: 0, arguments: { path: text } },
  chroot: { makes: 0, arguments: { path: optional(text) } },
  chdir: { makes: 0, arguments: { path: text } },
  execve: { makes: 0, arguments: { path: text } },
  mknod: { makes: 0, arguments: { path: text, type: nodeType, mode: octal } },
  chmod: { makes: 0, arguments: { path: text, mode: octal } },
  chown: { makes: 0, arguments: { path: text, uid: integer, gid: integer } },
  truncate: { makes: 0, arguments: { path: text, length: integer } },
  umask: { makes: 0, arguments: { mask: octal } },
  become: { makes: 0, arguments: { identity } },
  fsids: { makes: 0, arguments: { uid: integer, gid: integer } },
  sigurg: { makes: 0, arguments: {} },
  port_start: { makes: 0, arguments: { value: integer } },
  somaxconn: { makes: 0, arguments: { value: integer } },
  port_range: { makes: 0, arguments: { low: integer, high: integer } },
  ping_groups: { makes: 0, arguments: { low: integer, high: integer } },
  network: { makes: 0, arguments: { to: word as Codec<'new' | 'home'> } },
  mounts: { makes: 0, arguments: { to: word as Codec<'new' | 'home'> } },
  mount_bind: { makes: 0, arguments: { from: text, to: text, readOnly: integer as Codec<0 | 1> } },
  mount_empty: { makes: 0, arguments: { path: text } },
  unmount: { makes: 0, arguments: { path: text } },
  confine: {
    makes: 0,
    arguments: { to: optional(word as Codec<Confined>), ports: optional(list(integer)) },
  },
  nudge: { makes: 0, arguments: { actor: integer } },
  exit: { makes: 0, arguments: {} },
  limit: { makes: 0, arguments: { room: orAny } },
  flights: { makes: 0, arguments: { most: orAny } },
};

/** A call's arguments with their codecs, in order, without regard to their types. */
export function argumentsOf(call: CallName): readonly (readonly [string, Codec<unknown>])[] {
  return ENTRIES[call];
}

const ENTRIES = Object.fromEntries(
  Object.entries(SIGNATURES).map(([call, signature]) => [
    call,
    Object.entries(signature.arguments),
  ]),
) as unknown as Record<CallName, readonly (readonly [string, Codec<unknown>])[]>;
