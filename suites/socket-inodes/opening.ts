/** open on a socket inode: the same refusal, whatever the flags and whoever asks. */

import { POLLIN, POLLRDHUP } from '../../harness/abi/poll.ts';
import * as S from '../../harness/abi/socket.ts';
import type { OpenFlag, Slot } from '../../harness/law/operation.ts';
import type { Property, Trace } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as Fd from '../descriptor-moves.ts';
import * as F from '../file-moves.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import * as M from '../moves.ts';
import { needs } from './birth.ts';

/** A live, a listening, a dead or a never-bound socket inode at p0. */
function someInode(walk: Walk): void {
  const { choose } = walk;
  if (choose.oneIn(4)) {
    walk.go({ call: 'mknod', path: 'p0', type: 'SOCK', mode: 0o777 });
    return;
  }
  const fd = M.newSocket(walk, choose.one([S.SOCK_STREAM, S.SOCK_DGRAM, S.SOCK_SEQPACKET]));
  walk.go({ call: 'bind', fd, address: { kind: 'path', path: 'p0' } });
  if (choose.oneIn(3)) walk.go({ call: 'listen', fd, backlog: 1 });
  if (choose.oneIn(3)) walk.go({ call: 'close', fd });
}

/** Now and then a file or a directory, which can be opened by those who may. */
function someFile(walk: Walk): void {
  const { choose } = walk;
  if (!choose.oneIn(4)) someInode(walk);
  else if (choose.oneIn(3)) walk.go({ call: 'mkdir', path: 'p0', mode: 0o777 });
  else walk.go({ call: 'mknod', path: 'p0', type: 'REG', mode: 0o777 });
}

/** Apart from O_PATH, no open of a path that stat calls a socket may succeed. */
function noSocketOpens(trace: Trace): string | undefined {
  for (const [i, { op, observed }] of trace.entries()) {
    if (op.call !== 'open' || observed.errno !== '' || op.flags.includes('PATH')) continue;
    const before = trace[i - 1];
    if (
      before?.op.call === 'stat' &&
      before.op.path === op.path &&
      before.observed.fields?.type === 'SOCK'
    )
      return `open of ${op.path} succeeded, and stat calls it a socket`;
  }
  return undefined;
}

/** Often with what makes a file, which looks at a link before it follows it, or does not. */
function someFlags(walk: Walk): OpenFlag[] {
  const { choose } = walk;
  const flags = F.openFlags(walk);
  if (!choose.oneIn(3)) return flags;
  const making = choose.some(['CREAT', 'EXCL', 'NOFOLLOW', 'TRUNC'] as const);
  return [...new Set([...flags, ...making])];
}

export const neverOpened: Property = {
  id: 'inode.open.enxio-whatever-the-flags',
  claim: 'open of a socket inode fails whatever the flags, for live, dead and never-bound ones',
  clauses: ['I05', 'I07', 'I11', 'I12'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    someInode(walk);
    if (choose.oneIn(2)) walk.go({ call: 'symlink', target: 'p0', path: 'l' });
    for (let i = choose.int(1, 8); i > 0; i--) {
      const path = choose.oneIn(2) ? choose.one(['l', 'l', 'l/', 'p0/', 'p1']) : 'p0';
      walk.go({ call: 'stat', path });
      walk.go({ call: 'open', path, flags: someFlags(walk), mode: 0o600, as: [walk.slot()] });
      if (choose.oneIn(5)) walk.go({ call: 'truncate', path, length: choose.int(-1, 5) });
      if (choose.oneIn(5)) walk.go({ call: 'execve', path });
    }
  },
  holds: noSocketOpens,
};

/** An O_PATH descriptor of one end, which is closed: the other sees the end. */
function outlive(walk: Walk): void {
  const { choose } = walk;
  const [fd, other] = M.newPair(walk);
  const path = walk.slot();
  walk.go({ call: 'reopen', fd, flags: ['PATH'], as: [path] });
  if (choose.oneIn(3)) return;
  walk.go({ call: 'close', fd });
  walk.go({ call: 'poll', fd: other, events: POLLIN | POLLRDHUP, timeout: 0 });
  if (choose.oneIn(2)) walk.go({ call: 'recv', fd: other, size: 4, flags: S.MSG_DONTWAIT });
}

/** What an O_PATH descriptor tells, and does not do. */
function lookAt(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  switch (choose.int(0, 3)) {
    case 0:
      return void walk.go({ call: 'fcntl', fd, command: 'GETFL', argument: 0 });
    case 1:
      return void walk.go({ call: 'read', fd, size: 4 });
    case 2:
      return void walk.go({ call: 'close', fd });
    default:
      return void walk.go({ call: 'fstat', fd });
  }
}

/** A descriptor of the path alone, whose file may lose its name, or have another one. */
function keepPath(walk: Walk): void {
  const { choose } = walk;
  walk.go({ call: 'open', path: 'p0', flags: ['PATH'], mode: 0, as: [walk.slot()] });
  if (choose.oneIn(2)) walk.go({ call: 'unlink', path: 'p0' });
  else if (choose.oneIn(3)) walk.go({ call: 'rename', from: 'p0', to: 'p1' });
}

export const neverReopened: Property = {
  id: 'inode.open.enxio-through-proc',
  claim:
    'a socket cannot be opened by way of its descriptor in /proc, with or without a name, but for O_PATH, which opens nothing',
  clauses: ['I09', 'I07', 'I19'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const listens = (): Slot => M.newListener(walk, S.SOCK_STREAM, M.pathName(walk));
    choose.one([() => someInode(walk), () => someInode(walk), () => outlive(walk), listens])();
    if (choose.oneIn(3)) walk.go({ call: 'memfd_create', flags: 0, as: [walk.slot()] });
    if (choose.oneIn(3)) keepPath(walk);
    if (choose.oneIn(3)) Fd.dupMove(walk);
    for (let i = choose.int(1, 6); i > 0; i--) {
      if (choose.oneIn(4)) becomeSomebody(walk);
      if (choose.oneIn(6)) M.closeMove(walk);
      const fd = M.target(walk, walk.open());
      const anew = F.reopenOf(walk, fd);
      if (choose.oneIn(2)) Fd.positionOn(walk, anew);
      else lookAt(walk, anew);
    }
    becomeBase(walk);
  },
};

export const permissionFirst: Property = {
  id: 'inode.open.permission-is-checked-first',
  claim:
    'who may not read or write a socket inode, or not leave its times alone, is told so; everybody else is told that it cannot be opened',
  clauses: ['I06', 'I05'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    someFile(walk);
    for (let i = choose.int(1, 6); i > 0; i--) {
      if (choose.oneIn(2)) walk.go({ call: 'chmod', path: 'p0', mode: choose.int(0, 0o777) });
      if (choose.oneIn(4))
        walk.go({
          call: 'chown',
          path: 'p0',
          uid: choose.one(walk.place.uids),
          gid: choose.one(walk.place.gids),
        });
      becomeSomebody(walk);
      const flags = [
        choose.one(['RDONLY', 'WRONLY', 'RDWR'] as const),
        ...choose.some(['TRUNC', 'NOATIME'] as const),
      ];
      walk.go({ call: 'open', path: 'p0', flags, mode: 0, as: [walk.slot()] });
      if (choose.oneIn(2)) becomeBase(walk);
    }
    becomeBase(walk);
  },
};

export const pathOnly: Property = {
  id: 'inode.open.path-descriptors-do-nothing',
  claim:
    'O_PATH gives a descriptor of a socket inode whatever its mode, no data or socket call works on it, and by way of it the inode cannot be opened either',
  clauses: ['I08', 'I07', 'I06', 'I05', 'C15'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    someFile(walk);
    if (choose.oneIn(2)) walk.go({ call: 'chmod', path: 'p0', mode: 0 });
    if (choose.oneIn(2)) becomeSomebody(walk);
    const fd = walk.slot();
    const path = choose.oneIn(3) ? 'link' : 'p0';
    if (path === 'link') walk.go({ call: 'symlink', target: 'p0', path });
    walk.go({
      call: 'open',
      path,
      flags: ['PATH', ...(choose.oneIn(2) ? (['NOFOLLOW'] as const) : [])],
      mode: 0,
      as: [fd],
    });
    walk.wander(
      [
        [1, (w) => void w.go({ call: 'read', fd, size: 4 })],
        [1, (w) => void w.go({ call: 'write', fd, size: 4, tag: w.tag() })],
        [1, (w) => void w.go({ call: 'listen', fd, backlog: 1 })],
        [1, (w) => void w.go({ call: 'connect', fd, address: { kind: 'path', path: 'p0' } })],
        [1, (w) => void w.go({ call: 'recv', fd, size: 4, flags: S.MSG_DONTWAIT })],
        [1, (w) => void w.go({ call: 'getsockname', fd, room: 128 })],
        [1, (w) => void w.go({ call: 'getsockopt', fd, option: 'SO_PEERCRED', room: 12 })],
        [1, (w) => void w.go({ call: 'poll', fd, events: 1, timeout: 0 })],
        [2, (w) => void w.go({ call: 'fstat', fd })],
        [1, (w) => void w.go({ call: 'fchmod', fd, mode: 0o700 })],
        [
          1,
          (w) =>
            void w.go({
              call: 'fcntl',
              fd,
              command: choose.one(['GETFD', 'SETFL'] as const),
              argument: 0,
            }),
        ],
        [1, Fd.dupMove],
        [3, (w) => void F.reopenOf(w, fd)],
        [1, (w) => (choose.oneIn(2) ? becomeSomebody(w) : becomeBase(w))],
      ],
      choose.int(2, 10),
    );
    becomeBase(walk);
  },
};
