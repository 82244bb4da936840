/** Names in several networks: an abstract one is held in the network of its socket, a pathname in the file system. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Address, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as Fd from '../descriptor-moves.ts';
import * as M from '../moves.ts';
import { move, needsNetworks } from '../network-moves.ts';

/** Few, so that they meet. */
function fewNames(walk: Walk): Address {
  const { choose } = walk;
  const chosen = walk.sockets((socket) => socket.chosen !== 0 && !socket.borrowedName);
  if (chosen.length > 0 && choose.oneIn(3)) return { kind: 'name', slot: choose.one(chosen) };
  return choose.oneIn(4)
    ? { kind: 'path', path: choose.one(['p0', 'p1']) }
    : { kind: 'abstract', name: `${walk.salt()}${choose.one(['p', 'q'])}` };
}

/** Somebody listens, and somebody connects: one of the early ones, or one that is made here. */
function meet(walk: Walk, type: number, early: readonly Slot[]): void {
  const { choose } = walk;
  M.newListener(walk, type, fewNames(walk));
  if (choose.oneIn(2)) walk.go({ call: 'bind', fd: choose.one(early), address: fewNames(walk) });
  const fd = choose.oneIn(3) ? choose.one(early) : M.newSocket(walk, type);
  const address = choose.oneIn(2) ? M.someName(walk) : fewNames(walk);
  const message = { size: 3, tag: walk.tag(), flags: S.MSG_DONTWAIT };
  if (type === S.SOCK_DGRAM && !choose.oneIn(4))
    walk.go({ call: 'sendto', fd, ...message, address });
  else walk.go({ call: 'connect', fd, address });
  if (choose.oneIn(3)) M.acceptMove(walk);
  if (choose.oneIn(4)) Fd.nameMove(walk);
}

export const namesOfNetworks: Property = {
  id: 'stream.bind.abstract-names-of-each-network',
  claim:
    'an abstract name, of the kernel’s choice or not, is held and found in the network in which its socket was made, wherever its holder is by now; a pathname is found from all',
  clauses: ['B29', 'B30', 'B04', 'B13', 'S12'],
  requires: [needsFeature('unix-stream'), needsOwn('files'), ...needsNetworks],
  runs: 120,
  aim: (walk) => {
    const { choose } = walk;
    const type = choose.one([S.SOCK_STREAM, S.SOCK_STREAM, S.SOCK_SEQPACKET, S.SOCK_DGRAM]);
    const early = [M.newSocket(walk, type), M.newSocket(walk, type)];
    // By a name that the kernel chose, now and then.
    const third = choose.oneIn(3) ? M.newListener(walk, type, { kind: 'unnamed' }) : undefined;
    if (third !== undefined) early.push(third);
    for (let stays = choose.int(2, 3); stays > 0; stays--) {
      for (let i = choose.int(1, 3); i > 0; i--) meet(walk, type, early);
      move(walk, choose.oneIn(3) ? 'home' : 'new');
    }
    for (let i = 0; i < 3; i++) (type === S.SOCK_DGRAM ? M.sendtoMove : M.connectMove)(walk);
  },
};
