/** Epolls that are passed: what was registered before is told to who has them now. */

import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Property } from '../../harness/run/property.ts';
import * as E from '../epoll-moves.ts';
import * as M from '../moves.ts';
import * as T from '../together.ts';

const ACTORS = 2;

export const passedEpolls: Property = {
  id: 'rights.epoll.goes-on-telling',
  claim:
    'an epoll that is passed tells its receiver of what the sender has registered, and of what neither has any more nothing',
  clauses: ['R04', 'X25', 'X21'],
  requires: [needsFeature('unix-stream'), needsOwn('network'), needsOwn('files')],
  actors: ACTORS,
  runs: 60,
  aim: (walk) => {
    const { choose } = walk;
    const epoll = E.newEpoll(walk);
    const [a, b] = M.newPair(walk);
    E.register(walk, epoll, a);
    if (choose.oneIn(2)) E.register(walk, epoll, b);
    const via = T.channel(walk, 0, 1);
    const theirs = T.hand(walk, epoll, 0, 1, via);
    const twin = choose.oneIn(2) ? T.hand(walk, a, 0, 1, via) : undefined;
    if (choose.oneIn(3)) walk.go({ call: 'close', fd: epoll });
    for (let i = choose.int(1, 4); i > 0; i--) {
      if (choose.oneIn(3)) walk.as(1, () => M.newPair(walk));
      if (choose.oneIn(3)) walk.as(1, () => E.register(walk, theirs));
      walk.wander(
        [
          [3, M.sendMove],
          [2, M.recvMove],
          [1, M.shutdownMove],
        ],
        choose.int(0, 2),
      );
      if (choose.oneIn(3)) walk.go({ call: 'close', fd: choose.one([a, b]) });
      if (twin !== undefined && choose.oneIn(4))
        walk.as(1, () => walk.go({ call: 'close', fd: twin }));
      walk.as(1, () => E.waitFor(walk, theirs));
      if (choose.oneIn(3)) E.waitFor(walk, epoll);
    }
  },
};
