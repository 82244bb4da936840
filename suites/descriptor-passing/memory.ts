/** A memory file that is passed: one content and one length for everybody who has it, and an offset that cutting leaves alone. */

import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as Fd from '../descriptor-moves.ts';
import * as M from '../moves.ts';
import { needs, receiveRights, sendRights } from './channel.ts';

/** The file by some of its descriptors: the first, a duplicate, one that was received, one of its own. */
function severalOf(walk: Walk, fd: Slot): readonly Slot[] {
  const { choose } = walk;
  const twin = walk.slot();
  switch (choose.int(0, 4)) {
    case 0:
    case 1:
      return [fd];
    case 2:
      walk.go({ call: 'dup', fd, as: [twin] });
      return [fd, twin];
    case 3:
      walk.go({ call: 'reopen', fd, flags: ['RDONLY'], as: [twin] });
      return [fd, fd, twin];
    default: {
      const [a, b] = M.newPair(walk);
      sendRights(walk, a, [fd]);
      return [fd, ...receiveRights(walk, b)];
    }
  }
}

/** What was behind the cut is gone when the file is longer again, whether that was asked for or something was written there. */
function cutAndExtend(walk: Walk, some: () => Slot): void {
  const { choose } = walk;
  walk.go({ call: 'write', fd: some(), size: choose.int(4, 9), tag: walk.tag() });
  walk.go({ call: 'ftruncate', fd: some(), length: choose.int(0, 5) });
  const [fd, size, tag] = [some(), choose.int(1, 3), walk.tag()];
  const extended = choose.int(0, 3);
  if (extended > 1) walk.go({ call: 'ftruncate', fd, length: choose.int(3, 12) });
  else if (extended > 0) walk.go({ call: 'write', fd, size, tag });
  else walk.go({ call: 'pwrite', fd, size, tag, offset: choose.int(0, 12) });
  if (choose.oneIn(3)) walk.go({ call: 'read', fd: some(), size: 9 });
}

export const oneLength: Property = {
  id: 'rights.recvmsg.one-length-for-all',
  claim:
    'a memory file has one content and one length for all who have it: what is cut off is gone, what it is extended by is zero, and offsets stay',
  clauses: ['R01'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const file = walk.slot();
    walk.go({ call: 'memfd_create', flags: 0, as: [file] });
    const all = severalOf(walk, file);
    const some = (): Slot => choose.one(all);
    for (let i = choose.int(1, 4); i > 0; i--) {
      if (choose.oneIn(2)) cutAndExtend(walk, some);
      else Fd.positionOn(walk, some());
      if (choose.oneIn(3)) walk.go({ call: 'fstat', fd: some() });
      else walk.go({ call: 'pread', fd: some(), size: 20, offset: 0 });
    }
  },
};
