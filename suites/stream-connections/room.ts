/** Room for addresses: what is told when there is less than they take. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Address, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as M from '../moves.ts';

/** A sender with a name of some length, or without one. */
function newSender(walk: Walk, type: number): Slot {
  const { choose } = walk;
  const fd = M.newSocket(walk, type);
  const path = 'n'.repeat(choose.int(1, 8));
  const address: Address = choose.oneIn(2)
    ? { kind: 'path', path }
    : { kind: 'abstract', name: `${walk.salt()}${path}` };
  if (!choose.oneIn(5)) walk.go({ call: 'bind', fd, address });
  return fd;
}

/** Around the end of the family, and of the name; or room for any. */
function spaceFor(walk: Walk, length: number): { readonly space: number } {
  const { choose } = walk;
  return { space: choose.one([0, 1, 2, 3, 4, length - 1, length, length + 1, 64, 128]) };
}

export const roomForAddresses: Property = {
  id: 'stream.accept.addresses-are-cut-to-their-room',
  claim:
    'accept, recvfrom and recvmsg cut an address to the room for it, tell its true length and leave alone what is behind it',
  clauses: ['S48', 'S23', 'G16'],
  requires: [
    ...[needsFeature('unix-stream'), needsFeature('unix-dgram')],
    ...[needsOwn('network'), needsOwn('files')],
  ],
  aim: (walk) => {
    const { choose } = walk;
    const type = choose.one([S.SOCK_STREAM, S.SOCK_SEQPACKET, S.SOCK_DGRAM]);
    const address: Address = { kind: 'abstract', name: `${walk.salt()}l` };
    const named = M.newSocket(walk, type);
    walk.go({ call: 'bind', fd: named, address });
    if (type !== S.SOCK_DGRAM) walk.go({ call: 'listen', fd: named, backlog: 4 });
    for (let i = choose.int(1, 3); i > 0; i--) {
      const sender = newSender(walk, type);
      const name = walk.socketAt(sender)?.name;
      const bytes = name === undefined ? '' : name.kind === 'path' ? name.path : name.name;
      const space = (): { readonly space: number } => spaceFor(walk, bytes.length + 3);
      walk.go({ call: 'connect', fd: sender, address });
      const accepted = walk.slot();
      if (type !== S.SOCK_DGRAM)
        walk.go({ call: 'accept4', fd: named, flags: 0, as: [accepted], ...space() });
      const fd = type === S.SOCK_DGRAM ? named : accepted;
      walk.go({ call: 'send', fd: sender, size: choose.int(1, 9), tag: walk.tag(), flags: 0 });
      const asked = { fd, size: 20, flags: S.MSG_DONTWAIT | (choose.oneIn(4) ? S.MSG_PEEK : 0) };
      if (choose.oneIn(2)) walk.go({ call: 'recvfrom', ...asked, ...space() });
      else walk.go({ call: 'recvmsg', ...asked, room: 0, as: [], ...space() });
    }
  },
};
