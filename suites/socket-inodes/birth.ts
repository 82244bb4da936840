/** The inode that bind makes: type, owner, mode. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as F from '../file-moves.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import * as M from '../moves.ts';

export const needs = [needsFeature('unix-stream'), needsOwn('files')];
const TYPES = [S.SOCK_STREAM, S.SOCK_DGRAM, S.SOCK_SEQPACKET] as const;

export const creationOfInodes: Property = {
  id: 'inode.bind.makes-a-socket-inode',
  claim:
    'bind makes an inode of type socket, of size 0 with one link, owned by the binder, with the mode that the umask leaves',
  clauses: ['I01', 'I02', 'I17', 'B16', 'B17', 'B18'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    if (choose.oneIn(3)) choose.one([F.mkdirMove, F.openDirectoryMove])(walk);
    for (let i = choose.int(1, 4); i > 0; i--) {
      if (choose.oneIn(2)) becomeSomebody(walk);
      if (choose.oneIn(2)) F.umaskMove(walk);
      const fd = M.newSocket(walk, choose.one(TYPES));
      const path = choose.oneIn(30) ? choose.one(['/', '//']) : F.somePath(walk);
      walk.go({ call: 'bind', fd, address: { kind: 'path', path } });
      walk.go({ call: choose.oneIn(2) ? 'stat' : 'lstat', path });
      if (choose.oneIn(3)) walk.go({ call: 'fstat', fd });
      if (choose.oneIn(8))
        walk.go({ call: 'open', path, flags: ['PATH'], mode: 0, as: [walk.slot()] });
      if (choose.oneIn(3)) F.fstatfsMove(walk);
    }
    becomeBase(walk);
  },
};

/** At times through a duplicate: the mode is the socket's. */
function changeMode(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const [twin = 0] = walk.fresh(1);
  const through = choose.oneIn(3) && walk.go({ call: 'dup', fd, as: [twin] }) === '';
  const special = choose.oneIn(3) ? choose.one([0o1000, 0o4000, 0o5000]) : 0;
  const mode = choose.int(0, 0o777) | special;
  walk.go({ call: 'fchmod', fd: through ? twin : fd, mode });
  if (through) walk.go({ call: 'close', fd: twin });
}

/** What is accepted has a mode of its own. */
function bearAnother(walk: Walk, listener: Slot): void {
  const type = walk.socketAt(listener)?.type ?? S.SOCK_STREAM;
  const [client, accepted] = [M.newSocket(walk, type), walk.slot()];
  walk.go({ call: 'listen', fd: listener, backlog: 1 });
  walk.go({ call: 'connect', fd: client, address: { kind: 'path', path: 'p0' } });
  walk.go({ call: 'accept4', fd: listener, flags: 0, as: [accepted] });
  for (const fd of [accepted, listener]) walk.go({ call: 'fstat', fd });
}

/** chmod follows a symbolic link to the socket, and all names of one file have one mode. */
function throughLink(walk: Walk): void {
  if (walk.choose.oneIn(2)) walk.go({ call: 'symlink', target: 'p0', path: 'l' });
  else walk.go({ call: 'link', from: 'p0', to: 'l' });
  walk.go({ call: 'chmod', path: 'l', mode: walk.choose.int(0, 0o777) });
  walk.go({ call: 'stat', path: walk.choose.one(['p0', 'l']) });
}

export const modeBeforeBind: Property = {
  id: 'inode.fchmod.counts-before-bind-alone',
  claim:
    'fchmod before bind sets the mode of the inode to come; after bind the file belongs to chmod',
  clauses: ['I02', 'I03', 'I17'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const fd = M.newSocket(walk, choose.one(TYPES));
    if (choose.oneIn(2)) F.umaskMove(walk);
    changeMode(walk, fd);
    // A bind that is refused leaves the mode for the next one.
    if (choose.oneIn(3))
      walk.go({ call: 'bind', fd, address: { kind: 'path', path: 'missing/p0' } });
    walk.go({ call: 'bind', fd, address: { kind: 'path', path: 'p0' } });
    walk.go({ call: 'stat', path: 'p0' });
    if (choose.oneIn(5)) bearAnother(walk, fd);
    if (choose.oneIn(3)) becomeSomebody(walk);
    walk.wander(
      [
        [2, (w) => changeMode(w, fd)],
        [2, F.chmodMove],
        [1, (w) => void w.go({ call: 'listen', fd, backlog: 1 })],
        [1, throughLink],
        [1, F.chownMove],
        [2, (w) => void w.go({ call: 'stat', path: 'p0' })],
        [1, F.fstatMove],
      ],
      choose.int(1, 6),
    );
    becomeBase(walk);
  },
};
