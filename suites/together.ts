/** What properties of several processes at once share: channels between them, descriptors that two of them hold. */

import * as S from '../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../harness/facts/index.ts';
import type { Address, Slot } from '../harness/law/operation.ts';
import type { Move, Overlapping, Walk } from '../harness/scenario/walk.ts';

export const needs = [needsFeature('unix-stream'), needsOwn('network'), needsOwn('files')];

/** Room for one descriptor. */
const ROOM = 24;

/** A socket of this actor. Blocking ones are what can be seen asleep. */
export function socketOf(walk: Walk, by: number, type = S.SOCK_STREAM): Slot {
  const slot = walk.slot();
  walk.as(by, () => walk.go({ call: 'socket', domain: S.AF_UNIX, type, protocol: 0, as: [slot] }));
  return slot;
}

const abstract = (walk: Walk, more = ''): Address => ({
  kind: 'abstract',
  name: `${walk.salt()}${more}`,
});

export function listenerOf(
  walk: Walk,
  by: number,
  { backlog = 5, address = abstract(walk) } = {},
): { readonly fd: Slot; readonly address: Address } {
  const fd = socketOf(walk, by);
  walk.as(by, () => {
    walk.go({ call: 'bind', fd, address });
    walk.go({ call: 'listen', fd, backlog });
  });
  return { fd, address };
}

/** A connection between two actors: the slots of the one that listens and of the one that connects. */
export function channel(
  walk: Walk,
  from: number,
  to: number,
  address = abstract(walk, `${from}${to}`),
): readonly [Slot, Slot] {
  const { fd } = listenerOf(walk, from, { address });
  const client = socketOf(walk, to);
  walk.as(to, () => walk.go({ call: 'connect', fd: client, address }));
  const accepted = walk.slot();
  walk.as(from, () => walk.go({ call: 'accept4', fd, flags: 0, as: [accepted] }));
  return [accepted, client];
}

/** Sends a descriptor through a channel; answers the slot of the other process. */
export function hand(
  walk: Walk,
  fd: Slot,
  from: Overlapping['by'],
  to: number,
  via: readonly [Slot, Slot],
): Slot {
  const flags = S.MSG_DONTWAIT;
  const control = [{ kind: 'rights', slots: [fd] }] as const;
  walk.as(from, () =>
    walk.go({ call: 'sendmsg', fd: via[0], size: 1, tag: walk.tag(), flags, control }),
  );
  const slot = walk.slot();
  walk.as(to, () =>
    walk.go({ call: 'recvmsg', fd: via[1], size: 1, flags, room: ROOM, as: [slot] }),
  );
  return slot;
}

/** A descriptor of one actor that another shall have, too. */
export const share = (walk: Walk, fd: Slot, from: number, to: number): Slot =>
  hand(walk, fd, from, to, channel(walk, from, to));

/** Something with two ends, the first one's of actor 1, the second one's of actor 2: a stream, a pair of records or datagrams, a pipe. */
export function ends(walk: Walk): readonly [Slot, Slot] {
  const { choose } = walk;
  if (choose.oneIn(3)) return channel(walk, 1, 2);
  const kind = choose.one([S.SOCK_SEQPACKET, S.SOCK_DGRAM, 'pipe'] as const);
  // Mostly nobody else keeps the other end open.
  return pair(walk, kind, 1, 2, !choose.oneIn(4));
}

/** A pair of sockets, or a pipe, made by one actor; it keeps both ends, or gives the second to another, and mostly away. */
export function pair(
  walk: Walk,
  kind: number | 'pipe',
  from: number,
  to: number,
  isGivenAway = true,
): readonly [Slot, Slot] {
  const [here = 0, there = 0] = walk.fresh(2);
  const as = [here, there];
  walk.as(from, () => {
    if (kind === 'pipe') walk.go({ call: 'pipe2', flags: 0, as });
    else walk.go({ call: 'socketpair', domain: S.AF_UNIX, type: kind, protocol: 0, as });
  });
  if (from === to) return [here, there];
  const handed = share(walk, there, from, to);
  if (isGivenAway) walk.as(from, () => walk.go({ call: 'close', fd: there }));
  return [here, handed];
}

/** Moves by one actor after another. */
export const by = (actor: number, move: Move, onceSettled = false): Overlapping => ({
  by: actor,
  move,
  onceSettled,
});

/** Adds what overlaps in a random order. */
export function shuffled(walk: Walk, moves: readonly Overlapping[], mayStay = false): boolean {
  const left = [...moves];
  const order: Overlapping[] = [];
  while (left.length > 0) order.push(...left.splice(walk.choose.int(0, left.length - 1), 1));
  return walk.burst(order, mayStay);
}

export const recv = (fd: Slot, size: number, flags = 0): Move => ({
  call: 'recv',
  fd,
  size,
  flags,
});

export const send = (
  walk: Walk,
  fd: Slot,
  size = walk.choose.int(1, 64),
  flags = S.MSG_NOSIGNAL,
): Move => {
  const fields = { fd, size, tag: walk.tag(), flags };
  return walk.choose.oneIn(3)
    ? { call: 'sendmsg', ...fields, control: [] }
    : { call: 'send', ...fields };
};

export const accept = (walk: Walk, fd: Slot, flags = 0): Move => ({
  call: 'accept4',
  ...{ fd, flags, as: [walk.slot()] },
});

/** What every actor can read, read at the end. */
export function readAll(walk: Walk, actors: number): void {
  for (let actor = 1; actor < actors; actor++)
    walk.as(actor, () => {
      for (const fd of walk.sockets((socket) => socket.phase === 'connected'))
        walk.go({ call: 'recv', fd, size: 4096, flags: S.MSG_DONTWAIT });
    });
}
