/** Owners of inodes as processes of several user namespaces see them, and what each may do there. */

import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as F from '../file-moves.ts';
import * as M from '../moves.ts';
import { becomeNeighbour, everybodyHome, needsOwnUsers, somebodysTurn } from '../neighbours.ts';
import { needs } from './birth.ts';

const bindSomewhere = (walk: Walk): void => {
  const fd = M.newSocket(walk);
  walk.go({ call: 'bind', fd, address: { kind: 'path', path: F.somePath(walk) } });
  if (walk.choose.oneIn(2)) walk.go({ call: 'listen', fd, backlog: 3 });
};

export const ownersAcross: Property = {
  id: 'inode.stat.owners-as-the-viewer-maps-them',
  claim:
    'the owner of a socket inode is shown as the viewer’s user namespace maps it, and capabilities there count only for owners that it maps',
  clauses: ['I20', 'I21', 'I01', 'I06'],
  requires: [...needs, ...needsOwnUsers],
  actors: ['plain', 'own-users'],
  runs: 300,
  aim: (walk) => {
    const { choose } = walk;
    for (let i = choose.int(1, 3); i > 0; i--)
      somebodysTurn(walk, () => {
        becomeNeighbour(walk);
        if (choose.oneIn(3)) F.umaskMove(walk);
        bindSomewhere(walk);
      });
    for (let i = choose.int(2, 10); i > 0; i--)
      somebodysTurn(walk, () => {
        if (choose.oneIn(3)) becomeNeighbour(walk);
        walk.wander(
          [
            [4, F.statMove],
            [2, F.chmodMove],
            [2, F.chownMove],
            [1, F.openMove],
            [2, F.connectPathMove],
            [1, F.unlinkMove],
            [1, F.linkMove],
            [1, F.mkdirMove],
            [1, bindSomewhere],
          ],
          2,
        );
      });
    everybodyHome(walk);
  },
};
