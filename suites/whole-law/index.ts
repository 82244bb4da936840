/** Random walks over the whole law at once, by one process and by several. */

import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Property, Suite } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { DATAGRAMS } from '../datagram-moves.ts';
import * as F from '../file-moves.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import * as M from '../moves.ts';
import { everybodyHome, needsOwnPids, needsOwnUsers, somebodysTurn } from '../neighbours.ts';
import { whoIsThere } from '../peer-credentials/peers.ts';
import { by } from '../together.ts';
import { CONNECTING, ENDING, LOOKING, TRANSFER, type Weighted } from '../weights.ts';

const needs = [needsFeature('unix-stream'), needsOwn('network'), needsOwn('files')];

/** A connection that waits for accept: random calls alone hardly ever come to one. */
function linkMove(walk: Walk): void {
  const [type, address] = [M.connectionType(walk), M.unixName(walk)];
  M.newListener(walk, type, address);
  walk.go({ call: 'connect', fd: M.newSocket(walk, type), address });
}

const EVERYTHING: Weighted = [
  ...CONNECTING,
  ...TRANSFER,
  ...LOOKING,
  ...ENDING,
  [9, (walk) => walk.wander(DATAGRAMS, 1)],
  [3, linkMove],
  [1, M.dupMove],
  [2, M.flagsMove],
  [4, M.sendRightsMove],
  [5, M.recvmsgMove],
  [2, F.openMove],
  [2, F.statMove],
  [1, F.unlinkMove],
  [1, F.renameMove],
  [1, F.linkMove],
  [1, F.mknodMove],
  [1, F.chmodMove],
  [1, F.bindPathMove],
  [2, F.connectPathMove],
  [1, F.umaskMove],
  [3, becomeSomebody],
  [1, becomeBase],
  [3, (walk) => whoIsThere(walk, M.target(walk, walk.sockets()))],
  [
    1,
    (walk) =>
      void walk.go({
        call: 'setsockopt',
        fd: M.target(walk, walk.sockets()),
        option: 'SO_PASSCRED',
        value: walk.choose.int(0, 1),
      }),
  ],
];

const AT_HOME = ['S11', 'S12', 'S33', 'R01', 'K05', 'I05'] as const;

const alone: Property = {
  id: 'whole-law.walk.one-process',
  claim:
    'whatever one process does with sockets, descriptors, paths and identities is what the law allows',
  clauses: AT_HOME,
  requires: needs,
  runs: 2000,
  aim: (walk) => {
    walk.wander(EVERYTHING, walk.choose.int(8, 40));
    becomeBase(walk);
  },
};

/** The turn goes to a random actor before every move. */
const turns = (walk: Walk, actors: number): Weighted =>
  EVERYTHING.map(([weight, move]) => [
    weight,
    (w) => w.as(walk.choose.int(0, actors - 1), () => move(w)),
  ]);

/** So many processes, one call after another. */
export const together = (actors: number): Property => ({
  id: 'whole-law.walk.several-processes',
  claim: 'whatever processes do with each other, one call after another, is what the law allows',
  clauses: AT_HOME,
  requires: needs,
  actors,
  runs: 300,
  aim: (walk) => {
    walk.wander(turns(walk, actors), walk.choose.int(8, 30));
    for (let actor = 0; actor < actors; actor++) walk.as(actor, () => becomeBase(walk));
  },
});

/** So many processes, some of their calls at once; the first begins them. */
const atOnce = (actors: number): Property => ({
  id: 'whole-law.walk.calls-at-once',
  claim: 'whatever processes do at once is what some order of their calls would do',
  clauses: AT_HOME,
  requires: needs,
  actors,
  runs: 250,
  aim: (walk) => {
    const { choose } = walk;
    const others = Array.from({ length: actors - 1 }, (_, i) => i + 1);
    for (let bursts = choose.int(1, 4); bursts > 0; bursts--) {
      walk.wander(turns(walk, actors), choose.int(2, 12));
      const calls = others.flatMap((actor) => {
        const draft = walk.as(actor, () => walk.draft(() => walk.wander(EVERYTHING, 1)));
        return draft.slice(0, 1).map((move) => by(actor, move, choose.oneIn(4)));
      });
      walk.burst(calls, choose.oneIn(12));
    }
    for (let actor = 0; actor < actors; actor++) walk.as(actor, () => becomeBase(walk));
  },
});
/** One of each kind that has namespaces of its own: whatever is told, is told across them. */
const across: Property = {
  ...together(4),
  id: 'whole-law.walk.across-namespaces',
  claim:
    'whatever processes of several pid and user namespaces do with each other, each is told what the law allows there',
  clauses: ['S12', 'S33', 'R01', 'I05', 'I20', 'K10', 'K11'],
  requires: [...needs, ...needsOwnPids, ...needsOwnUsers],
  actors: ['plain', 'own-users', 'own-users-and-pids', 'own-pids'],
  aim: (walk) => {
    for (let i = walk.choose.int(1, 2); i > 0; i--) somebodysTurn(walk, (w) => M.newListener(w));
    walk.wander(turns(walk, 4), walk.choose.int(8, 30));
    everybodyHome(walk);
  },
};

export const wholeLaw: Suite = {
  id: 'whole-law',
  title: 'The whole law, at random',
  text: 'Random walks over all calls at once: what no single aim thought of.',
  properties: [alone, together(3), across, atOnce(4)],
};
