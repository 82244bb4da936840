/** SO_PEERPIDFD: a pidfd that is kept is a descriptor like others. */

import { POLLIN, POLLOUT } from '../../harness/abi/poll.ts';
import * as S from '../../harness/abi/socket.ts';
import { needsFeature } from '../../harness/facts/index.ts';
import type { OperationOf, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { newPidfd, receiveRights, sendRights } from '../descriptor-passing/channel.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import { leaveGaps } from '../limit-moves.ts';
import * as M from '../moves.ts';
import * as T from '../together.ts';
import { passPidfds } from './passing.ts';

const O_NONBLOCK = 0o4000;

/** One thing that can be asked of a pidfd, or done to it. */
export function usePidfd(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const timeout = 0;
  switch (choose.int(0, 9)) {
    case 0:
      return void walk.go({ call: 'fcntl', fd, command: 'GETFD', argument: 0 });
    case 1:
      return void walk.go({ call: 'fcntl', fd, command: 'GETFL', argument: 0 });
    case 2: {
      const argument = choose.one([0, O_NONBLOCK]);
      return void walk.go({ call: 'fcntl', fd, command: 'SETFL', argument });
    }
    case 3:
      return void walk.go({ call: 'fcntl', fd, command: 'SETFD', argument: choose.int(0, 1) });
    case 4:
      return void walk.go({ call: 'dup', fd, as: [walk.slot()] });
    case 5:
      return void walk.go({ call: 'close', fd });
    case 6:
      return void walk.go({ call: 'read', fd, size: choose.int(1, 8) });
    case 7:
      return void walk.go({ call: 'poll', fd, events: POLLIN | POLLOUT, timeout });
    default:
      return void walk.go({ call: 'pidfd_info', fd });
  }
}

export const pidfdsOf = (walk: Walk): Slot[] =>
  walk.open(({ file }) => file.object.kind === 'pidfd');

/** Compares two of them, asks who a socket is, or uses one. */
function compareOrUse(walk: Walk, ends: readonly Slot[]): void {
  const { choose } = walk;
  const pidfds = pidfdsOf(walk);
  const fd = M.target(walk, pidfds);
  if (choose.oneIn(4)) walk.go({ call: 'kcmp', fd, other: M.target(walk, pidfds) });
  else if (choose.oneIn(6)) walk.go({ call: 'pidfd_info', fd: choose.one(ends) });
  else usePidfd(walk, fd);
}

/** Sends a few, and looks at what arrives. */
function passSome(walk: Walk, [via, to]: readonly [Slot, Slot]): void {
  const { choose } = walk;
  const sent = pidfdsOf(walk).slice(0, 2);
  if (sent.length === 0) return;
  // A new one that comes besides is told apart from those that are passed, and from those that are kept.
  if (walk.state.world.has.passpidfd && choose.oneIn(3)) passPidfds(walk, to);
  sendRights(walk, via, sent);
  if (choose.oneIn(3)) for (const fd of sent) walk.go({ call: 'close', fd });
  const received = receiveRights(walk, to, undefined, choose.oneIn(2) ? 0 : S.MSG_CMSG_CLOEXEC);
  for (const [i, fd] of received.entries()) {
    walk.go({ call: 'kcmp', fd, other: sent[i] ?? fd });
    usePidfd(walk, fd);
    walk.go({ call: 'pidfd_info', fd });
  }
}

export const keptPidfds: Property = {
  id: 'peercred.getsockopt.pidfds-are-descriptors',
  claim:
    'each SO_PEERPIDFD gives a new pidfd with the lowest number, a file of its own that can be used, passed and closed like others',
  clauses: ['K13', 'C07', 'C15', 'R01'],
  requires: [needsFeature('unix-stream'), needsFeature('so-peerpidfd')],
  aim: (walk) => {
    const { choose } = walk;
    const ends = M.newPair(walk);
    if (choose.oneIn(3)) leaveGaps(walk);
    if (choose.oneIn(4)) becomeSomebody(walk);
    for (let i = choose.int(1, 3); i > 0; i--) newPidfd(walk, choose.one(ends));
    for (let i = choose.int(1, 7); i > 0; i--) compareOrUse(walk, ends);
    if (choose.oneIn(2)) passSome(walk, choose.oneIn(2) ? ends : M.newPair(walk));
    becomeBase(walk);
  },
};

/** The pidfd that comes with a message stays. */
export function receiveKeeping(
  walk: Walk,
  asked: Omit<OperationOf<'recvmsg'>, 'call' | 'by'>,
): void {
  const kept = walk.slot();
  walk.go({ ...asked, call: 'recvmsg', as: [...asked.as, kept], space: 128, keep: 'pidfd' });
  if (!walk.open().includes(kept)) return;
  if (walk.choose.oneIn(2)) walk.go({ call: 'pidfd_info', fd: kept });
  if (walk.choose.oneIn(2)) usePidfd(walk, kept);
}

export const receivedPidfds: Property = {
  id: 'peercred.recvmsg.pidfds-are-descriptors',
  claim:
    'each pidfd that comes with a message is a new one with the lowest number behind what was passed, that can be used, passed and closed like others',
  clauses: ['K44', 'K33', 'K13', 'C07', 'R01'],
  requires: [needsFeature('unix-stream'), needsFeature('so-passpidfd')],
  aim: (walk) => {
    const { choose } = walk;
    const ends = M.newPair(walk);
    const [from, to] = ends;
    passPidfds(walk, to);
    if (choose.oneIn(3)) leaveGaps(walk);
    if (choose.oneIn(4)) becomeSomebody(walk);
    for (let i = choose.int(1, 3); i > 0; i--) {
      const isPassed = choose.oneIn(3);
      const sent = { fd: from, size: choose.int(1, 4), tag: walk.tag(), flags: S.MSG_DONTWAIT };
      if (isPassed) walk.go({ call: 'sendmsg', ...sent, control: [M.rightsToSend(walk, 2)] });
      else walk.go({ call: 'send', ...sent });
      const peek = choose.oneIn(4) ? S.MSG_PEEK : 0;
      const cloexec = choose.oneIn(3) ? S.MSG_CMSG_CLOEXEC : 0;
      const flags = S.MSG_DONTWAIT | peek | cloexec;
      const room = choose.oneIn(6) ? choose.one([0, 16, 20, 24, 40, 44]) : 256;
      receiveKeeping(walk, { fd: to, size: 4, flags, room, as: walk.fresh(isPassed ? 2 : 0) });
    }
    const [one, another] = pidfdsOf(walk);
    if (one !== undefined && another !== undefined)
      walk.go({ call: 'kcmp', fd: one, other: another });
    for (let i = choose.int(1, 6); i > 0; i--) compareOrUse(walk, ends);
    if (choose.oneIn(2)) passSome(walk, choose.oneIn(2) ? ends : M.newPair(walk));
    becomeBase(walk);
  },
};

export const passedPidfds: Property = {
  id: 'peercred.getsockopt.pidfd-in-other-hands',
  claim:
    'a pidfd of the peer names that process still, whoever asked for it and whoever has it now',
  clauses: ['K13', 'R01', 'C17'],
  requires: [...T.needs, needsFeature('so-peerpidfd')],
  actors: 3,
  runs: 120,
  aim: (walk) => {
    const { choose } = walk;
    const [accepted, client] = T.channel(walk, 0, 1);
    for (let i = choose.int(1, 3); i > 0; i--) {
      const [from, fd] = choose.one([[0, accepted] as const, [1, client] as const]);
      const kept = walk.as(from, () => newPidfd(walk, fd));
      walk.as(from, () => usePidfd(walk, kept));
      const to = choose.int(0, 2);
      if (to === from) continue;
      const handed = T.share(walk, kept, from, to);
      walk.as(to, () => walk.go({ call: 'pidfd_info', fd: handed }));
      walk.as(to, () => usePidfd(walk, handed));
    }
  },
};
