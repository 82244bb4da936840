/** Files that have names: whoever receives a descriptor of one has that, and no more than that. */

import * as S from '../../harness/abi/socket.ts';
import type { OpenFlag, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import * as M from '../moves.ts';
import { needsNames, newFile, receiveRights, sendRights } from './channel.ts';

/** Whether it reads and writes, what it is, and what only O_PATH does not. */
function use(walk: Walk, fd: Slot, sent: Slot): void {
  const { choose } = walk;
  walk.go({ call: 'kcmp', fd, other: sent });
  walk.go({ call: 'fcntl', fd, command: choose.one(['GETFL', 'GETFL', 'GETFD']), argument: 0 });
  switch (choose.int(0, 3)) {
    case 0:
      return void walk.go({ call: 'read', fd, size: 1 });
    case 1:
      return void walk.go({ call: 'write', fd, size: 1, tag: walk.tag() });
    case 2:
      return void walk.go({
        call: 'fcntl',
        fd,
        command: 'SETFL',
        argument: choose.one([0, 0o4000]),
      });
    default:
      return void walk.go({ call: 'fstat', fd });
  }
}

/** An O_PATH descriptor of a socket inode, and the listener there. */
function newWay(walk: Walk): Slot {
  const file = walk.slot();
  const path = `w${file}`;
  M.newListener(walk, S.SOCK_STREAM, { kind: 'path', path });
  const flags: readonly OpenFlag[] = ['PATH'];
  walk.go({ call: 'open', path, flags, mode: 0, as: [file] });
  return file;
}

export const filesByName: Property = {
  id: 'rights.recvmsg.files-by-name',
  claim:
    'files and directories of the file system pass as others do, whoever receives them; an O_PATH descriptor stays one: it neither reads nor writes, and leads to what it did',
  clauses: ['R04', 'R01', 'R03', 'I08', 'C15'],
  requires: needsNames,
  aim: (walk) => {
    const { choose } = walk;
    const [a, b] = M.newPair(walk);
    const way = newWay(walk);
    const things = [way, ...newFile(walk), ...newFile(walk)];
    const sent = Array.from({ length: choose.int(1, 4) }, () => choose.one(things));
    sendRights(walk, a, sent);
    if (choose.oneIn(4)) walk.go({ call: 'unlink', path: `t${choose.one(things)}` });
    const another = choose.oneIn(3);
    if (another) becomeSomebody(walk);
    const received = receiveRights(walk, b, undefined, choose.oneIn(3) ? S.MSG_PEEK : 0);
    if (another) becomeBase(walk);
    const isLost = choose.oneIn(3);
    if (isLost) for (const fd of things) walk.go({ call: 'close', fd });
    for (const [i, fd] of received.entries()) use(walk, fd, isLost ? fd : (sent[i] ?? fd));
    const led = received.find((_, i) => sent[i] === way);
    if (led === undefined) return;
    const client = M.newSocket(walk, S.SOCK_STREAM);
    walk.go({ call: 'connect', fd: client, address: { kind: 'proc', slot: led } });
  },
};
