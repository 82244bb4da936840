/** Random walks over the whole law at once, by one process and by several. */

import { needsCapability, needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Property, Suite } from '../../harness/run/property.ts';
import type { Aim, Walk } from '../../harness/scenario/walk.ts';
import { DATAGRAMS } from '../datagram-moves.ts';
import * as Fd from '../descriptor-moves.ts';
import { WAITING } from '../epoll-moves.ts';
import * as F from '../file-moves.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import { limitMove } from '../limit-moves.ts';
import { MANY } from '../many-messages-moves.ts';
import { mountMove } from '../mount-moves.ts';
import * as M from '../moves.ts';
import { everybodyHome, needsOwnPids, needsOwnUsers, somebodysTurn } from '../neighbours.ts';
import { URGENT } from '../out-of-band-moves.ts';
import { passEither } from '../peer-credentials/passing.ts';
import { whoIsThere } from '../peer-credentials/peers.ts';
import { portMove } from '../port-moves.ts';
import { BY_PROC } from '../proc-moves.ts';
import { swarm } from '../swarm.ts';
import { by } from '../together.ts';
import { CONNECTING, ENDING, LOOKING, PRESSURE, TRANSFER, type Weighted } from '../weights.ts';
import { CORE_ACTORS, coreParts, type Part, play, tidy } from './core.ts';
import { rareMove } from './rare.ts';

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
  [3, (walk) => walk.wander(PRESSURE, 1)],
  [3, (walk) => walk.wander(URGENT, 2)],
  [4, (walk) => walk.wander(WAITING, 1)],
  [3, (walk) => walk.wander(MANY, 1)],
  [3, linkMove],
  [1, Fd.dupMove],
  [1, Fd.dupfdMove],
  [1, limitMove],
  [1, Fd.timeoutMove],
  [1, Fd.peekOffsetMove],
  [1, Fd.settingMove],
  [1, Fd.positionMove],
  [2, (walk) => walk.wander(BY_PROC, 1)],
  [2, Fd.flagsMove],
  [4, M.sendRightsMove],
  [5, M.recvmsgMove],
  [2, F.openMove],
  [2, F.statMove],
  [1, F.unlinkMove],
  [1, F.renameMove],
  [1, F.renameDirectoryMove],
  [1, F.fchmodMove],
  [1, F.fchownMove],
  [1, F.fstatfsMove],
  [1, F.linkMove],
  [1, F.mknodMove],
  [1, F.chmodMove],
  [1, F.bindPathMove],
  [2, F.connectPathMove],
  [1, F.umaskMove],
  [2, portMove],
  [2, Fd.pipeMove],
  [1, F.chdirMove],
  [1, mountMove],
  [1, F.fsidsMove],
  [3, becomeSomebody],
  [1, becomeBase],
  [3, (walk) => whoIsThere(walk, M.target(walk, walk.sockets()))],
  [1, (walk) => passEither(walk, M.target(walk, walk.sockets()))],
];

/** The same, and now and then a few steps to where a rule is that hardly decides. */
const HUNTING: Weighted = [...EVERYTHING, [30, rareMove]];

/** A walk without a swarm, and without what is known of rare rules: to compare with. */
export const evenWalk = (walk: Walk): void => {
  walk.wander(EVERYTHING, walk.choose.int(8, 40));
  becomeBase(walk);
};

const AT_HOME = ['S11', 'S12', 'S33', 'R01', 'K05', 'I05'] as const;

const alone: Property = {
  id: 'whole-law.walk.one-process',
  claim:
    'whatever one process does with sockets, descriptors, paths and identities is what the law allows',
  clauses: AT_HOME,
  requires: needs,
  runs: 2000,
  aim: (walk) => {
    walk.wander(swarm(walk, HUNTING), walk.choose.int(8, 40));
    becomeBase(walk);
  },
};

/** The turn goes to a random actor before every move. */
const turns = (walk: Walk, actors: number): Weighted =>
  swarm(walk, HUNTING).map(([weight, move]) => [
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
  runs: 150,
  aim: (walk) => {
    const { choose } = walk;
    const others = Array.from({ length: actors - 1 }, (_, i) => i + 1);
    for (let bursts = choose.int(1, 4); bursts > 0; bursts--) {
      walk.wander(turns(walk, actors), choose.int(2, 12));
      const calls = others.flatMap((actor) => {
        const draft = walk.as(actor, () => walk.draft(() => walk.wander(EVERYTHING, 2)));
        return draft
          .slice(0, choose.oneIn(3) ? 2 : 1)
          .map((move) => by(actor, move, choose.oneIn(4)));
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

/** So many of the core in one scenario: with the usual runs each comes by a dozen times. */
const PARTS = 44;

/** Plays parts of the core in any order, each as if it were the first. */
const playing =
  (which: (part: Part) => boolean): Aim =>
  (walk) => {
    const parts = coreParts().filter(which);
    for (let i = 0; i < PARTS; i++) {
      play(walk, walk.choose.one(parts));
      tidy(walk);
    }
  };

const everyRule: Property = {
  id: 'whole-law.core.every-rule-both-ways',
  claim: 'each rule of the law is obeyed where it decides, and where a call goes past it',
  clauses: AT_HOME,
  requires: [...needs, needsFeature('tcp4'), needsFeature('udp4')],
  actors: CORE_ACTORS,
  aim: playing(({ uses }) => !uses.sysctls),
};

const everyStart: Property = {
  id: 'whole-law.core.rules-of-the-port-start',
  claim:
    'each rule about the first unprivileged port is obeyed where it decides, and where a call goes past it',
  clauses: ['P05', 'P06'],
  requires: [
    ...everyRule.requires,
    needsFeature('port-start-writable'),
    needsCapability('NET_ADMIN'),
  ],
  runs: 30,
  aim: playing(({ uses }) => uses.sysctls),
};

export const wholeLaw: Suite = {
  id: 'whole-law',
  title: 'The whole law, at random',
  text: 'Random walks over all calls at once: what no single aim thought of.',
  properties: [everyRule, everyStart, alone, together(3), across, atOnce(4)],
};
