/** Socket calls on descriptors that are none, or of another kind. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Address, Control, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as Fd from '../descriptor-moves.ts';
import * as M from '../moves.ts';

/** An address that fits, that is too long, or that is of no family of ours. */
function anyAddress(walk: Walk): Address {
  return walk.choose.one([
    M.someName(walk),
    { kind: 'bytes', hex: `0100${'61'.repeat(110)}` },
    { kind: 'bytes', hex: `0100${'61'.repeat(140)}` },
    { kind: 'bytes', hex: '00000000' },
  ]);
}

const anyControl = (walk: Walk): readonly Control[] =>
  walk.choose.oneIn(3) ? [] : [{ kind: 'rights', slots: [M.target(walk, walk.open())] }];

/** Each call that wants a socket, with arguments that are now and then wrong as well. */
export function callOn(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const sending = { fd, size: choose.int(0, 9), tag: walk.tag(), flags: S.MSG_DONTWAIT };
  const receiving = { fd, size: choose.int(0, 9), flags: S.MSG_DONTWAIT };
  const option = choose.one(['SO_TYPE', 'SO_PASSCRED', 'IP_FREEBIND'] as const);
  switch (choose.int(0, 13)) {
    case 0:
      return void walk.go({ call: 'bind', fd, address: anyAddress(walk) });
    case 1:
      return void walk.go({ call: 'listen', fd, backlog: choose.int(0, 3) });
    case 2: {
      const flags = choose.one([0, 1, S.SOCK_NONBLOCK, S.SOCK_CLOEXEC]);
      return void walk.go({ call: 'accept4', fd, flags, as: [walk.slot()] });
    }
    case 3:
      return void walk.go({ call: 'connect', fd, address: anyAddress(walk) });
    case 4:
      return void walk.go({ call: 'send', ...sending, flags: sending.flags | S.MSG_NOSIGNAL });
    case 5:
      return void walk.go({ call: 'sendto', ...sending, address: anyAddress(walk) });
    case 6:
      return void walk.go({
        ...{ call: 'sendmsg', ...sending, control: anyControl(walk) },
        ...(choose.oneIn(3) && { address: anyAddress(walk) }),
      });
    case 7:
      return void walk.go({ call: 'recv', ...receiving });
    case 8:
      return void walk.go({ call: 'recvfrom', ...receiving });
    case 9:
      return void walk.go({ call: 'recvmsg', ...receiving, room: choose.int(0, 60), as: [] });
    case 10:
      return void walk.go({ call: 'shutdown', fd, how: choose.int(-1, 3) });
    case 11:
      return void walk.go({ call: 'getsockopt', fd, option, room: 4 });
    case 12:
      return void walk.go({ call: 'setsockopt', fd, option, value: choose.int(0, 1) });
    default: {
      const call = choose.one(['getsockname', 'getpeername'] as const);
      return void walk.go({ call, fd, room: 128 });
    }
  }
}

export const duplicates: Property = {
  id: 'stream.fd.duplicates-are-one-socket',
  claim:
    'duplicates of a descriptor are one socket with one set of status flags and options, and each has a FD_CLOEXEC of its own',
  clauses: ['R01', 'C06', 'K16'],
  requires: [needsFeature('unix-stream')],
  aim: (walk) => {
    const { choose } = walk;
    M.newPair(walk);
    Fd.dupMove(walk);
    const some = (): Slot => M.target(walk, walk.open());
    const compare = (): void => void walk.go({ call: 'kcmp', fd: some(), other: some() });
    const set = (): void => {
      const [command, bit] = choose.one([
        ['SETFL', 0o4000],
        ['SETFD', 1],
      ] as const);
      walk.go({ call: 'fcntl', fd: some(), command, argument: choose.one([0, bit]) });
    };
    const configure = (): void => {
      const option = choose.one(['SO_PASSCRED', 'SO_PASSCRED', 'SO_PEEK_OFF'] as const);
      if (choose.oneIn(2)) walk.go({ call: 'getsockopt', fd: some(), option, room: 4 });
      else walk.go({ call: 'setsockopt', fd: some(), option, value: choose.int(0, 1) });
    };
    walk.wander(
      [
        [2, Fd.dupMove],
        [2, Fd.dupfdMove],
        [2, compare],
        [8, configure],
        [4, set],
        [4, Fd.flagsMove],
        [1, M.closeMove],
        [1, M.shutdownMove],
        [2, M.sendMove],
        [2, M.recvMove],
      ],
      choose.int(3, 14),
    );
  },
};

/** Descriptors of every kind, one of them closed again. */
function everyKind(walk: Walk): readonly Slot[] {
  const { choose } = walk;
  const [reader = 0, writer = 0] = walk.fresh(2);
  walk.go({ call: 'pipe2', flags: choose.one([0, 0o4000, 0o2004000, 1]), as: [reader, writer] });
  const [memory, closed, file] = [walk.slot(), walk.slot(), walk.slot()];
  walk.go({ call: 'memfd_create', flags: 0, as: [memory] });
  walk.go({ call: 'dup', fd: memory, as: [closed] });
  walk.go({ call: 'close', fd: closed });
  walk.go({ call: 'open', path: 'f', flags: ['RDWR', 'CREAT'], mode: 0o600, as: [file] });
  const path = walk.slot();
  walk.go({ call: 'open', path: 'f', flags: ['PATH'], mode: 0, as: [path] });
  return [reader, writer, memory, closed, file, path];
}

/** A socket that has something to read, and no place in it. */
function withSomethingQueued(walk: Walk, type: number): Slot {
  const [fd, other] = M.newPair(walk, type);
  walk.go({ call: 'send', fd: other, size: 6, tag: walk.tag(), flags: S.MSG_DONTWAIT });
  for (let i = 3; i > 0; i--) Fd.positionOn(walk, fd);
  return fd;
}

export const wrongDescriptors: Property = {
  id: 'stream.fd.closed-or-of-another-kind',
  claim:
    'every socket call says so when its descriptor is not open, or is no socket, or is one that cannot do that',
  clauses: ['C15', 'C16', 'S04', 'S20', 'S17', 'S02', 'C14'],
  requires: [needsFeature('unix-stream'), needsOwn('network'), needsOwn('files')],
  aim: (walk) => {
    const { choose } = walk;
    const kinds = everyKind(walk);
    const types = [S.SOCK_STREAM, S.SOCK_SEQPACKET, S.SOCK_DGRAM];
    const sockets = types.map((type) => M.newSocket(walk, type));
    if (choose.oneIn(2)) sockets.push(withSomethingQueued(walk, choose.one(types)));
    if (choose.oneIn(4)) walk.go({ call: 'close', fd: kinds[0] ?? -1 });
    for (let i = choose.int(2, 12); i > 0; i--) {
      const fd = choose.one(choose.oneIn(2) ? kinds : sockets);
      callOn(walk, fd);
      if (choose.oneIn(3)) Fd.positionOn(walk, fd);
      if (choose.oneIn(8)) walk.go({ call: 'unix_file', fd, as: [walk.slot()] });
      if (choose.oneIn(6)) walk.go({ call: 'fchmod', fd: M.target(walk, [fd]), mode: 0o600 });
      if (choose.oneIn(6)) walk.go({ call: 'read', fd, size: 3 });
      if (choose.oneIn(6)) walk.go({ call: 'write', fd, size: 3, tag: walk.tag() });
      if (choose.oneIn(12)) walk.go({ call: 'close', fd: choose.one(kinds) });
    }
  },
};
