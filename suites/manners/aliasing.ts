/** A file is spoken of by duplicates of its descriptor, made by dup or by passing it to oneself. */

import { AF_UNIX, SOCK_STREAM } from '../../harness/abi/socket.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Manner, Walk } from '../../harness/scenario/walk.ts';

/** Where a descriptor has a duplicate, any of the two is used; both are closed together, or the duplicate alone. */
export function aliasing(): Manner {
  const twins = new Map<Slot, Slot>();
  return {
    instead: (walk, move) => {
      if (!('fd' in move) || !walk.open().includes(move.fd)) return move;
      const { fd } = move;
      const twin = twins.get(fd);
      if (move.call === 'close') {
        if (twin !== undefined) walk.go({ call: 'close', fd: twin });
        twins.delete(fd);
        return move;
      }
      if (twin !== undefined && walk.choose.oneIn(8)) {
        walk.go({ call: 'close', fd: twin });
        twins.delete(fd);
        return move;
      }
      if (twin !== undefined) return walk.choose.oneIn(2) ? { ...move, fd: twin } : move;
      if (walk.choose.oneIn(3)) duplicate(walk, fd, twins);
      return move;
    },
  };
}

function duplicate(walk: Walk, fd: Slot, twins: Map<Slot, Slot>): void {
  const twin = walk.slot();
  const made = walk.choose.oneIn(4)
    ? passToOneself(walk, fd, twin)
    : walk.go({ call: 'dup', fd, as: [twin] }) === '';
  if (made) twins.set(fd, twin);
}

/** Away in a message and back. */
function passToOneself(walk: Walk, fd: Slot, twin: Slot): boolean {
  const [to = 0, from = 0] = walk.fresh(2);
  const made = { domain: AF_UNIX, type: SOCK_STREAM, protocol: 0, as: [to, from] };
  if (walk.go({ call: 'socketpair', ...made }) !== '') return false;
  walk.go({
    ...{ call: 'sendmsg', fd: to, size: 1, tag: walk.tag(), flags: 0 },
    control: [{ kind: 'rights', slots: [fd] }],
  });
  walk.go({ call: 'recvmsg', fd: from, size: 1, room: 24, flags: 0, as: [twin] });
  for (const end of [to, from]) walk.go({ call: 'close', fd: end });
  return walk.open().includes(twin);
}
