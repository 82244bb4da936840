/** Names that lead nowhere, in circles, too far or through closed doors: every call tells them alike. */

import * as S from '../../harness/abi/socket.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { openFlags } from '../file-moves.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import * as M from '../moves.ts';
import { needs } from './birth.ts';

const TARGETS = ['d/new', 'd/p0', 'new', 'd/d', 'p0'] as const;
const HARD = [
  'loop',
  'loop/x',
  'loop/x',
  'far',
  'far/x',
  'd/loop',
  'p0/x',
  'p0/',
  'missing/x',
  'd',
  'd/',
  'l/p0',
  'l',
  '.',
  'd/.',
  '/',
] as const;

function hardName(walk: Walk): string {
  const { choose } = walk;
  if (choose.oneIn(12)) return `${choose.one(['', 'd/'])}${'n'.repeat(256)}`;
  return choose.oneIn(2) ? choose.one(TARGETS) : choose.one(HARD);
}

function someCall(walk: Walk): void {
  const { choose } = walk;
  const path = hardName(walk);
  const mode = choose.one([0o777, 0o700, 0o600, 0]);
  switch (choose.int(0, 19)) {
    case 0:
      return void walk.go({ call: 'mkdir', path, mode });
    case 1:
      return void walk.go({ call: 'rmdir', path });
    case 2: {
      const type = choose.one(['SOCK', 'REG', 'FIFO'] as const);
      return void walk.go({ call: 'mknod', path, type, mode });
    }
    case 3:
      return void walk.go({ call: 'symlink', target: 'p0', path });
    case 4:
      return void walk.go({
        call: 'link',
        from: choose.one(['p0', 'd', path]),
        to: hardName(walk),
      });
    case 5:
      return void walk.go({ call: 'link', from: path, to: choose.one(TARGETS) });
    case 6:
      return void walk.go({
        call: 'rename',
        from: choose.one(['p0', 'd', path]),
        to: hardName(walk),
      });
    case 7:
      return void walk.go({ call: 'rename', from: path, to: choose.one(TARGETS) });
    case 8:
      return void walk.go({ call: 'unlink', path });
    case 9:
      return void walk.go({ call: 'chmod', path, mode });
    case 10: {
      const uid = choose.one([-1, ...walk.place.uids]);
      return void walk.go({ call: 'chown', path, uid, gid: choose.one([-1, ...walk.place.gids]) });
    }
    case 11:
      return void walk.go({ call: 'truncate', path, length: choose.int(-1, 3) });
    case 12:
      return void walk.go({ call: choose.one(['stat', 'lstat'] as const), path });
    case 13:
      return void walk.go({ call: 'open', path, flags: openFlags(walk), mode, as: [walk.slot()] });
    case 14: {
      const fd = M.newSocket(walk, S.SOCK_DGRAM);
      const address = { kind: 'path', path: path.slice(0, 107) } as const;
      return void walk.go({ call: 'sendto', fd, size: 1, tag: walk.tag(), flags: 0, address });
    }
    case 15:
      return void walk.go({ call: 'execve', path });
    default: {
      const fd = M.newSocket(walk, S.SOCK_STREAM);
      const call = choose.one(['bind', 'connect'] as const);
      return void walk.go({ call, fd, address: { kind: 'path', path: path.slice(0, 107) } });
    }
  }
}

export const everyCallAlike: Property = {
  id: 'inode.path.every-call-tells-alike',
  claim:
    'every call on a path tells a loop, a name that is too long, a file in place of a directory and a closed directory by the same errors',
  clauses: ['I19', 'B18', 'S12', 'I12', 'I13', 'I07'],
  requires: needs,
  runs: 800,
  aim: (walk) => {
    const { choose } = walk;
    walk.go({ call: 'mkdir', path: 'd', mode: 0o777 });
    walk.go({ call: 'symlink', target: 'loop', path: choose.one(['loop', 'loop', 'd/loop']) });
    walk.go({ call: 'symlink', target: choose.oneIn(2) ? 'n'.repeat(256) : 'p0', path: 'far' });
    walk.go({ call: 'symlink', target: 'd', path: 'l' });
    const type = choose.one(['SOCK', 'SOCK', 'REG'] as const);
    walk.go({ call: 'mknod', path: 'p0', type, mode: choose.one([0o777, 0o600, 0]) });
    if (choose.oneIn(2)) walk.go({ call: 'mknod', path: 'd/p0', type: 'SOCK', mode: 0o777 });
    if (choose.oneIn(3)) walk.go({ call: 'mkdir', path: 'd/d', mode: 0o777 });
    const closed = choose.one([0o755, 0o700, 0o500, 0o600, 0]);
    if (!choose.oneIn(3)) walk.go({ call: 'chmod', path: 'd', mode: closed });
    if (!choose.oneIn(3)) becomeSomebody(walk);
    for (let i = choose.int(1, 8); i > 0; i--) someCall(walk);
    becomeBase(walk);
  },
};
