/** Names of socket inodes: who may connect through them, and what renaming, linking and removing do. */

import * as S from '../../harness/abi/socket.ts';
import { needsOwn } from '../../harness/facts/index.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as Fd from '../descriptor-moves.ts';
import * as F from '../file-moves.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import * as M from '../moves.ts';
import type { Weighted } from '../weights.ts';
import { needs } from './birth.ts';

/** Connects a new client of the type to a path, and looks whom it reached. */
function tryConnect(walk: Walk, path: string, type: number = S.SOCK_STREAM): void {
  const fd = walk.slot();
  walk.go({
    call: 'socket',
    domain: S.AF_UNIX,
    type: type | S.SOCK_NONBLOCK,
    protocol: 0,
    as: [fd],
  });
  if (walk.go({ call: 'connect', fd, address: { kind: 'path', path } }) === '')
    walk.go({ call: 'getpeername', fd, room: 128 });
  if (walk.choose.oneIn(2)) walk.go({ call: 'close', fd });
}

/** Write permission for one class and not for the next. */
const TELLING_MODES = [0o020, 0o002, 0o022, 0o200, 0o202, 0o757, 0o575, 0o557] as const;

export const connectNeedsWrite: Property = {
  id: 'inode.connect.needs-write-permission',
  claim:
    'connect needs write permission on the inode and search permission on its directories, and nothing else',
  clauses: ['S14', 'S12', 'S13'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const directory = choose.oneIn(2) ? 'd/' : '';
    if (directory !== '') walk.go({ call: 'mkdir', path: 'd', mode: 0o777 });
    const path = `${directory}p0`;
    const type = M.connectionType(walk);
    const listener = M.newSocket(walk, type);
    // Of the owner, of one of its group and of others the mode says something each: the first that fits decides.
    if (choose.oneIn(2)) becomeSomebody(walk);
    walk.go({ call: 'bind', fd: listener, address: { kind: 'path', path } });
    if (!choose.oneIn(6)) walk.go({ call: 'listen', fd: listener, backlog: 8 });
    if (choose.oneIn(2)) walk.go({ call: 'chmod', path, mode: choose.one(TELLING_MODES) });
    if (choose.oneIn(2)) tryConnect(walk, path, type);
    for (let i = choose.int(1, 5); i > 0; i--) {
      if (choose.oneIn(2)) walk.go({ call: 'chmod', path, mode: choose.int(0, 0o777) });
      if (choose.oneIn(4) && directory !== '')
        walk.go({ call: 'chmod', path: 'd', mode: choose.int(0, 0o777) });
      becomeSomebody(walk);
      tryConnect(walk, path, choose.oneIn(6) ? M.connectionType(walk) : type);
      if (!choose.oneIn(3)) becomeBase(walk);
    }
    becomeBase(walk);
  },
};

const RENAMING: Weighted = [
  [3, F.renameMove],
  [1, F.renameDirectoryMove],
  [3, F.linkMove],
  [2, F.unlinkMove],
  [2, F.symlinkMove],
  [1, F.mkdirMove],
  [3, (walk) => tryConnect(walk, F.somePath(walk))],
  [2, F.bindPathMove],
  [1, M.acceptMove],
  [1, M.sendMove],
  [1, M.recvMove],
  [2, Fd.nameMove],
  [2, F.statMove],
];

/** Two names of one file: that the one becomes the other changes nothing (rename(2)). */
function renameBetweenLinks(walk: Walk): void {
  const { choose } = walk;
  const [from, to] = choose.oneIn(2) ? ['p0', 'p1'] : ['p1', 'p0'];
  if (from === undefined || to === undefined) return;
  walk.go({ call: 'link', from: 'p0', to: 'p1' });
  walk.go({ call: 'rename', from, to });
  walk.go({ call: 'stat', path: from });
  if (choose.oneIn(2)) tryConnect(walk, from);
}

const nothing = (): void => undefined;

/** A socket that lost its file keeps its name, and gets no other one. */
function bindAgain(walk: Walk): void {
  const fd = M.newSocket(walk);
  const address = { kind: 'path', path: 'p2' } as const;
  walk.go({ call: 'bind', fd, address });
  walk.go({ call: 'unlink', path: 'p2' });
  walk.go({ call: 'bind', fd, address: walk.choose.oneIn(4) ? M.unixName(walk) : address });
  walk.go({ call: 'stat', path: 'p2' });
}

/** What is in a directory moves with it. */
function renameAround(walk: Walk): void {
  const fd = M.newSocket(walk, walk.choose.one([S.SOCK_STREAM, S.SOCK_SEQPACKET, S.SOCK_DGRAM]));
  walk.go({ call: 'mkdir', path: 'd', mode: 0o777 });
  walk.go({ call: 'bind', fd, address: { kind: 'path', path: 'd/p0' } });
  const type = walk.socketAt(fd)?.type;
  if (type !== S.SOCK_DGRAM) walk.go({ call: 'listen', fd, backlog: 4 });
  F.renameDirectoryMove(walk);
  tryConnect(walk, walk.choose.oneIn(4) ? 'd/p0' : 'e/p0', type);
  walk.go({ call: 'getsockname', fd, room: 128 });
  if (walk.choose.oneIn(2)) F.renameDirectoryMove(walk);
}

/** A link to a link is one: link(2) does not follow it. */
function linkOfLink(walk: Walk): void {
  walk.go({ call: 'symlink', target: 'p0', path: 'l' });
  walk.go({ call: 'link', from: 'l', to: 'p2' });
  walk.go({ call: 'lstat', path: 'p2' });
  tryConnect(walk, 'p2');
}

export const namesMoveSocketsStay: Property = {
  id: 'inode.rename.names-move-sockets-stay',
  claim:
    'rename and link keep a socket reachable by the new name, unlink ends new connections and leaves those that are',
  clauses: ['I13', 'I14', 'B24', 'S12', 'B23', 'B08'],
  requires: [...needs, needsOwn('network')],
  aim: (walk) => {
    M.newListener(walk, S.SOCK_STREAM, { kind: 'path', path: 'p0' });
    tryConnect(walk, 'p0');
    const first = [renameBetweenLinks, linkOfLink, renameAround, bindAgain, nothing, nothing];
    walk.choose.one(first)(walk);
    walk.wander(RENAMING, walk.choose.int(3, 20));
  },
};

export const stickyDirectories: Property = {
  id: 'inode.unlink.sticky-directories-keep-names',
  claim:
    'in a sticky directory only the owner of a socket inode, or of the directory, removes or renames it',
  clauses: ['I19', 'I13', 'I14'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const some = (): string => choose.one(['d/p0', 'd/p0', 'd/p1', 'p1']);
    walk.go({ call: 'mkdir', path: 'd', mode: 0o777 });
    walk.go({ call: 'chmod', path: 'd', mode: choose.one([0o1777, 0o1777, 0o1733, 0o777]) });
    if (choose.oneIn(2)) becomeSomebody(walk);
    walk.go({
      ...{ call: 'bind', fd: M.newSocket(walk) },
      address: { kind: 'path', path: 'd/p0' },
    });
    for (let i = choose.int(1, 6); i > 0; i--) {
      becomeSomebody(walk);
      walk.wander(
        [
          [3, (w) => void w.go({ call: 'unlink', path: some() })],
          [3, (w) => void w.go({ call: 'rename', from: some(), to: some() })],
          [1, (w) => void w.go({ call: 'mkdir', path: 'd/p1', mode: 0o777 })],
          [1, (w) => void w.go({ call: 'rmdir', path: 'd/p1' })],
          [1, (w) => void w.go({ call: 'mknod', path: some(), type: 'SOCK', mode: 0o777 })],
          [1, (w) => void w.go({ call: 'stat', path: some() })],
        ],
        choose.int(1, 3),
      );
    }
    becomeBase(walk);
  },
};

const ALL: Weighted = [
  ...RENAMING,
  [3, F.openMove],
  [2, F.reopenMove],
  [3, F.statMove],
  [2, F.mknodMove],
  [2, F.chmodMove],
  [1, F.chownMove],
  [1, F.truncateMove],
  [1, F.umaskMove],
  [1, F.rmdirMove],
];

export const pathsAsAnyOther: Property = {
  id: 'inode.path.resolves-as-any-other',
  claim:
    'bind, connect and open resolve paths alike: directories, links, loops, slashes and long names give the documented errors',
  clauses: ['B18', 'B17', 'I19', 'I07', 'S12'],
  requires: needs,
  aim: (walk) => {
    walk.go({ call: 'mkdir', path: 'd', mode: 0o777 });
    walk.go({
      call: 'symlink',
      target: walk.choose.one(['d', 'l', 'p0', '../x', 'd/p0']),
      path: 'l',
    });
    walk.wander(
      [
        [3, F.bindPathMove],
        [2, M.socketMove],
        [3, F.openMove],
        [2, F.statMove],
        [3, (w) => tryConnect(w, F.somePath(w))],
        [1, F.mknodMove],
        [1, F.symlinkMove],
        [1, F.unlinkMove],
      ],
      walk.choose.int(3, 16),
    );
  },
};

export const walkOfInodes: Property = {
  id: 'inode.walk.any-order-of-calls',
  claim:
    'in any order of calls on paths and sockets, by anybody, each result is one that the law allows',
  clauses: ['I01', 'I05', 'I06', 'I13', 'I19', 'S14', 'B17', 'B18'],
  requires: needs,
  runs: 1200,
  aim: (walk) => {
    const { choose } = walk;
    M.newSocket(walk, S.SOCK_STREAM);
    if (choose.oneIn(4)) F.openDirectoryMove(walk);
    walk.wander(
      [
        ...ALL,
        [2, M.socketMove],
        [2, M.listenMove],
        [3, (w) => (choose.oneIn(3) ? becomeBase(w) : becomeSomebody(w))],
      ],
      choose.int(5, 30),
    );
    becomeBase(walk);
  },
};
