/** Abstract names of those outside, for a process that has confined itself by Landlock. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature } from '../../harness/facts/index.ts';
import type { Address, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { GOES, ofMortals, STAYS } from '../mortals.ts';
import * as M from '../moves.ts';
import * as T from '../together.ts';

function fewNames(walk: Walk): Address {
  const { choose } = walk;
  return choose.oneIn(3)
    ? { kind: 'path', path: choose.one(['p0', 'p1']) }
    : { kind: 'abstract', name: `${walk.salt()}${choose.one(['p', 'q'])}` };
}

function seek(walk: Walk, type: number, fd: Slot = M.newSocket(walk, type)): void {
  const address = walk.choose.oneIn(3) ? fewNames(walk) : M.someName(walk);
  walk.go({ call: 'connect', fd, address });
}

const someone = (walk: Walk, what: () => void): void =>
  void walk.as(walk.choose.one([STAYS, GOES, GOES]), what);

export const confinedNames: Property = {
  id: 'stream.connect.confined-to-names-of-its-own',
  claim:
    'who has confined itself connects to abstract names of sockets that were made as confined, to pathnames, and to no other abstract name; whoever is outside reaches all',
  clauses: ['X18', 'S11', 'S12', 'B10'],
  ...ofMortals,
  requires: [...ofMortals.requires, needsFeature('landlock-scopes')],
  runs: 14,
  aim: (walk) => {
    const { choose } = walk;
    const type = M.connectionType(walk);
    for (let i = choose.int(1, 2); i > 0; i--)
      someone(walk, () => void M.newListener(walk, type, fewNames(walk)));
    const early = walk.as(GOES, () => M.newSocket(walk, type));
    if (choose.oneIn(3)) walk.as(GOES, () => seek(walk, type));
    walk.as(GOES, () => void walk.go({ call: 'confine' }));
    for (let i = choose.int(2, 5); i > 0; i--)
      someone(walk, () =>
        choose.one([
          () => void M.newListener(walk, type, fewNames(walk)),
          () => seek(walk, type),
          () => seek(walk, type),
          () => M.acceptMove(walk),
          () => M.sendMove(walk),
        ])(),
      );
    walk.as(GOES, () => seek(walk, type, choose.oneIn(2) ? early : undefined));
    walk.as(STAYS, () => seek(walk, type));
    for (const actor of [STAYS, GOES])
      walk.as(actor, () => {
        for (const fd of M.connected(walk)) walk.go(T.send(walk, fd, 3, S.MSG_DONTWAIT));
      });
  },
};
