/** How many descriptors may be in flight: by the sender's user, by its limit, and by its capabilities. */

import { POLLHUP } from '../../harness/abi/poll.ts';
import * as S from '../../harness/abi/socket.ts';
import { needsCapability, needsOwn, needsUids } from '../../harness/facts/index.ts';
import type { Address, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { becomeBase } from '../identities.ts';
import * as M from '../moves.ts';
import { everybodyHome, needsOwnUsers } from '../neighbours.ts';
import { needs, ROOMY, receiveRights, sendRights } from './channel.ts';

/** Of ids that nobody else has, one for each scenario: all that a user has in flight counts, whoever sent it. */
const [FIRST_ID, LAST_ID] = [20_000, 60_000] as const;

/** More than a piece. */
const LARGE = 40_000;

/** Two that lift the limit, and one that does not. */
const TELLING = ['SYS_RESOURCE', 'SYS_ADMIN', 'NET_ADMIN'] as const;

/** Somebody of this real uid, who may be exempt. */
function becomeUser(walk: Walk, uid: number): void {
  const { choose, home } = walk;
  const { permitted } = walk.me;
  const telling = TELLING.filter((name) => permitted.includes(name));
  const caps = telling.length > 0 && choose.oneIn(5) ? choose.one(telling) : 'none';
  const euid = choose.oneIn(3) ? choose.one(home.uids) : uid;
  walk.become({ uid: [uid, euid, euid], caps });
}

/** Nothing, a few bytes, or so many that they go in pieces. */
function sizeOf(walk: Walk, fd: Slot): number {
  const { choose } = walk;
  if (choose.oneIn(8)) return 0;
  const isStream = walk.socketAt(fd)?.type === S.SOCK_STREAM;
  return isStream && choose.oneIn(8) ? LARGE : choose.int(1, 12);
}

/** Its name, if it takes datagrams and has one, which its peer may send to as well. */
function addressOf(walk: Walk, fd: Slot): Address | undefined {
  const isDatagram = walk.socketAt(fd)?.type === S.SOCK_DGRAM;
  return isDatagram && walk.choose.oneIn(2) ? M.nameOf(walk, fd) : undefined;
}

/** A pair of any type; of datagrams the second may have a name. */
function pairOf(walk: Walk, by: number): readonly [Slot, Slot] {
  const pair = M.newPair(walk);
  const isDatagram = walk.socketAt(pair[1])?.type === S.SOCK_DGRAM;
  const address: Address = { kind: 'abstract', name: `${walk.salt()}${by}${pair[1]}` };
  if (isDatagram && !walk.choose.oneIn(4)) walk.go({ call: 'bind', fd: pair[1], address });
  return pair;
}

/** Both ends of some pairs of both actors. */
function step(walk: Walk, pair: readonly [Slot, Slot], user: number): void {
  const { choose } = walk;
  const [fd, other] = choose.oneIn(4) ? [pair[1], pair[0]] : pair;
  switch (choose.int(0, 9)) {
    case 0:
      walk.go({ call: 'flights', most: choose.oneIn(3) ? 'any' : choose.int(0, 6) });
      break;
    case 1:
      becomeUser(walk, choose.oneIn(3) ? user + 1 : user);
      break;
    case 2:
      if (choose.oneIn(3)) walk.go({ call: 'close', fd: other });
      break;
    case 3:
    case 4:
      receiveRights(walk, other, choose.oneIn(3) ? 0 : ROOMY, choose.oneIn(4) ? S.MSG_PEEK : 0, 20);
      break;
    default: {
      const slots = Array.from({ length: choose.int(0, 5) }, () => choose.one(pair));
      sendRights(walk, fd, slots, sizeOf(walk, fd), addressOf(walk, other));
      if (!choose.oneIn(4)) break;
      // Some of what there was too much of land.
      for (let i = choose.int(1, 3); i > 0; i--) receiveRights(walk, other, 0);
      sendRights(walk, fd, [fd], 1, addressOf(walk, other));
    }
  }
}

export const inFlightInside: Property = {
  id: 'rights.sendmsg.no-capability-inside-lifts-the-limit',
  claim:
    'what a user has in flight counts in every user namespace, and no capability of one inside lifts the limit',
  clauses: ['R25', 'R26'],
  requires: [...needs, needsUids(LAST_ID + 2), needsCapability('SETPCAP'), ...needsOwnUsers],
  actors: ['plain', 'own-high-users'],
  limits: true,
  runs: 150,
  aim: (walk) => {
    const { choose } = walk;
    // By what number each knows the user.
    const user = choose.int(0, LAST_ID - FIRST_ID);
    const users = [user + FIRST_ID, user] as const;
    const pairs = users.map((_, by) => walk.as(by, () => M.newPair(walk)));
    for (const [by, known] of users.entries())
      walk.as(by, () => {
        walk.go({ call: 'flights', most: choose.int(0, 4) });
        becomeUser(walk, known);
      });
    for (let i = choose.int(3, 12); i > 0; i--) {
      const by = choose.oneIn(3) ? 0 : 1;
      const pair = pairs[by];
      const known = users[by] ?? 0;
      walk.as(by, () => {
        if (choose.oneIn(4)) becomeUser(walk, known);
        if (pair !== undefined) step(walk, pair, known);
      });
    }
    everybodyHome(walk);
  },
};

export const inFlightLimit: Property = {
  id: 'rights.sendmsg.so-many-in-flight',
  claim:
    'who has more descriptors in flight than its limit sends no more of them, until some are received or closed, unless a capability lets it',
  clauses: ['R25', 'R26', 'R27', 'R11'],
  requires: [...needs, needsUids(LAST_ID + 2), needsCapability('SETPCAP'), needsOwn('network')],
  actors: 2,
  limits: true,
  runs: 150,
  aim: (walk) => {
    const { choose } = walk;
    const user = choose.int(FIRST_ID, LAST_ID);
    const pairs = [0, 0, 1].map((by) => walk.as(by, () => [by, pairOf(walk, by)] as const));
    for (const by of [0, 1])
      walk.as(by, () => {
        walk.go({ call: 'flights', most: choose.int(0, 6) });
        becomeUser(walk, user);
      });
    for (let i = choose.int(3, 14); i > 0; i--) {
      const [by, pair] = choose.one(pairs);
      walk.as(by, () => step(walk, pair, user));
    }
    for (const by of [0, 1]) walk.as(by, () => becomeBase(walk));
  },
};

/** A socket in its own queue, with a pipe that tells when the collector came, all of it in one message. */
function loseMessage(walk: Walk, reader: Slot, writer: Slot, spare: readonly Slot[]): void {
  const { choose } = walk;
  const [end, way] = M.newPair(walk, choose.one([S.SOCK_STREAM, S.SOCK_SEQPACKET, S.SOCK_DGRAM]));
  const others = Array.from({ length: choose.int(0, 4) }, () => choose.one(spare));
  sendRights(walk, way, [end, writer, ...others]);
  for (const fd of [writer, end, way]) walk.go({ call: 'close', fd });
  const trigger = walk.slot();
  walk.go({ call: 'socket', domain: S.AF_UNIX, type: S.SOCK_STREAM, protocol: 0, as: [trigger] });
  walk.go({ call: 'close', fd: trigger });
  walk.go({ call: 'poll', fd: reader, events: POLLHUP, timeout: 500 });
}

export const collectedFlights: Property = {
  id: 'rights.sendmsg.collected-counts-no-more',
  claim:
    'what the collector has taken is in flight no more: its sender may send as much as before it was lost, and no more than that',
  clauses: ['R27', 'R29', 'R25'],
  requires: [...needs, needsUids(LAST_ID + 2), needsCapability('SETPCAP')],
  limits: true,
  runs: 60,
  aim: (walk) => {
    const { choose } = walk;
    const user = choose.int(FIRST_ID, LAST_ID);
    const [reader = 0, writer = 0] = walk.fresh(2);
    const pair = M.newPair(walk, S.SOCK_STREAM);
    walk.go({ call: 'pipe2', flags: 0o4000, as: [reader, writer] });
    walk.go({ call: 'flights', most: choose.int(1, 6) });
    walk.become({ uid: [user, user, user], caps: 'none' });
    if (choose.oneIn(3)) sendRights(walk, pair[0], [choose.one(pair)]);
    loseMessage(walk, reader, writer, pair);
    for (let i = choose.int(1, 5); i > 0; i--) {
      const slots = Array.from({ length: choose.int(1, 4) }, () => choose.one(pair));
      sendRights(walk, pair[0], slots);
      if (choose.oneIn(4)) receiveRights(walk, pair[1], ROOMY);
    }
    becomeBase(walk);
  },
};
