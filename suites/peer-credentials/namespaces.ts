/** Credentials between processes whose pids and ids are other ones: each is told what it knows them by. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { newPidfd } from '../descriptor-passing/channel.ts';
import * as M from '../moves.ts';
import {
  anyActor,
  becomeNeighbour,
  everybodyHome,
  needsOwnPids,
  needsOwnUsers,
  needsSingleUser,
  somebodysTurn,
} from '../neighbours.ts';
import { sendClaim } from './messages.ts';
import { passCredentials, passPidfds } from './passing.ts';
import { needs, whoIsThere } from './peers.ts';

function maybeBecome(walk: Walk): void {
  if (walk.choose.oneIn(2)) becomeNeighbour(walk);
}

/** One actor listens, others connect, and every end is looked at by its own actor. */
export function meet(walk: Walk, look: (fd: Slot) => void): void {
  const { choose } = walk;
  const type = M.connectionType(walk);
  const address = M.abstractName(walk);
  const server = anyActor(walk);
  const listener = walk.slot();
  walk.as(server, () => {
    maybeBecome(walk);
    const flags = type | S.SOCK_NONBLOCK;
    walk.go({ call: 'socket', domain: S.AF_UNIX, type: flags, protocol: 0, as: [listener] });
    walk.go({ call: 'bind', fd: listener, address });
    walk.go({ call: 'listen', fd: listener, backlog: 5 });
  });
  for (let i = choose.int(1, 3); i > 0; i--) {
    somebodysTurn(walk, () => {
      maybeBecome(walk);
      const client = M.newSocket(walk, type);
      walk.go({ call: 'connect', fd: client, address });
      maybeBecome(walk);
      look(client);
    });
    walk.as(server, () => {
      maybeBecome(walk);
      const accepted = walk.slot();
      walk.go({ call: 'accept4', fd: listener, flags: 0, as: [accepted] });
      look(accepted);
    });
  }
}

export const pidsAcross: Property = {
  id: 'peercred.connect.pids-as-the-asker-knows-them',
  claim:
    'the pid of a peer is told as the pid namespace of the asker knows it: another one inside, and 0 for a process outside',
  clauses: ['K10', 'K13', 'K05', 'K06'],
  requires: [...needs, ...needsOwnPids],
  actors: ['plain', 'own-pids', 'own-pids'],
  runs: 200,
  aim: (walk) => {
    const { choose } = walk;
    meet(walk, (fd) => {
      whoIsThere(walk, fd);
      if (choose.oneIn(3)) walk.go({ call: 'pidfd_info', fd: newPidfd(walk, fd) });
      else if (choose.int(0, 1) === 0)
        walk.go({ call: 'getsockopt', fd, option: 'SO_PEERPIDFD', room: 4 });
    });
    everybodyHome(walk);
  },
};

export const idsAcross: Property = {
  id: 'peercred.connect.ids-as-the-asker-maps-them',
  claim:
    'the ids and groups of a peer are told as the user namespace of the asker maps them, and as the overflow ids where it does not',
  clauses: ['K11', 'K10', 'K12'],
  requires: [...needs, ...needsOwnUsers, needsFeature('so-peergroups')],
  actors: ['plain', 'own-users', 'own-users-and-pids'],
  runs: 200,
  aim: (walk) => {
    const { choose } = walk;
    meet(walk, (fd) => {
      whoIsThere(walk, fd);
      const room = choose.oneIn(4) ? 4 * choose.int(0, 4) : 256;
      if (choose.oneIn(2)) walk.go({ call: 'getsockopt', fd, option: 'SO_PEERGROUPS', room });
    });
    everybodyHome(walk);
  },
};

/** Receives with room for credentials, mostly. */
function receive(walk: Walk): void {
  const { choose } = walk;
  const readable = walk.sockets((socket) => socket.queue.length > 0);
  if (readable.length === 0 || choose.oneIn(6)) {
    M.recvmsgMove(walk);
    return;
  }
  const fd = choose.one(readable);
  walk.go({ call: 'recvmsg', fd, size: 16, flags: S.MSG_DONTWAIT, room: 64, as: [] });
}

/** Those who can talk do, and are told who talked to them. */
export function converse(walk: Walk, turns: number): void {
  const { choose } = walk;
  const actors = [...walk.state.processes.keys()];
  const talking = actors.filter((actor) => walk.as(actor, () => M.connected(walk).length > 0));
  for (let i = talking.length === 0 ? 0 : turns; i > 0; i--)
    walk.as(choose.one(talking), () => {
      maybeBecome(walk);
      if (choose.oneIn(3)) receive(walk);
      else sendClaim(walk, choose.one(M.connected(walk)));
    });
  for (const actor of talking) walk.as(actor, () => receive(walk));
}

const everyKind = {
  requires: [...needs, ...needsOwnPids, ...needsOwnUsers],
  actors: ['plain', 'own-users', 'own-pids', 'own-users-and-pids'],
} as const;

export const claimsAcross: Property = {
  ...everyKind,
  id: 'peercred.recvmsg.credentials-across-namespaces',
  claim:
    'credentials and pidfds with messages tell each receiver the pid and the ids of the sender as its own namespaces have them',
  clauses: ['K10', 'K11', 'K17', 'K19', 'K33'],
  runs: 200,
  aim: (walk) => {
    const { choose } = walk;
    meet(walk, (fd) => {
      if (!choose.oneIn(5)) passCredentials(walk, fd);
      if (choose.oneIn(3)) passPidfds(walk, fd);
    });
    converse(walk, choose.int(2, 8));
    everybodyHome(walk);
  },
};

export const claimsInside: Property = {
  ...everyKind,
  id: 'peercred.sendmsg.claims-of-ones-own-namespaces',
  claim:
    'a sender claims pids and ids as its own namespaces have them, and other ones only with capabilities over those',
  clauses: ['K22', 'K24', 'K36', 'K37', 'K11'],
  runs: 200,
  aim: (walk) => {
    const { choose } = walk;
    for (let i = choose.int(1, 3); i > 0; i--)
      somebodysTurn(walk, () => {
        const [, end] = M.newPair(walk);
        walk.go({ call: 'setsockopt', fd: end, option: 'SO_PASSCRED', value: 1 });
      });
    converse(walk, choose.int(2, 8));
    everybodyHome(walk);
  },
};

export const singleUsers: Property = {
  id: 'peercred.connect.the-single-user-inside-is-us',
  claim:
    'who has a single id of another number in a namespace of its own is told ours by that number, and we are told its own by ours',
  clauses: ['K10', 'K11', 'K24', 'K05', 'K06'],
  requires: [...needs, ...needsSingleUser],
  actors: ['plain', 'own-single-user', 'plain'],
  runs: 200,
  aim: (walk) => {
    const { choose } = walk;
    meet(walk, (fd) => {
      if (!choose.oneIn(4)) passCredentials(walk, fd);
      whoIsThere(walk, fd);
      if (choose.oneIn(3)) walk.go({ call: 'getsockopt', fd, option: 'SO_PEERPIDFD', room: 4 });
    });
    converse(walk, choose.int(0, 5));
    everybodyHome(walk);
  },
};
