/** SO_PEERCRED between processes: of who calls, whoever made the socket. */

import * as S from '../../harness/abi/socket.ts';
import { needsUids } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Aim, Walk } from '../../harness/scenario/walk.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import * as M from '../moves.ts';
import * as T from '../together.ts';
import { needs, whoIsThere } from './peers.ts';

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

/** One serves and all three call, sometimes by sockets that others made and handed to them. */
const meeting =
  (isHanded: boolean): Aim =>
  (walk) => {
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
      if (isHanded && choose.oneIn(2)) listenElsewhere(walk, listener, server);
      const caller = choose.int(0, 2);
      const made = isHanded && choose.oneIn(2) ? socketOfAnother(walk, type, caller) : undefined;
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
  };

const shared = { requires: [...needs, needsUids(1)], actors: 3 } as const;

export const byOthers: Property = {
  ...shared,
  id: 'peercred.connect.of-another-process',
  claim: 'between processes each side tells the pid and the ids of the other, not its own',
  clauses: ['C17', 'K05', 'K06', 'K07', 'K13'],
  runs: 200,
  aim: meeting(false),
};

export const byHolders: Property = {
  ...shared,
  id: 'peercred.connect.of-who-was-handed-the-socket',
  claim: 'who was handed a socket and connects or listens is told of, not who made it',
  clauses: ['K05', 'K06', 'R01'],
  runs: 100,
  aim: meeting(true),
};
