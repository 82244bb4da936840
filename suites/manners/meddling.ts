/** Options are set, and whoever acts goes on as somebody else or somewhere else: which makes the difference that the law says. */

import type { SocketOption } from '../../harness/law/operation.ts';
import { isThread } from '../../harness/scenario/cast.ts';
import type { Manner, Walk } from '../../harness/scenario/walk.ts';
import { becomeBase, someCapabilities, someIdentity } from '../identities.ts';

/** What may be set of a socket at any time, and to what. */
const SETTINGS = [
  ['SO_PASSCRED', [0, 1, -1]],
  ['SO_PASSPIDFD', [0, 1, -1]],
  ['SO_PASSRIGHTS', [0, 1, -1]],
  ['SO_PASSSEC', [0, 1]],
  ['SO_INQ', [0, 1, 1]],
  ['SO_PEEK_OFF', [0, 1, -1]],
  ['SO_OOBINLINE', [0, 1, 1]],
  ['SO_RCVTIMEO', [0, 20]],
  ['SO_SNDTIMEO', [0, 20]],
  ['SO_REUSEADDR', [0, 1]],
  ['SO_KEEPALIVE', [0, 1]],
  ['SO_PRIORITY', [0, 6, 7]],
  ['SO_MARK', [0, 1]],
  ['SO_BROADCAST', [0, 1]],
  ['SO_RCVLOWAT', [0, 1]],
] as const satisfies readonly (readonly [SocketOption, readonly number[]])[];

/** Into a mount namespace of one's own: the files are the same there. */
function goElsewhere(walk: Walk): void {
  const { place, by, me } = walk;
  // What /proc calls the directory of a process is that of its first thread.
  if (isThread(place.processes[by]?.kind ?? 'plain') || me.mounts !== undefined) return;
  walk.go({ call: 'mounts', to: 'new' });
}

/** Whoever acts sets something of a socket that is open, is somebody else from now on, or somewhere else. */
export const meddling: Manner = {
  after: (walk) => {
    const { choose } = walk;
    if (!choose.oneIn(3)) return;
    if (choose.oneIn(5)) {
      if (choose.oneIn(4)) goElsewhere(walk);
      else if (choose.oneIn(3)) becomeBase(walk);
      else walk.become({ ...someIdentity(walk), caps: someCapabilities(walk) });
      return;
    }
    const sockets = walk.sockets();
    if (sockets.length === 0) return;
    const [option, values] = choose.one(SETTINGS);
    walk.go({
      ...{ call: 'setsockopt', fd: choose.one(sockets), option },
      value: choose.one<number>(values),
    });
  },
};
