/** Labels of security modules, where there are none: nothing is told, and nothing comes. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as M from '../moves.ts';

function passLabels(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  walk.go({ call: 'setsockopt', fd, option: 'SO_PASSSEC', value: choose.oneIn(4) ? 0 : 1 });
  if (choose.oneIn(3)) walk.go({ call: 'getsockopt', fd, option: 'SO_PASSSEC', room: 4 });
}

export const noLabels: Property = {
  id: 'peercred.recvmsg.no-labels-of-nobody',
  claim:
    'without a module that gives labels SO_PEERSEC does not exist, and SO_PASSSEC brings nothing',
  clauses: ['K15', 'K35'],
  requires: [needsFeature('so-passsec'), needsOwn('network'), needsOwn('files')],
  aim: (walk) => {
    const { choose } = walk;
    let [fd, peer] = M.newPair(walk);
    if (choose.oneIn(3)) {
      const [type, address] = [M.connectionType(walk), M.unixName(walk)];
      const listener = M.newListener(walk, type, address);
      passLabels(walk, listener);
      peer = M.newSocket(walk, type);
      walk.go({ call: 'connect', fd: peer, address });
      fd = walk.slot();
      walk.go({ call: 'accept4', fd: listener, flags: S.SOCK_NONBLOCK, as: [fd] });
      walk.go({ call: 'getsockopt', fd, option: 'SO_PASSSEC', room: 4 });
    } else passLabels(walk, fd);
    for (let i = choose.int(1, 6); i > 0; i--) {
      const room = choose.one([0, 0, 4, 16, 64]);
      const flags = S.MSG_DONTWAIT;
      if (choose.oneIn(3))
        walk.go({ call: 'getsockopt', fd, option: 'SO_PEERSEC', room: choose.one([0, 4, 64]) });
      if (choose.oneIn(6)) passLabels(walk, fd);
      if (choose.oneIn(8)) walk.go({ call: 'shutdown', fd: peer, how: S.SHUT_WR });
      if (choose.oneIn(2))
        walk.go({ call: 'send', fd: peer, size: choose.size(20), tag: walk.tag(), flags });
      walk.go({ call: 'recvmsg', fd, size: choose.size(20), flags, room, as: [] });
    }
  },
};
