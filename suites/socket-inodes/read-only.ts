/** Sockets behind a read-only mount: they are reached, and nothing about their names changes. */

import * as S from '../../harness/abi/socket.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as F from '../file-moves.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import { enter, needsMounts } from '../mount-moves.ts';
import * as M from '../moves.ts';
import { needs } from './birth.ts';

const TYPES = [S.SOCK_STREAM, S.SOCK_STREAM, S.SOCK_DGRAM, S.SOCK_SEQPACKET] as const;
/** Inside, outside, and by which way it may be either. */
const PATHS = ['d/p0', 'd/p0', 'd/p0', 'd/new', 'd/new', 'd/l', 'd/x', 'd', 'p0', 'new'] as const;

const somePath = ({ choose }: Walk): string => choose.one(PATHS);

function nameInside(walk: Walk, type: number): void {
  const fd = M.newSocket(walk, type);
  walk.go({ call: 'bind', fd, address: { kind: 'path', path: 'd/p0' } });
  if (type !== S.SOCK_DGRAM) walk.go({ call: 'listen', fd, backlog: 4 });
}

function reach(walk: Walk, type: number): void {
  const fd = M.newSocket(walk, type);
  walk.go({ call: 'connect', fd, address: { kind: 'path', path: somePath(walk) } });
}

/** What asks for a change, or for none. */
function sendTo(walk: Walk, path: string): void {
  const fd = M.newSocket(walk, S.SOCK_DGRAM);
  const sent = { size: 3, tag: walk.tag(), flags: S.MSG_DONTWAIT } as const;
  walk.go({ call: 'sendto', fd, ...sent, address: { kind: 'path', path } });
}

function someCall(walk: Walk, type: number): void {
  const { choose } = walk;
  const [path, other] = [somePath(walk), somePath(walk)];
  const mode = choose.one([0o777, 0o600, 0]);
  const fd = (): number => M.newSocket(walk, type);
  choose.one([
    () => walk.go({ call: 'bind', fd: fd(), address: { kind: 'path', path } }),
    () => walk.go({ call: 'bind', fd: fd(), address: { kind: 'path', path: 'd/new' } }),
    () => sendTo(walk, choose.one([path, 'd/p0'])),
    () => reach(walk, type),
    () => reach(walk, type),
    () => walk.go({ call: 'open', path, flags: F.openFlags(walk), mode, as: [walk.slot()] }),
    () => walk.go({ call: 'open', path: 'd/p0', flags: ['RDWR'], mode, as: [walk.slot()] }),
    () =>
      walk.go({ call: 'open', path: 'd/new', flags: ['WRONLY', 'CREAT'], mode, as: [walk.slot()] }),
    () => walk.go({ call: 'unlink', path }),
    () => walk.go({ call: 'rmdir', path }),
    () => walk.go({ call: 'mkdir', path, mode }),
    () => walk.go({ call: 'mknod', path, type: 'SOCK', mode }),
    () => walk.go({ call: 'symlink', target: 'p0', path }),
    () => walk.go({ call: 'link', from: path, to: other }),
    () => walk.go({ call: 'rename', from: path, to: other }),
    () => walk.go({ call: 'rename', from: 'd/p0', to: 'd/new' }),
    () => walk.go({ call: 'chmod', path, mode }),
    () => walk.go({ call: 'chown', path, uid: choose.one([-1, ...walk.home.uids]), gid: -1 }),
    () => walk.go({ call: 'truncate', path: choose.one([path, 'd/x']), length: 0 }),
    () => walk.go({ call: 'stat', path }),
  ])();
}

export const readOnlyMounts: Property = {
  id: 'inode.mount.read-only-is-for-names-alone',
  claim:
    'behind a read-only mount no call makes, removes, moves or changes the inode of a socket, and every socket there is connected to as before',
  clauses: ['I15', 'I05', 'I19', 'B28'],
  requires: [...needs, ...needsMounts],
  runs: 500,
  aim: (walk) => {
    const { choose } = walk;
    const type = choose.one(TYPES);
    walk.go({ call: 'mkdir', path: 'd', mode: 0o777 });
    if (choose.oneIn(3))
      walk.go({ call: 'chmod', path: 'd', mode: choose.one([0o555, 0o1777, 0]) });
    nameInside(walk, type);
    if (choose.oneIn(3)) walk.go({ call: 'symlink', target: 'p0', path: 'd/l' });
    if (choose.oneIn(4)) walk.go({ call: 'mknod', path: 'd/x', type: 'REG', mode: 0o666 });
    if (choose.oneIn(4)) walk.go({ call: 'mknod', path: 'p0', type: 'SOCK', mode: 0o777 });
    enter(walk, 'new');
    const from = choose.oneIn(6) ? 'd/p0' : 'd';
    const to = from === 'd' ? 'd' : 'p0';
    walk.go({ call: 'mount_bind', from, to, readOnly: choose.oneIn(6) ? 0 : 1 });
    if (choose.oneIn(3)) becomeSomebody(walk);
    for (let i = choose.int(1, 7); i > 0; i--) someCall(walk, type);
    becomeBase(walk);
  },
};
