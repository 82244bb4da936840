/** Owners of inodes as processes of several user namespaces see them, and what each may do there. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as F from '../file-moves.ts';
import { someCapabilities, someIdentity } from '../identities.ts';
import * as M from '../moves.ts';
import { becomeNeighbour, everybodyHome, needsOwnUsers, somebodysTurn } from '../neighbours.ts';
import * as T from '../together.ts';
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

/** A socket of this actor, bound to a file of its own, to an abstract name, or to nothing. */
function someSocket(walk: Walk, actor: number): Slot {
  const { choose } = walk;
  const fd = T.socketOf(walk, actor, choose.one([S.SOCK_STREAM, S.SOCK_DGRAM, S.SOCK_SEQPACKET]));
  const address = choose.oneIn(5)
    ? M.abstractName(walk)
    : ({ kind: 'path', path: `p${actor}` } as const);
  if (!choose.oneIn(6)) walk.as(actor, () => walk.go({ call: 'bind', fd, address }));
  return fd;
}

export const filesAcross: Property = {
  id: 'inode.ioctl.the-file-for-whose-network-it-is',
  claim:
    'SIOCUNIXFILE asks for CAP_NET_ADMIN over who owns the network of the socket: not that of a user namespace inside, unless the network is its own',
  clauses: ['I16'],
  requires: [
    ...[...needs, ...needsOwnUsers, needsOwn('network')],
    ...[needsFeature('unix-file'), needsFeature('unix-stream')],
  ],
  actors: ['plain', 'own-users', 'own-users-and-network'],
  runs: 200,
  aim: (walk) => {
    const { choose } = walk;
    const actors = [...walk.state.processes.keys()];
    // What is between two networks goes by pathnames, which all may write to.
    for (const actor of actors) walk.as(actor, () => walk.go({ call: 'umask', mask: 0 }));
    const held: Slot[][] = actors.map((actor) => [someSocket(walk, actor)]);
    if (choose.oneIn(2)) {
      const from = choose.one(actors);
      const to = choose.one(actors.filter((one) => one !== from));
      const via = T.channel(walk, from, to, { kind: 'path', path: 'channel' });
      held[to]?.push(T.hand(walk, held[from]?.[0] ?? 0, from, to, via));
    }
    for (let i = choose.int(1, 5); i > 0; i--)
      somebodysTurn(walk, () => {
        const caps = choose.one(['all', 'NET_ADMIN', 'all-NET_ADMIN', someCapabilities(walk)]);
        walk.become(choose.oneIn(3) ? walk.home.base : { ...someIdentity(walk), caps });
        const [fd, file] = [choose.one(held[walk.by] ?? []), walk.slot()];
        walk.go({ call: 'unix_file', fd, as: [file] });
        if (walk.state.descriptors[file] !== undefined) walk.go({ call: 'fstat', fd: file });
      });
    everybodyHome(walk);
  },
};
