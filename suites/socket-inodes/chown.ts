/** To whom a socket inode is given, by whom: by its path, or by a descriptor of another inode. */

import * as S from '../../harness/abi/socket.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import * as M from '../moves.ts';
import { needs } from './birth.ts';

const TYPES = [S.SOCK_STREAM, S.SOCK_DGRAM, S.SOCK_SEQPACKET] as const;

/** Somebody without capabilities, whose groups are several. */
function becomeOrdinary(walk: Walk, uid = walk.choose.one(walk.home.uids)): void {
  const { choose, home } = walk;
  const gid = choose.one(home.gids);
  const groups = home.groups ? choose.some(home.gids).sort((a, b) => a - b) : home.base.groups;
  walk.become({ uid: [uid, uid, uid], gid: [gid, gid, gid], groups, caps: 'none' });
}

/** Mostly something that the owner may say: ids that stay, and groups of one’s own. */
function someOwners(walk: Walk): { readonly uid: number; readonly gid: number } {
  const { choose, home, me } = walk;
  const ids = { uid: choose.one([-1, ...home.uids]), gid: choose.one([-1, ...home.gids]) };
  if (choose.oneIn(3)) return ids;
  // As this actor spells them, which is alone in its user namespace.
  const own = [-1, me.cred.egid, ...me.cred.groups];
  return { uid: choose.one([-1, -1, me.cred.euid]), gid: choose.one(own) };
}

function giveAndLook(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  if (choose.oneIn(3)) {
    walk.go({ call: 'fchown', fd, ...someOwners(walk) });
    walk.go({ call: 'fstat', fd });
  } else walk.go({ call: 'chown', path: 'p0', ...someOwners(walk) });
  if (choose.oneIn(6)) walk.go({ call: 'fchmod', fd, mode: 0o700 });
  // Who is in the group of the file may set that bit, and nobody else without CAP_FSETID.
  if (choose.oneIn(8)) walk.go({ call: 'chmod', path: 'p0', mode: 0o2750 });
  walk.go({ call: 'stat', path: 'p0' });
}

export const givenAway: Property = {
  id: 'inode.chown.to-groups-of-ones-own',
  claim:
    'who owns a socket inode gives it to groups that he is in, and to nobody else without CAP_CHOWN; -1 keeps an id, and fchown of the socket leaves the file alone',
  clauses: ['I03', 'I01', 'I17'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    becomeOrdinary(walk);
    const fd = M.newSocket(walk, choose.one(TYPES));
    if (choose.oneIn(4)) walk.go({ call: 'fchown', fd, ...someOwners(walk) });
    walk.go({ call: 'bind', fd, address: { kind: 'path', path: 'p0' } });
    if (choose.oneIn(4)) {
      const mine = walk.me.cred.euid;
      becomeBase(walk);
      walk.go({ call: 'chown', path: 'p0', uid: mine, gid: choose.one(walk.home.gids) });
      becomeOrdinary(walk, mine);
    }
    const file = walk.slot();
    if (choose.oneIn(4))
      walk.go({ call: 'open', path: 'p1', flags: ['RDWR', 'CREAT'], mode: 0o666, as: [file] });
    for (let i = choose.int(1, 6); i > 0; i--) {
      if (choose.oneIn(3)) choose.one([becomeOrdinary, becomeSomebody, becomeBase])(walk);
      giveAndLook(walk, choose.oneIn(8) ? M.target(walk, walk.open()) : fd);
    }
    becomeBase(walk);
  },
};
