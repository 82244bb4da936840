/** SIGURG: the owner of a socket is told of each urgent byte that arrives there. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import * as M from '../moves.ts';
import { receiveUrgent, sendUrgent } from '../out-of-band-moves.ts';
import * as T from '../together.ts';

const needs = [needsFeature('unix-stream'), needsFeature('unix-oob')];

/** Mostly oneself. */
function own(walk: Walk, fd: Slot): void {
  const argument = walk.choose.oneIn(6) ? 0 : 1;
  walk.go({ call: 'fcntl', fd, command: 'SETOWN', argument });
}

const owner = (walk: Walk, fd: Slot): void =>
  void walk.go({ call: 'fcntl', fd, command: 'GETOWN', argument: 0 });
const take = (walk: Walk): void => void walk.go({ call: 'sigurg' });

/** A plain byte, which nobody is told of. */
const sendPlain = (walk: Walk, fd: Slot): void =>
  void walk.go({ call: 'send', fd, size: 2, tag: walk.tag(), flags: S.MSG_DONTWAIT });

export const urgentSignals: Property = {
  id: 'stream.oob.signals-the-owner',
  claim:
    'each urgent byte raises SIGURG for the owner of the open file of the socket that it arrives at, and for nobody else',
  clauses: ['O09', 'R01'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const ends = M.newPair(walk, S.SOCK_STREAM);
    const all = [...ends, ...ends, walk.slot()];
    if (choose.oneIn(2)) walk.go({ call: 'dup', fd: choose.one(ends), as: all.slice(-1) });
    own(walk, choose.one(all));
    const some = (): Slot => choose.one(all);
    walk.wander(
      [
        [6, (w) => sendUrgent(w, some())],
        [6, take],
        [2, (w) => own(w, some())],
        [2, (w) => owner(w, some())],
        [1, (w) => sendPlain(w, some())],
        [1, (w) => receiveUrgent(w, some())],
        [1, (w) => (choose.oneIn(3) ? becomeBase : becomeSomebody)(w)],
      ],
      choose.int(3, 14),
    );
    take(walk);
    becomeBase(walk);
  },
};

export const urgentSignalsOfOthers: Property = {
  id: 'stream.oob.signals-whoever-owns-it',
  claim: 'who owns a socket gets SIGURG, whoever sends and whoever has the socket now',
  clauses: ['O09', 'R01', 'C17'],
  requires: [...needs, ...T.needs],
  actors: 3,
  runs: 120,
  aim: (walk) => {
    const { choose } = walk;
    const channels = [T.channel(walk, 0, 1), T.channel(walk, 1, 2)] as const;
    const [[a, b], [c, d]] = channels;
    const holders: (readonly [by: number, fd: Slot])[] = [
      ...([
        [0, a],
        [1, b],
        [1, c],
        [2, d],
      ] as const),
    ];
    if (choose.oneIn(2)) holders.push([2, T.hand(walk, b, 1, 2, channels[1])]);
    const some = (what: (fd: Slot) => void): void => {
      const [by, fd] = choose.one(holders);
      walk.as(by, () => what(fd));
    };
    for (let i = 2; i > 0; i--) some((fd) => own(walk, fd));
    for (let i = choose.int(2, 8); i > 0; i--) {
      if (choose.oneIn(5)) some((fd) => own(walk, fd));
      if (choose.oneIn(5)) some((fd) => owner(walk, fd));
      some((fd) => sendUrgent(walk, fd, false));
      walk.as(choose.int(0, 2), () => take(walk));
    }
    for (let by = 0; by < 3; by++) walk.as(by, () => take(walk));
  },
};
