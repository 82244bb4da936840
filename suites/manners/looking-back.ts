/** At the end what is still open is looked at once more: what was kept wrong, or not at all, shows then. */

import * as S from '../../harness/abi/socket.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Socket } from '../../harness/law/state.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { look } from './looking.ts';

/** Room for credentials and for some descriptors. */
const ROOM = 96;

/** What waits to be read: how much, or what with. */
function askQueue(walk: Walk, fd: Slot, { queue }: Socket): void {
  const { choose } = walk;
  const asked = { fd, size: choose.one([1, 8, 64, 4096]), flags: S.MSG_DONTWAIT };
  switch (choose.int(0, 3)) {
    case 0:
      return void walk.go({ call: 'ioctl', fd, request: 'SIOCINQ' });
    case 1:
      return void walk.go({ call: 'recvfrom', ...asked });
    case 2:
      return void walk.go({ call: 'recv', ...asked, flags: S.MSG_DONTWAIT | S.MSG_PEEK });
    default: {
      const most = queue.reduce((max, { files }) => Math.max(max, files?.length ?? 0), 0);
      const as = walk.fresh(Math.min(most, (ROOM - 16) / 4));
      walk.go({ call: 'recvmsg', ...asked, room: ROOM, as });
    }
  }
}

/** Who is at the other end, and whether it is there still. */
function askPeer(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const flags = S.MSG_DONTWAIT | S.MSG_NOSIGNAL;
  switch (choose.int(0, 3)) {
    case 0:
      return void walk.go({ call: 'getsockopt', fd, option: 'SO_PEERCRED', room: 12 });
    case 1:
      return void walk.go({ call: 'send', fd, size: 1, tag: walk.tag(), flags });
    default:
      walk.go({ call: choose.oneIn(3) ? 'getsockname' : 'getpeername', fd, room: 128 });
  }
}

/** Who has come, and by what name. */
function askListener(walk: Walk, fd: Slot): void {
  const accepted = walk.slot();
  const asked = { call: 'accept4', fd, flags: S.SOCK_NONBLOCK, as: [accepted] } as const;
  if (walk.go(asked) === '') walk.go({ call: 'getpeername', fd: accepted, room: 128 });
}

function ask(walk: Walk, fd: Slot): void {
  const socket = walk.socketAt(fd);
  if (socket?.domain !== S.AF_UNIX || walk.choose.oneIn(3)) walk.go(look(walk, fd));
  else if (socket.phase === 'listening') askListener(walk, fd);
  else if (socket.queue.length > 0) askQueue(walk, fd, socket);
  else askPeer(walk, fd);
}

/** By whoever has it. */
export function lookBack(walk: Walk): void {
  const { choose } = walk;
  const last = walk.state.processes.length - 1;
  for (let i = choose.int(3, 8); i > 0; i--)
    walk.as(choose.int(0, last), () => {
      const open = walk.open();
      if (open.length > 0) ask(walk, choose.one(open));
    });
}
