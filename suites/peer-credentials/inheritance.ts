/** What accepted sockets ask for: what their listener asked for when they were connected. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as M from '../moves.ts';
import { passEither } from './passing.ts';

const OPTIONS = ['SO_PASSCRED', 'SO_PASSPIDFD', 'SO_PASSRIGHTS'] as const;

/** Whether it takes descriptors, where the kernel has that. */
function passRights(walk: Walk, fd: Slot): void {
  if (!walk.state.world.has.passrights) return;
  walk.go({ call: 'setsockopt', fd, option: 'SO_PASSRIGHTS', value: walk.choose.int(-1, 1) });
}

/** What a socket asks for, and the next message as it is told there. */
function look(walk: Walk, fd: Slot): void {
  for (const option of OPTIONS)
    if (walk.choose.oneIn(2)) walk.go({ call: 'getsockopt', fd, option, room: 4 });
  const as = walk.fresh(1);
  walk.go({ call: 'recvmsg', fd, size: 8, flags: S.MSG_DONTWAIT, room: 96, as });
}

export const inherited: Property = {
  id: 'peercred.accept.asks-as-its-listener-did',
  claim:
    'an accepted socket asks for credentials and pidfds as its listener did when the client connected, and what the listener is set to since is the listener’s alone',
  clauses: ['S25', 'K19', 'R33'],
  requires: [needsFeature('unix-stream'), needsOwn('network'), needsOwn('files')],
  aim: (walk) => {
    const { choose } = walk;
    const type = M.connectionType(walk);
    const address = M.unixName(walk);
    const listener = M.newListener(walk, type, address);
    const clients: Slot[] = [];
    for (let i = choose.int(2, 7); i > 0; i--)
      choose.one([
        () => passEither(walk, listener),
        () => passRights(walk, listener),
        () => {
          const fd = M.newSocket(walk, type);
          if (walk.go({ call: 'connect', fd, address }) === '') clients.push(fd);
        },
        () => {
          if (clients.length === 0) return;
          const fd = choose.one(clients);
          const sent = { fd, size: 3, tag: walk.tag(), flags: S.MSG_DONTWAIT };
          const control = [{ kind: 'rights', slots: [fd] }] as const;
          if (choose.oneIn(3)) walk.go({ call: 'sendmsg', ...sent, control });
          else walk.go({ call: 'send', ...sent });
        },
        () => {
          const [fd = 0] = walk.fresh(1);
          walk.go({ call: 'accept4', fd: listener, flags: S.SOCK_NONBLOCK, as: [fd] });
          look(walk, fd);
        },
      ])();
    for (const _ of clients) {
      const [fd = 0] = walk.fresh(1);
      walk.go({ call: 'accept4', fd: listener, flags: S.SOCK_NONBLOCK, as: [fd] });
      look(walk, fd);
    }
  },
};
