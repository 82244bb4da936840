/** The file of a socket without its name: by way of a descriptor, of SIOCUNIXFILE, and in the list of all sockets. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Address, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as Fd from '../descriptor-moves.ts';
import * as F from '../file-moves.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import * as M from '../moves.ts';
import * as P from '../proc-moves.ts';
import { needs } from './birth.ts';

const TYPES = [S.SOCK_STREAM, S.SOCK_STREAM, S.SOCK_SEQPACKET, S.SOCK_DGRAM] as const;

/** Bound to p0, and listening if it can. */
function someBound(walk: Walk, type: number, address: Address): Slot {
  const fd = walk.slot();
  walk.go({ call: 'socket', domain: S.AF_UNIX, type, protocol: 0, as: [fd] });
  walk.go({ call: 'bind', fd, address });
  if (type !== S.SOCK_DGRAM && !walk.choose.oneIn(6)) walk.go({ call: 'listen', fd, backlog: 5 });
  return fd;
}

/** What becomes of names: nothing of it should matter. */
function loseName(walk: Walk): void {
  const { choose } = walk;
  switch (choose.int(0, 4)) {
    case 0:
      return void walk.go({ call: 'unlink', path: 'p0' });
    case 1:
      return void walk.go({ call: 'rename', from: 'p0', to: 'p1' });
    case 2:
      return void walk.go({
        call: 'chmod',
        path: 'p0',
        mode: choose.one([0o777, 0o555, 0o700, 0]),
      });
    case 3: {
      walk.go({ call: 'unlink', path: 'p0' });
      return void someBound(walk, choose.one(TYPES), { kind: 'path', path: 'p0' });
    }
    default:
      return;
  }
}

/** A new socket connects, or sends a datagram, to what a descriptor leads to. */
function reachThrough(walk: Walk, type: number, slot: Slot): void {
  const { choose } = walk;
  const fd = walk.slot();
  const address = { kind: 'proc', slot } as const;
  const flags = type | S.SOCK_NONBLOCK;
  walk.go({ call: 'socket', domain: S.AF_UNIX, type: flags, protocol: 0, as: [fd] });
  if (type === S.SOCK_DGRAM && choose.oneIn(2)) {
    const [size, tag] = [choose.int(1, 9), walk.tag()];
    return void walk.go({ call: 'sendto', fd, size, tag, flags: S.MSG_DONTWAIT, address });
  }
  if (walk.go({ call: 'connect', fd, address }) === '')
    walk.go({ call: 'getpeername', fd, room: 128 });
}

export const throughDescriptors: Property = {
  id: 'inode.connect.through-a-descriptor',
  claim:
    'an O_PATH descriptor of a socket inode leads to the socket whatever becomes of its name, who may not write to the inode is refused, and the socket’s own descriptor leads nowhere',
  clauses: ['I10', 'S12', 'S13', 'S14', 'I14'],
  requires: [...needs, needsOwn('network'), needsFeature('proc-fd')],
  aim: (walk) => {
    const { choose } = walk;
    const type = choose.one(TYPES);
    const listener = someBound(walk, type, { kind: 'path', path: 'p0' });
    const file = walk.slot();
    walk.go({ call: 'open', path: 'p0', flags: ['PATH'], mode: 0, as: [file] });
    for (let i = choose.int(1, 4); i > 0; i--) {
      if (choose.oneIn(2)) loseName(walk);
      if (choose.oneIn(3)) becomeSomebody(walk);
      if (choose.oneIn(6)) walk.go({ call: 'close', fd: choose.one([listener, file]) });
      const other = choose.oneIn(6) ? choose.one(TYPES) : type;
      reachThrough(walk, other, choose.oneIn(4) ? listener : M.target(walk, [file]));
      if (choose.oneIn(2)) becomeBase(walk);
      if (choose.oneIn(3))
        walk.go({ call: 'accept4', fd: listener, flags: S.SOCK_NONBLOCK, as: [walk.slot()] });
    }
    becomeBase(walk);
  },
};

export const filesOfSockets: Property = {
  id: 'inode.ioctl.the-file-of-a-socket',
  claim:
    'SIOCUNIXFILE gives an O_PATH descriptor of the file that a socket was bound to, to those with CAP_NET_ADMIN alone, and says so where there is none',
  clauses: ['I16', 'I08', 'I10'],
  requires: [...needs, needsOwn('network'), needsFeature('unix-file'), needsFeature('proc-fd')],
  aim: (walk) => {
    const { choose } = walk;
    const type = choose.one(TYPES);
    const address = choose.oneIn(4)
      ? M.abstractName(walk)
      : ({ kind: 'path', path: 'p0' } as const);
    const listener = someBound(walk, type, address);
    const client = M.newSocket(walk, type);
    const accepted = walk.slot();
    if (walk.go({ call: 'connect', fd: client, address }) === '')
      walk.go({ call: 'accept4', fd: listener, flags: 0, as: [accepted] });
    for (let i = choose.int(1, 4); i > 0; i--) {
      if (choose.oneIn(3)) loseName(walk);
      if (choose.oneIn(3)) becomeSomebody(walk);
      const fd = choose.one([listener, listener, accepted, client]);
      const file = walk.slot();
      walk.go({ call: 'unix_file', fd: choose.oneIn(8) ? M.target(walk, []) : fd, as: [file] });
      if (choose.oneIn(2)) becomeBase(walk);
      if (walk.state.descriptors[file] === undefined) continue;
      walk.go({ call: 'fstat', fd: file });
      if (choose.oneIn(3)) walk.go({ call: 'read', fd: file, size: 1 });
      if (choose.oneIn(2)) reachThrough(walk, type, file);
    }
    becomeBase(walk);
  },
};

export const listOfSockets: Property = {
  id: 'inode.proc.lists-every-socket',
  claim:
    '/proc/net/unix tells the type of each socket, whether it listens, is connected or waits to be accepted, and the name it was bound to, whatever became of that',
  clauses: ['I18'],
  requires: [...needs, needsOwn('network'), needsFeature('proc-net-unix')],
  aim: (walk) => {
    const { choose } = walk;
    const type = choose.one(TYPES);
    const address = M.unixName(walk);
    if (!choose.oneIn(4)) someBound(walk, type, address);
    walk.wander(
      [
        [2, M.socketMove],
        [1, M.pairMove],
        [2, M.bindMove],
        [2, M.listenMove],
        [2, M.connectMove],
        [2, M.acceptMove],
        [1, M.shutdownMove],
        [1, M.closeMove],
        [1, F.renameMove],
        [1, F.unlinkMove],
        [1, Fd.nameMove],
        [6, P.listedMove],
        [
          1,
          (w) =>
            void w.go({
              call: 'bind',
              fd: M.target(w, w.sockets()),
              address: choose.oneIn(2)
                ? { kind: 'unnamed' }
                : { kind: 'abstract', name: `${w.salt()}\0\xff` },
            }),
        ],
      ],
      choose.int(2, 14),
    );
    P.listedMove(walk);
  },
};
