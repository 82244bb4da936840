/** SO_PEERCRED and its kin: captured once, from the right process, at the right moment. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import * as M from '../moves.ts';
import { CONNECTING } from '../weights.ts';

const unix = [needsFeature('unix-stream')];
export const needs = [...unix, needsOwn('network'), needsOwn('files')];

/** Asks every socket of the actor, or this one, who its peer is. */
export function whoIsThere(walk: Walk, fd?: number): void {
  const asked = fd === undefined ? walk.sockets() : [fd];
  for (const each of asked)
    walk.go({
      call: 'getsockopt',
      fd: each,
      option: 'SO_PEERCRED',
      room: walk.choose.oneIn(6) ? walk.choose.int(0, 16) : 12,
    });
}

export const nobody: Property = {
  id: 'peercred.getsockopt.nobody-before-a-peer',
  claim: 'a socket without a peer says nobody: pid 0 and ids of -1, whatever its family',
  clauses: ['K01', 'K04', 'K09'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    if (choose.oneIn(2)) becomeSomebody(walk);
    M.newSocket(walk, choose.one([S.SOCK_STREAM, S.SOCK_DGRAM, S.SOCK_SEQPACKET]));
    if (choose.oneIn(3))
      walk.go({
        call: 'socket',
        domain: S.AF_INET,
        type: S.SOCK_STREAM,
        protocol: 0,
        as: [walk.slot()],
      });
    whoIsThere(walk);
    M.bindMove(walk);
    whoIsThere(walk);
    M.listenMove(walk);
    if (choose.oneIn(2)) becomeSomebody(walk);
    M.connectMove(walk);
    whoIsThere(walk);
    becomeBase(walk);
  },
};

export const capture: Property = {
  id: 'peercred.connect.captured-at-the-moment',
  claim:
    'an accepted socket tells who called connect, a client who called listen, a pair who made it: effective ids at that moment',
  clauses: ['K02', 'K04', 'K05', 'K06', 'K07', 'S07'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const maybe = (): void => {
      if (choose.oneIn(2)) becomeSomebody(walk);
    };
    const type = M.connectionType(walk);
    const address = M.abstractName(walk);
    const listener = M.newSocket(walk, type);
    maybe();
    walk.go({ call: 'bind', fd: listener, address });
    maybe();
    walk.go({ call: 'listen', fd: listener, backlog: 5 });
    for (let i = choose.int(1, 3); i > 0; i--) {
      maybe();
      if (choose.oneIn(4)) walk.go({ call: 'listen', fd: listener, backlog: 5 });
      const client = M.newSocket(walk, type);
      maybe();
      walk.go({ call: 'connect', fd: client, address });
      maybe();
      const accepted = walk.slot();
      if (!choose.oneIn(4)) walk.go({ call: 'accept4', fd: listener, flags: 0, as: [accepted] });
      whoIsThere(walk, choose.one([client, accepted, listener]));
    }
    if (choose.oneIn(3)) M.newPair(walk);
    maybe();
    whoIsThere(walk);
    becomeBase(walk);
  },
};

export const afterwards: Property = {
  id: 'peercred.getsockopt.never-changes-afterwards',
  claim:
    'what SO_PEERCRED says does not change with later identities, data, shutdown, passing or the end of the peer',
  clauses: ['K08', 'K05', 'K06', 'K02'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    becomeSomebody(walk);
    const [a, b] = M.newPair(walk);
    M.newListener(walk, S.SOCK_STREAM, M.abstractName(walk));
    walk.wander(
      [
        ...CONNECTING,
        [3, becomeSomebody],
        [2, M.shutdownMove],
        [2, M.sendMove],
        [2, M.sendRightsMove],
        [2, M.recvmsgMove],
        [4, (w) => whoIsThere(w, M.target(w, w.sockets()))],
      ],
      choose.int(4, 20),
    );
    whoIsThere(walk, a);
    whoIsThere(walk, b);
    becomeBase(walk);
  },
};

export const supplementary: Property = {
  id: 'peercred.getsockopt.supplementary-groups',
  claim:
    'SO_PEERGROUPS gives the supplementary groups of the peer, says what room it needs, and has none without a peer',
  clauses: ['K12', 'K13'],
  requires: [...needs, needsFeature('so-peergroups')],
  aim: (walk) => {
    const { choose } = walk;
    becomeSomebody(walk);
    if (choose.oneIn(3)) M.newSocket(walk);
    M.newPair(walk);
    if (choose.oneIn(2)) becomeSomebody(walk);
    M.newListener(walk);
    M.socketMove(walk);
    M.connectMove(walk);
    for (const fd of walk.sockets()) {
      walk.go({
        call: 'getsockopt',
        fd,
        option: 'SO_PEERGROUPS',
        room: choose.oneIn(3) ? 4 * choose.int(0, 4) : 256,
      });
      if (choose.oneIn(3)) walk.go({ call: 'getsockopt', fd, option: 'SO_PEERPIDFD', room: 4 });
    }
    becomeBase(walk);
  },
};
