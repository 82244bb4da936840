/** Names in several mount namespaces: abstract ones are everybody's, pathnames are found among the mounts of who asks. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Address, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as Fd from '../descriptor-moves.ts';
import * as F from '../file-moves.ts';
import { enter, mountSomething, needsMounts, unmountSomething } from '../mount-moves.ts';
import * as M from '../moves.ts';
import { everybodyHome, somebodysTurn } from '../neighbours.ts';

const TYPES = [S.SOCK_STREAM, S.SOCK_STREAM, S.SOCK_SEQPACKET, S.SOCK_DGRAM] as const;
const PATHS = ['p0', 'p1', 'd/p0', 'd/p0', 'e/p0'] as const;

/** Few, so that they meet. */
function fewNames(walk: Walk): Address {
  const { choose } = walk;
  return choose.oneIn(2)
    ? { kind: 'path', path: choose.one(PATHS) }
    : { kind: 'abstract', name: `${walk.salt()}${choose.one(['p', 'q'])}` };
}

/** Somebody is to be found by a name. */
function serve(walk: Walk, type: number): void {
  const fd = M.newSocket(walk, type);
  walk.go({ call: 'bind', fd, address: fewNames(walk) });
  if (type !== S.SOCK_DGRAM) walk.go({ call: 'listen', fd, backlog: 4 });
}

/** Somebody is looked for. */
function seek(walk: Walk, type: number): void {
  const { choose } = walk;
  const fd: Slot = M.newSocket(walk, type);
  const address = choose.oneIn(3) ? fewNames(walk) : M.someName(walk);
  if (type === S.SOCK_DGRAM && choose.oneIn(2))
    walk.go({ call: 'sendto', fd, size: 3, tag: walk.tag(), flags: S.MSG_DONTWAIT, address });
  else walk.go({ call: 'connect', fd, address });
}

/** What is connected is used. */
function talk(walk: Walk): void {
  const { choose } = walk;
  const move = choose.one([M.acceptMove, M.sendMove, M.recvMove, M.sendRightsMove, Fd.nameMove]);
  move(walk);
}

export const namesAcrossMounts: Property = {
  id: 'stream.bind.names-cross-mount-namespaces',
  claim:
    'an abstract name is held and found whatever mount namespaces its holder and its seeker are in; a pathname leads to what is there for who asks, and what is connected stays so',
  clauses: ['B28', 'B13', 'S12', 'S11', 'I13'],
  requires: [needsFeature('unix-stream'), needsOwn('network'), ...needsMounts],
  actors: 2,
  runs: 300,
  aim: (walk) => {
    const { choose } = walk;
    const type = choose.one(TYPES);
    walk.go({ call: 'mkdir', path: 'd', mode: 0o777 });
    if (choose.oneIn(2)) walk.go({ call: 'mkdir', path: 'e', mode: 0o777 });
    if (choose.oneIn(6)) walk.go({ call: 'symlink', target: 'd/p0', path: 'l' });
    for (let i = choose.int(1, 2); i > 0; i--) serve(walk, type);
    seek(walk, type);
    for (let i = choose.int(1, 3); i > 0; i--)
      somebodysTurn(walk, (w) => {
        enter(w, choose.oneIn(5) ? 'home' : 'new');
        for (let mounts = choose.int(0, 2); mounts > 0; mounts--) mountSomething(w);
        if (choose.oneIn(2)) serve(w, type);
        somebodysTurn(w, (other) => seek(other, type));
        seek(w, type);
        if (choose.oneIn(2)) talk(w);
        if (choose.oneIn(3)) choose.one([F.statMove, F.openMove, F.unlinkMove, F.renameMove])(w);
        if (choose.oneIn(3)) {
          unmountSomething(w);
          seek(w, type);
        }
      });
    everybodyHome(walk);
  },
};
