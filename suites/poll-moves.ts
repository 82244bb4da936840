/** Moves that look at several descriptors at once. */

import { POLLIN, POLLOUT, POLLPRI, POLLRDHUP } from '../harness/abi/poll.ts';
import type { Polled } from '../harness/law/operation.ts';
import type { Walk } from '../harness/scenario/walk.ts';
import { type Move, target } from './moves.ts';

const ASKED = [
  POLLIN | POLLOUT | POLLRDHUP,
  POLLIN | POLLOUT | POLLPRI | POLLRDHUP,
  ...[POLLIN, POLLOUT, POLLRDHUP, 0],
] as const;

/** Any descriptor; now and then a number that nothing has. */
function polled(walk: Walk): Polled {
  const { choose } = walk;
  const events = choose.one(ASKED);
  return { fd: choose.oneIn(10) ? 'closed' : target(walk, walk.open()), events };
}

/** All at once that are open, or a few of them, one or the other twice; now and then many times. */
export function pollEntries(walk: Walk): Polled[] {
  const { choose } = walk;
  if (choose.oneIn(3)) return walk.open().map((fd) => ({ fd, events: choose.one(ASKED) }));
  const few = Array.from({ length: choose.int(0, 5) }, () => polled(walk));
  if (few.length === 0 || !choose.oneIn(10)) return few;
  // More than the kernel has room for on its stack.
  return Array.from({ length: choose.int(28, 40) }, (_, i) => few[i % few.length] as Polled);
}

export const pollManyMove: Move = (walk) =>
  void walk.go({ call: 'poll_many', entries: pollEntries(walk), timeout: 0 });
