/** A send to nobody is EPIPE, and on some sockets a signal as well. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as M from '../moves.ts';

/** One way in which what is sent by the first has nobody any more to receive it. */
function breakOff(walk: Walk, [fd, peer]: readonly [Slot, Slot]): void {
  switch (walk.choose.int(0, 3)) {
    case 0:
      return void walk.go({ call: 'shutdown', fd, how: walk.choose.int(1, 2) });
    case 1:
      return void walk.go({ call: 'shutdown', fd: peer, how: walk.choose.one([0, 2]) });
    default:
      return void walk.go({ call: 'close', fd: peer });
  }
}

/** By each call that sends, with the signal or without. */
function sendAnyhow(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const quiet = choose.oneIn(2) ? S.MSG_NOSIGNAL : 0;
  const flags = quiet | (choose.oneIn(2) ? S.MSG_DONTWAIT : 0);
  const asked = { fd, size: choose.int(0, 9), tag: walk.tag(), flags };
  switch (choose.int(0, 4)) {
    case 0:
      return void walk.go({ call: 'write', fd, size: choose.int(1, 9), tag: walk.tag() });
    case 1:
      return void walk.go({ call: 'sendmsg', ...asked, control: [] });
    case 2:
      return void walk.go({ call: 'sendto', ...asked, address: M.unixName(walk) });
    default:
      return void walk.go({ call: 'send', ...asked });
  }
}

function newPipe(walk: Walk): readonly [Slot, Slot] {
  const [reader = 0, writer = 0] = walk.fresh(2);
  walk.go({ call: 'pipe2', flags: 0, as: [reader, writer] });
  return [writer, reader];
}

export const signalWithBrokenPipe: Property = {
  id: 'stream.send.a-signal-with-a-broken-pipe',
  claim:
    'a send that is EPIPE raises SIGPIPE on a stream unless MSG_NOSIGNAL forbids it, and never on records and datagrams; a pipe does as a stream',
  clauses: ['S31', 'S28', 'X02', 'X03', 'G10'],
  requires: [needsFeature('unix-stream'), needsFeature('unix-dgram')],
  aim: (walk) => {
    const { choose } = walk;
    const types = [S.SOCK_STREAM, S.SOCK_STREAM, S.SOCK_SEQPACKET, S.SOCK_DGRAM];
    const pairs = Array.from({ length: choose.int(1, 2) }, () =>
      choose.oneIn(5) ? newPipe(walk) : M.newPair(walk, choose.one(types)),
    );
    for (let i = choose.int(1, 3); i > 0; i--) {
      const pair = choose.one(pairs);
      if (choose.oneIn(3)) sendAnyhow(walk, choose.one(pair));
      breakOff(walk, pair);
      for (let sends = choose.int(1, 3); sends > 0; sends--)
        sendAnyhow(walk, choose.oneIn(6) ? choose.one(choose.one(pairs)) : pair[0]);
    }
  },
};
