/** Ids for files that are not the effective ones. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsUids } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as F from '../file-moves.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import * as M from '../moves.ts';
import { needs } from './birth.ts';

const PATHS = ['p0', 'p0', 'd/p0', 'd/p0', 'd/p1', 'd'] as const;
const somePath = ({ choose }: Walk): string => choose.one(PATHS);

/** Somebody whose files are another's. */
function becomeTwo(walk: Walk): void {
  if (!walk.choose.oneIn(3)) becomeSomebody(walk);
  F.fsidsMove(walk);
}

/** A socket with a name, and who made it. */
function serve(walk: Walk): Slot {
  const fd = M.newSocket(walk, S.SOCK_STREAM);
  const path = somePath(walk);
  walk.go({ call: 'bind', fd, address: { kind: 'path', path } });
  walk.go({ call: 'listen', fd, backlog: 4 });
  walk.go({ call: 'stat', path });
  if (walk.choose.oneIn(2)) walk.go({ call: 'fstat', fd });
  return fd;
}

/** Whoever asks is told by its files, and tells by what it is. */
function seek(walk: Walk, listener: Slot): void {
  const { choose } = walk;
  const [fd, accepted] = [M.newSocket(walk, S.SOCK_STREAM), walk.slot()];
  const name = M.nameOf(walk, listener) ?? { kind: 'path', path: somePath(walk) };
  walk.go({ call: 'connect', fd, address: name });
  if (choose.oneIn(4)) {
    const [one] = M.newPair(walk, M.connectionType(walk));
    walk.go({ call: 'getsockopt', fd: one, option: 'SO_PEERCRED', room: 12 });
  }
  if (!choose.oneIn(3)) return;
  walk.go({ call: 'accept4', fd: listener, flags: S.SOCK_NONBLOCK, as: [accepted] });
  for (const end of [fd, accepted])
    walk.go({ call: 'getsockopt', fd: end, option: 'SO_PEERCRED', room: 12 });
  walk.go({ call: 'fstat', fd: accepted });
}

function changeSomething(walk: Walk): void {
  const { choose } = walk;
  const path = somePath(walk);
  const mode = choose.one([0o777, 0o700, 0o600, 0o070, 0o007]);
  choose.one([
    () => walk.go({ call: 'chmod', path, mode }),
    () => F.chownMove(walk),
    () => walk.go({ call: 'unlink', path }),
    () => walk.go({ call: 'rename', from: path, to: somePath(walk) }),
    () => walk.go({ call: 'link', from: path, to: somePath(walk) }),
    () => walk.go({ call: 'mknod', path, type: 'SOCK', mode }),
    () => walk.go({ call: 'open', path, flags: F.openFlags(walk), mode, as: [walk.slot()] }),
  ])();
}

export const filesByTheirOwnIds: Property = {
  id: 'inode.bind.by-the-ids-for-files',
  claim:
    'who owns a new socket inode, and who may connect to, open, change or remove one, goes by the ids for files; the peer is told the effective ones',
  clauses: ['I25', 'I01', 'I06', 'S14', 'K05'],
  requires: [...needs, needsUids(2), needsFeature('fsids')],
  runs: 400,
  aim: (walk) => {
    const { choose } = walk;
    walk.go({ call: 'mkdir', path: 'd', mode: 0o777 });
    walk.go({ call: 'chmod', path: 'd', mode: choose.one([0o777, 0o777, 0o755, 0o1777, 0o2777]) });
    if (choose.oneIn(2)) becomeTwo(walk);
    if (choose.oneIn(2)) walk.go({ call: 'umask', mask: choose.one([0, 0o077, 0o177]) });
    const listener = serve(walk);
    for (let i = choose.int(1, 4); i > 0; i--) {
      becomeTwo(walk);
      seek(walk, listener);
      if (choose.oneIn(2)) changeSomething(walk);
      if (choose.oneIn(4)) serve(walk);
    }
    becomeBase(walk);
  },
};
