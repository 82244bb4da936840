/** SO_PEERCRED and its kin: captured once, from the right process, at the right moment. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn, needsUids } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import * as M from '../moves.ts';
import * as T from '../together.ts';
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

const another = (walk: Walk, actor: number): number => (actor + walk.choose.int(1, 2)) % 3;

/** Through a channel of its own each time. */
function handOver(walk: Walk, fd: Slot, from: number, to: number): Slot {
  const name = `${walk.salt()}channel${walk.tag()}`;
  return T.hand(walk, fd, from, to, T.channel(walk, from, to, { kind: 'abstract', name }));
}

/** Somebody else is handed who listens, and calls listen again: from then on it is that one. */
function listenElsewhere(walk: Walk, listener: Slot, server: number): void {
  const { choose } = walk;
  const heir = another(walk, server);
  const handed = handOver(walk, listener, server, heir);
  walk.as(heir, () => {
    if (choose.oneIn(3)) becomeSomebody(walk);
    walk.go({ call: 'listen', fd: handed, backlog: 5 });
    if (choose.oneIn(2)) whoIsThere(walk, handed);
  });
}

/** A socket that is not connected yet, from who made it. */
function socketOfAnother(walk: Walk, type: number, caller: number): Slot {
  const maker = another(walk, caller);
  return handOver(walk, T.socketOf(walk, maker, type), maker, caller);
}

export const byOthers: Property = {
  id: 'peercred.connect.of-another-process',
  claim: 'between processes each side tells the pid and the ids of the other, not its own',
  clauses: ['C17', 'K05', 'K06', 'K07', 'K13'],
  requires: [...needs, needsUids(1)],
  actors: 3,
  runs: 200,
  aim: (walk) => {
    const { choose } = walk;
    const type = M.connectionType(walk);
    const address = M.abstractName(walk);
    const server = choose.int(0, 2);
    const listener = walk.slot();
    walk.as(server, () => {
      if (choose.oneIn(2)) becomeSomebody(walk);
      walk.go({
        call: 'socket',
        domain: S.AF_UNIX,
        type: type | S.SOCK_NONBLOCK,
        protocol: 0,
        as: [listener],
      });
      walk.go({ call: 'bind', fd: listener, address });
      walk.go({ call: 'listen', fd: listener, backlog: 5 });
    });
    for (let i = choose.int(1, 4); i > 0; i--) {
      if (choose.oneIn(4)) listenElsewhere(walk, listener, server);
      const caller = choose.int(0, 2);
      const made = choose.oneIn(4) ? socketOfAnother(walk, type, caller) : undefined;
      walk.as(caller, () => {
        if (choose.oneIn(2)) becomeSomebody(walk);
        const client = made ?? M.newSocket(walk, type);
        walk.go({ call: 'connect', fd: client, address });
        whoIsThere(walk, client);
        if (choose.oneIn(4))
          walk.go({ call: 'getsockopt', fd: client, option: 'SO_PEERPIDFD', room: 4 });
      });
      walk.as(server, () => {
        const accepted = walk.slot();
        walk.go({ call: 'accept4', fd: listener, flags: 0, as: [accepted] });
        whoIsThere(walk, accepted);
        if (choose.oneIn(4))
          walk.go({ call: 'getsockopt', fd: accepted, option: 'SO_PEERPIDFD', room: 4 });
      });
    }
    for (const actor of [0, 1, 2])
      walk.as(actor, () => {
        whoIsThere(walk);
        becomeBase(walk);
      });
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
