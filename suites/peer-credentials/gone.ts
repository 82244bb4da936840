/** Who it was is told when a process has ended. */

import { POLLIN } from '../../harness/abi/poll.ts';
import * as S from '../../harness/abi/socket.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { newPidfd } from '../descriptor-passing/channel.ts';
import { exit, GOES, hear, meet, ofMortals, STAYS } from '../mortals.ts';
import * as M from '../moves.ts';
import * as T from '../together.ts';
import { pidfdsOf, receiveKeeping, usePidfd } from './kept.ts';
import { sendClaim } from './messages.ts';
import { passCredentials, passEither } from './passing.ts';
import { whoIsThere } from './peers.ts';

/** Who it is, and what a pidfd of it tells. */
function lookAtPeer(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const how = choose.int(0, 3);
  if (how === 0) walk.go({ call: 'getsockopt', fd, option: 'SO_PEERPIDFD', room: 4 });
  else if (how === 1) newPidfd(walk, fd);
  else whoIsThere(walk, fd);
  for (const pidfd of pidfdsOf(walk)) {
    walk.go({ call: 'pidfd_info', fd: pidfd });
    usePidfd(walk, pidfd);
    const events = choose.one([POLLIN, POLLIN, 0]);
    walk.go({ call: 'poll', fd: pidfd, events, timeout: 0 });
  }
}

/** What was sent; a pidfd that comes with it stays now and then. */
function hearIt(walk: Walk, fd: Slot): void {
  const asked = { fd, size: 30, flags: S.MSG_DONTWAIT, room: 128 };
  if (walk.choose.oneIn(2)) receiveKeeping(walk, { ...asked, as: walk.fresh(2) });
  else hear(walk, fd);
}

export const outlived: Property = {
  id: 'peercred.exit.credentials-outlive-the-process',
  claim:
    'who connected, listened or sent is told when that process is no more, and nobody can claim to be it',
  clauses: ['K14', 'K34', 'K16', 'K23', 'S24'],
  ...ofMortals,
  runs: 18,
  aim: (walk) => {
    const { choose } = walk;
    const { listener, ends } = meet(walk);
    const sends = choose.one([0, 1, 1, 2]);
    // Asked before it is sent, as most would.
    if (sends > 0 && choose.oneIn(2)) passCredentials(walk, ends[STAYS]);
    const asksPidfds = sends > 0 && walk.state.world.has.passpidfd && !choose.oneIn(3);
    if (asksPidfds)
      walk.go({ call: 'setsockopt', fd: ends[STAYS], option: 'SO_PASSPIDFD', value: 1 });
    walk.as(GOES, () => {
      for (let i = sends; i > 0; i--)
        if (choose.oneIn(2)) sendClaim(walk, ends[GOES]);
        else walk.go(T.send(walk, ends[GOES], choose.int(1, 8), S.MSG_DONTWAIT));
    });
    if (choose.oneIn(6)) hearIt(walk, ends[STAYS]);
    const isKept = walk.socketAt(ends[STAYS]) !== undefined && choose.oneIn(3);
    if (isKept) newPidfd(walk, ends[STAYS]);
    exit(walk);
    if (walk.socketAt(ends[STAYS]) === undefined)
      walk.go({ call: 'accept4', fd: listener, flags: 0, as: [ends[STAYS]] });
    const fd = ends[STAYS];
    lookAtPeer(walk, fd);
    for (let i = sends; i > 0; i--) hearIt(walk, fd);
    if (choose.oneIn(2)) return;
    const [a, b] = M.newPair(walk);
    passEither(walk, b);
    const control = [{ kind: 'creds', pid: { actor: GOES }, uid: 0, gid: 0 }] as const;
    walk.go({ call: 'sendmsg', fd: a, size: 1, tag: walk.tag(), flags: S.MSG_DONTWAIT, control });
    hear(walk, b);
  },
};
