/** Reads and writes of no bytes: what they leave where it is, and what a message of nothing is worth. */

import { POLLIN } from '../../harness/abi/poll.ts';
import * as S from '../../harness/abi/socket.ts';
import { needsFeature } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';

const TYPES = [S.SOCK_STREAM, S.SOCK_SEQPACKET, S.SOCK_SEQPACKET, S.SOCK_DGRAM] as const;

const someSize = ({ choose }: Walk): number => (choose.oneIn(2) ? 0 : choose.int(1, 9));

/** By any of the calls that send, with a descriptor now and then. */
function send(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const asked = { fd, size: someSize(walk), tag: walk.tag() };
  const flags = S.MSG_DONTWAIT;
  switch (choose.int(0, 5)) {
    case 0:
      return void walk.go({ call: 'send', ...asked, flags });
    case 1: {
      const control = choose.oneIn(2) ? [{ kind: 'rights', slots: [fd] } as const] : [];
      return void walk.go({ call: 'sendmsg', ...asked, flags, control });
    }
    default:
      walk.go({ call: 'write', ...asked });
  }
}

function receive(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const [size, flags] = [someSize(walk), S.MSG_DONTWAIT];
  switch (choose.int(0, 7)) {
    case 0:
      return void walk.go({ call: 'recv', fd, size, flags });
    case 1:
      return void walk.go({ call: 'recvmsg', fd, size, flags, room: 64, as: walk.fresh(1) });
    case 2:
      return void walk.go({ call: 'poll', fd, events: POLLIN, timeout: 0 });
    case 3:
      return void walk.go({ call: 'ioctl', fd, request: 'SIOCINQ' });
    default:
      walk.go({ call: 'read', fd, size });
  }
}

export const nothingAtAll: Property = {
  id: 'stream.nothing.is-read-and-written',
  claim:
    'a read of no bytes takes nothing and does not wait; a write of no bytes is a send of none: nothing on a stream, else a message of its own',
  clauses: ['X31', 'G03', 'S32'],
  requires: [
    needsFeature('unix-stream'),
    needsFeature('unix-seqpacket'),
    needsFeature('unix-dgram'),
  ],
  aim: (walk) => {
    const { choose } = walk;
    const [a = 0, b = 0] = walk.fresh(2);
    const type = choose.one(TYPES) | (choose.oneIn(3) ? 0 : S.SOCK_NONBLOCK);
    walk.go({ call: 'socketpair', domain: S.AF_UNIX, type, protocol: 0, as: [a, b] });
    walk.wander(
      [
        [5, (w) => send(w, a)],
        [6, (w) => receive(w, b)],
        [1, (w) => w.go({ call: 'shutdown', fd: choose.one([a, b]), how: choose.int(0, 2) })],
        [1, (w) => choose.oneIn(3) && w.go({ call: 'close', fd: choose.one([a, b]) })],
      ],
      choose.int(2, 12),
    );
    for (let i = choose.int(1, 3); i > 0; i--)
      walk.go({ call: 'recv', fd: b, size: 64, flags: S.MSG_DONTWAIT });
  },
};
