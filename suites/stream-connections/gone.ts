/** A process that ends closes all that it had. */

import { POLLHUP, POLLIN, POLLOUT, POLLRDHUP } from '../../harness/abi/poll.ts';
import * as S from '../../harness/abi/socket.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import { exit, GOES, meet, ofMortals, STAYS } from '../mortals.ts';
import * as M from '../moves.ts';
import * as T from '../together.ts';

export const allIsClosed: Property = {
  id: 'stream.exit.ends-all-it-had',
  claim:
    'a process that ends closes all that it had: peers see the end or a reset, clients of its listener too, its abstract names are free, and what it sent arrives',
  clauses: ['C19', 'B23', 'S24', 'S26', 'S28', 'S29', 'S30', 'R03', 'R28'],
  ...ofMortals,
  runs: 12,
  aim: (walk) => {
    const { choose } = walk;
    const { address, ends } = meet(walk);
    const [fd, its] = [ends[STAYS], ends[GOES]];
    const [reader = 0, writer = 0] = walk.fresh(2);
    const sends = choose.oneIn(2);
    walk.as(GOES, () => {
      if (!sends) return;
      walk.go({ call: 'pipe2', flags: 0o4000, as: [reader, writer] });
      const kept = choose.one([[reader], [writer], [reader, writer], [its]]);
      const asked = { fd: its, size: choose.int(1, 9), tag: walk.tag(), flags: S.MSG_DONTWAIT };
      const control = choose.oneIn(4) ? [] : [{ kind: 'rights', slots: kept } as const];
      walk.go({ call: 'sendmsg', ...asked, control });
    });
    const [mine] = walk.fresh(1) as [Slot];
    const early = choose.oneIn(2);
    const land = (): void =>
      void walk.go({ call: 'recvmsg', fd, size: 20, flags: S.MSG_DONTWAIT, room: 64, as: [mine] });
    if (sends && early) land();
    if (choose.oneIn(3)) walk.go(T.send(walk, fd, choose.int(1, 9), S.MSG_DONTWAIT));
    exit(walk);
    const events = POLLIN | POLLOUT | POLLRDHUP | POLLHUP;
    if (choose.oneIn(2)) walk.go({ call: 'poll', fd, events, timeout: 0 });
    if (sends && !early) land();
    if (walk.open().includes(mine)) {
      walk.go({ call: 'poll', fd: mine, events, timeout: 0 });
      walk.go({ call: 'read', fd: mine, size: 9 });
    }
    for (let i = choose.int(1, 2); i > 0; i--)
      walk.go({ call: 'recv', fd, size: 20, flags: S.MSG_DONTWAIT });
    walk.go(T.send(walk, fd, 1, S.MSG_DONTWAIT | S.MSG_NOSIGNAL));
    const next = M.newSocket(walk, choose.oneIn(4) ? S.SOCK_SEQPACKET : S.SOCK_STREAM);
    const again = choose.oneIn(2);
    walk.go({ call: again ? 'bind' : 'connect', fd: next, address });
    if (again) walk.go({ call: 'listen', fd: next, backlog: 1 });
  },
};
