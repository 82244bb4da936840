/** SO_INQ: a stream tells with each message what is unread. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as M from '../moves.ts';
import { passEither } from '../peer-credentials/passing.ts';

function setInq(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const value = choose.oneIn(8) ? choose.one([0, 2, -1]) : 1;
  const length = choose.oneIn(12) && { length: choose.one([0, 3, 4, 5, 16]) };
  walk.go({ call: 'setsockopt', fd, option: 'SO_INQ', value, ...length });
  if (choose.oneIn(8)) walk.go({ call: 'getsockopt', fd, option: 'SO_INQ', room: 4 });
}

/** Room for each prefix of what may come, and a little less. */
const rooms = ({ choose }: Walk): number =>
  choose.oneIn(3) ? choose.int(0, 110) : choose.one([0, 16, 20, 24, 40, 48, 64, 80, 200]);

function receive(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const room = rooms(walk);
  const most = Math.max(
    0,
    ...(walk.socketAt(fd)?.queue ?? []).map((one) => one.files?.length ?? 0),
  );
  const as = walk.fresh(Math.min(most, Math.max(0, Math.floor((room - 16) / 4))));
  const flags = S.MSG_DONTWAIT | (choose.oneIn(4) ? S.MSG_PEEK : 0);
  walk.go({ call: 'recvmsg', fd, size: choose.size(60), flags, room, as });
}

export const toldUnread: Property = {
  id: 'stream.recvmsg.tells-what-is-unread',
  claim:
    'with SO_INQ a stream tells behind all else how many bytes are left, as far as there is room; other sockets have no such option',
  clauses: ['X11', 'X09', 'K31'],
  requires: [needsFeature('unix-stream'), needsFeature('so-inq')],
  aim: (walk) => {
    const { choose } = walk;
    const [fd, peer] = M.newPair(walk, choose.oneIn(8) ? M.anyType(walk) : S.SOCK_STREAM);
    setInq(walk, fd);
    if (choose.oneIn(4)) passEither(walk, fd);
    for (let i = choose.int(2, 10); i > 0; i--) {
      const sending = { size: choose.size(60), tag: walk.tag(), flags: S.MSG_DONTWAIT };
      switch (choose.int(0, 9)) {
        case 0:
          setInq(walk, fd);
          break;
        case 1:
          if (choose.oneIn(3)) walk.go({ call: 'close', fd: peer });
          break;
        case 2:
          walk.go({ call: 'ioctl', fd, request: 'SIOCINQ' });
          break;
        case 3: {
          const control = [{ kind: 'rights', slots: choose.some([fd, peer]) }] as const;
          walk.go({ call: 'sendmsg', fd: peer, ...sending, control });
          break;
        }
        case 4:
        case 5:
        case 6:
          walk.go({ call: 'send', fd: peer, ...sending });
          break;
        default:
          receive(walk, fd);
      }
    }
  },
};
