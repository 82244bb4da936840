/** SCM_PIDFD: a descriptor of the sending process with each message. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Control, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as D from '../datagram-moves.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import * as M from '../moves.ts';
import * as T from '../together.ts';
import { receiveKeeping } from './kept.ts';
import { passEither, passPidfds } from './passing.ts';

const needs = [needsFeature('unix-stream'), needsFeature('so-passpidfd')];
const ACTORS = 3;
const ROOMY = 256;
/** Where a header, credentials, one or two descriptors or a pidfd just fit, and just do not. */
const EDGES = [0, 15, 16, 19, 20, 24, 28, 31, 32, 39, 40, 43, 44, 51, 52, 56, 75, 76, 80];

/** Asks for pidfds, for credentials, or for either no more; or what is asked for. */
function ask(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const option = choose.oneIn(3) ? 'SO_PASSCRED' : 'SO_PASSPIDFD';
  if (choose.oneIn(6)) walk.go({ call: 'getsockopt', fd, option, room: 4 });
  else walk.go({ call: 'setsockopt', fd, option, value: choose.one([1, 1, 1, 0, 2]) });
}

/** The sender's own credentials, or those of another process: of the first one, if there is no other actor. */
function claim(walk: Walk): Control {
  const { choose, home } = walk;
  const actor = choose.int(0, walk.state.processes.length - 1);
  const pid = choose.oneIn(3) ? 1 : { actor };
  return { kind: 'creds', pid, uid: choose.one(home.uids), gid: home.gids[0] ?? 0 };
}

function speak(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const size = choose.oneIn(8) ? 0 : choose.int(1, 6);
  const fields = { fd, size, tag: walk.tag(), flags: S.MSG_DONTWAIT | S.MSG_NOSIGNAL };
  const control: Control[] = choose.oneIn(4) ? [claim(walk)] : [];
  if (choose.oneIn(3)) control.push(M.rightsToSend(walk, 3));
  if (control.length === 0) walk.go({ call: 'send', ...fields });
  else walk.go({ call: 'sendmsg', ...fields, control });
}

/** Receives, with room for all or up to an edge. */
function hear(walk: Walk, fd: Slot, room = walk.choose.one([ROOMY, ...EDGES])): void {
  const { choose } = walk;
  const queue = walk.socketAt(fd)?.queue ?? [];
  const most = queue.reduce((max, { files }) => Math.max(max, files?.length ?? 0), 0);
  const more = (choose.oneIn(4) ? S.MSG_PEEK : 0) | (choose.oneIn(3) ? S.MSG_CMSG_CLOEXEC : 0);
  const flags = S.MSG_DONTWAIT | more;
  const size = choose.one([2, 20]);
  const as = walk.fresh(most);
  const asked = { fd, size, flags, room, as };
  if (choose.oneIn(3)) receiveKeeping(walk, asked);
  else walk.go({ call: 'recvmsg', ...asked });
}

export const messagePidfds: Property = {
  id: 'peercred.recvmsg.pidfds-with-messages',
  claim:
    'who asks for pidfds is told of the sender of each message by a new one, behind credentials and descriptors, or by MSG_CTRUNC that there was no room',
  clauses: ['K19', 'K27', 'K28', 'K30', 'K31', 'K33', 'K38', 'K39', 'K40'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const [a, b] = M.newPair(walk);
    if (!choose.oneIn(3)) passPidfds(walk, b);
    for (let i = choose.int(2, 12); i > 0; i--) {
      if (choose.oneIn(4)) ask(walk, choose.oneIn(4) ? a : b);
      if (choose.oneIn(6)) becomeSomebody(walk);
      if (choose.oneIn(2)) speak(walk, a);
      else hear(walk, b);
      if (choose.oneIn(14)) walk.go({ call: 'close', fd: a });
    }
    for (let i = 3; i > 0; i--) hear(walk, b, ROOMY);
    becomeBase(walk);
  },
};

/** A receiver of datagrams, and others that send to it. */
function byName(walk: Walk): readonly Slot[] {
  const { choose } = walk;
  const to = walk.as(0, () => D.newNamed(walk, M.abstractName(walk)));
  walk.as(0, () => passPidfds(walk, to));
  const address = M.nameOf(walk, to);
  for (let i = choose.int(1, 4); i > 0 && address !== undefined; i--)
    walk.as(choose.int(0, ACTORS - 1), () => {
      const fd = D.newDatagram(walk);
      if (choose.oneIn(4)) passPidfds(walk, fd);
      const fields = { fd, size: choose.int(0, 5), tag: walk.tag(), flags: S.MSG_DONTWAIT };
      walk.go({ call: 'sendto', ...fields, address });
      if (choose.oneIn(3)) walk.go({ call: 'getsockname', fd, room: 128 });
    });
  return [to];
}

/** Connections to a listener that may ask for all that it will accept; some send before they are accepted. */
function byConnection(walk: Walk): readonly Slot[] {
  const { choose } = walk;
  const address = M.abstractName(walk);
  const type = M.connectionType(walk);
  const listener = walk.as(0, () => M.newListener(walk, type, address));
  walk.as(0, () => (choose.oneIn(3) ? passEither : passPidfds)(walk, listener));
  return Array.from({ length: choose.int(1, 3) }, () => {
    const client = walk.as(choose.int(0, ACTORS - 1), () => {
      const fd = M.newSocket(walk, type);
      if (choose.oneIn(4)) passPidfds(walk, fd);
      walk.go({ call: 'connect', fd, address });
      if (choose.oneIn(2)) speak(walk, fd);
      return fd;
    });
    return walk.as(0, () => {
      const fd = walk.slot();
      walk.go({ call: 'accept4', fd: listener, flags: S.SOCK_NONBLOCK, as: [fd] });
      const option = choose.one(['SO_PASSPIDFD', 'SO_PASSCRED'] as const);
      if (choose.oneIn(2)) walk.go({ call: 'getsockopt', fd, option, room: 4 });
      if (choose.oneIn(3)) passPidfds(walk, choose.oneIn(4) ? client : fd);
      return fd;
    });
  });
}

/** A pair whose one end others are handed: they send on it, who did not make it. */
function byHand(walk: Walk): readonly Slot[] {
  const { choose } = walk;
  const [a, b] = walk.as(0, () => M.newPair(walk));
  walk.as(0, () => passPidfds(walk, b));
  for (let actor = 1; actor < ACTORS; actor++) {
    if (choose.oneIn(3)) continue;
    const end = T.share(walk, a, 0, actor);
    walk.as(actor, () => speak(walk, end));
  }
  walk.as(0, () => speak(walk, a));
  return [b];
}

export const pidfdsOfOthers: Property = {
  id: 'peercred.recvmsg.pidfd-of-whoever-sends',
  claim:
    'a pidfd is of the process that sent, whoever made or connected the socket, and whoever it has become since',
  clauses: ['K33', 'K38', 'K27', 'K32', 'K19', 'S25'],
  requires: [...needs, needsOwn('network'), needsOwn('files')],
  actors: ACTORS,
  runs: 200,
  aim: (walk) => {
    const { choose } = walk;
    const [first, second] = [choose.one([byName, byConnection, byHand]), choose.oneIn(4)];
    const ends = [...first(walk), ...(second ? byName(walk) : [])];
    for (let i = choose.int(1, 6); i > 0; i--) {
      const by = choose.int(0, ACTORS - 1);
      walk.as(by, () => {
        if (choose.oneIn(3)) becomeSomebody(walk);
        const mine = M.connected(walk);
        if (by !== 0 && mine.length > 0) speak(walk, choose.one(mine));
        else if (by === 0) hear(walk, choose.one(ends));
      });
    }
    walk.as(0, () => {
      for (const end of ends) for (let i = 3; i > 0; i--) hear(walk, end, ROOMY);
    });
    for (let actor = 0; actor < ACTORS; actor++) walk.as(actor, () => becomeBase(walk));
  },
};
