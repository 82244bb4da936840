/** Moves that ask who sends: by credentials, or by pidfds where the kernel has them. */

import type { Slot } from '../../harness/law/operation.ts';
import type { Walk } from '../../harness/scenario/walk.ts';

/** Any value but 0 is on (getsockopt(2)). */
function onOrOff({ choose }: Walk): number {
  return choose.oneIn(4) ? 0 : choose.one([1, 1, 1, 2, -1]);
}

export function passCredentials(walk: Walk, fd: Slot): void {
  const value = onOrOff(walk);
  walk.go({ call: 'setsockopt', fd, option: 'SO_PASSCRED', value });
}

/** Where the kernel has it: some kernels take an option that they do not know. */
export function passPidfds(walk: Walk, fd: Slot): void {
  if (!walk.state.world.has.passpidfd) return;
  const value = onOrOff(walk);
  walk.go({ call: 'setsockopt', fd, option: 'SO_PASSPIDFD', value });
}

/** Either. */
export function passEither(walk: Walk, fd: Slot): void {
  if (walk.choose.oneIn(3)) passPidfds(walk, fd);
  else passCredentials(walk, fd);
}
