/** Moves of a process that lives on and of one that ends. */

import * as S from '../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../harness/facts/index.ts';
import type { Address, Slot } from '../harness/law/operation.ts';
import type { Walk } from '../harness/scenario/walk.ts';
import { becomeSomebody } from './identities.ts';
import * as M from './moves.ts';
import { passEither } from './peer-credentials/passing.ts';

/** Who lives on, and who ends. */
export const STAYS = 0;
export const GOES = 1;
export const ofMortals = {
  requires: [needsFeature('unix-stream'), needsOwn('network'), needsOwn('files')],
  actors: ['plain', 'mortal'],
} as const;

export const exit = (walk: Walk): void => walk.as(GOES, () => void walk.go({ call: 'exit' }));

/** A connection, and which end of it stays: to a listener of who stays, or of who goes. */
export interface Met {
  readonly listener: Slot;
  readonly address: Address;
  readonly ends: Readonly<Record<typeof STAYS | typeof GOES, Slot>>;
}

/** `isPlain`: nobody is somebody else, and nobody asks who sends. */
export function meet(walk: Walk, isPlain = walk.choose.oneIn(2)): Met {
  const { choose } = walk;
  const maybe = (what: () => void): void => {
    if (!isPlain && choose.oneIn(3)) what();
  };
  const type = M.connectionType(walk);
  const address = M.unixName(walk);
  const [serves, comes] = choose.oneIn(2) ? ([STAYS, GOES] as const) : ([GOES, STAYS] as const);
  const [listener, accepted, client] = walk.fresh(3) as [Slot, Slot, Slot];
  const flags = type | S.SOCK_NONBLOCK;
  const socket = { call: 'socket', domain: S.AF_UNIX, type: flags, protocol: 0 } as const;
  walk.as(serves, () => {
    maybe(() => becomeSomebody(walk));
    walk.go({ ...socket, as: [listener] });
    walk.go({ call: 'bind', fd: listener, address });
    walk.go({ call: 'listen', fd: listener, backlog: 3 });
  });
  walk.as(comes, () => {
    maybe(() => becomeSomebody(walk));
    walk.go({ ...socket, as: [client] });
    maybe(() => passEither(walk, client));
    walk.go({ call: 'connect', fd: client, address });
  });
  const isAccepted = !choose.oneIn(3);
  walk.as(serves, () => {
    maybe(() => passEither(walk, listener));
    if (isAccepted) walk.go({ call: 'accept4', fd: listener, flags: 0, as: [accepted] });
  });
  const ends = serves === STAYS ? [accepted, client] : [client, accepted];
  return { listener, address, ends: { [STAYS]: ends[0] ?? client, [GOES]: ends[1] ?? client } };
}

export function hear(walk: Walk, fd: Slot): void {
  const flags = S.MSG_DONTWAIT;
  const size = walk.choose.one([2, 30]);
  walk.go({ call: 'recvmsg', fd, size, flags, room: 128, as: walk.fresh(2) });
}
