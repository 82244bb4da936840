/** Names as both ends tell them, whatever became of the pathnames since. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Address, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as M from '../moves.ts';

const SUN_PATH = 108;

/** A pathname, at times the longest one; or an abstract name. */
function someName(walk: Walk): Address {
  const { choose } = walk;
  if (choose.oneIn(3)) return { kind: 'abstract', name: `${walk.salt()}${choose.int(0, 9)}` };
  if (!choose.oneIn(4)) return { kind: 'path', path: `n${choose.int(0, 5)}` };
  const path = `${choose.int(0, 9)}${'n'.repeat(SUN_PATH - 1)}`;
  return { kind: 'bytes', hex: `0100${Buffer.from(path).toString('hex')}` };
}

const pathOf = (walk: Walk, fd: Slot): string | undefined => {
  const name = walk.socketAt(fd)?.name;
  return name?.kind === 'path' ? name.path : undefined;
};

/** The name of a socket's file goes, or becomes another. */
function lose(walk: Walk, fd: Slot): void {
  const path = pathOf(walk, fd);
  if (path === undefined) return;
  if (walk.choose.oneIn(2)) walk.go({ call: 'unlink', path });
  else walk.go({ call: 'rename', from: path, to: `m${walk.choose.int(0, 3)}` });
}

function ask(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const room = choose.oneIn(4) ? choose.one([-1, 0, 2, 3, choose.int(0, 112)]) : 128;
  walk.go({ call: choose.one(['getsockname', 'getpeername'] as const), fd, room });
}

/** One message, whose receiver is told who sent it. */
function tell(walk: Walk, from: Slot, to: Slot): void {
  walk.go({ call: 'send', fd: from, size: 3, tag: walk.tag(), flags: S.MSG_DONTWAIT });
  walk.go({ call: 'recvfrom', fd: to, size: 8, flags: S.MSG_DONTWAIT, ...M.space(walk) });
}

export const toldByBoth: Property = {
  id: 'stream.names.told-by-both-ends',
  claim:
    'what a socket was bound to is its name for good, and the name that its peer, and whoever receives from it, is told: also when it is bound late, or its file is gone',
  clauses: ['S22', 'B09', 'B21', 'B25', 'B26', 'G16', 'I14'],
  requires: [needsFeature('unix-stream'), needsOwn('network'), needsOwn('files')],
  aim: (walk) => {
    const { choose } = walk;
    const type = choose.one([S.SOCK_STREAM, S.SOCK_SEQPACKET, S.SOCK_DGRAM]);
    const server = M.newSocket(walk, type);
    const client = M.newSocket(walk, type);
    walk.go({ call: 'bind', fd: server, address: someName(walk) });
    if (choose.oneIn(2)) walk.go({ call: 'bind', fd: client, address: someName(walk) });
    const address = M.nameOf(walk, server);
    if (address === undefined) return;
    const [accepted = 0] = walk.fresh(1);
    if (type !== S.SOCK_DGRAM) walk.go({ call: 'listen', fd: server, backlog: 2 });
    walk.go({ call: 'connect', fd: client, address });
    if (type !== S.SOCK_DGRAM)
      walk.go({ call: 'accept4', fd: server, flags: 0, as: [accepted], ...M.space(walk) });
    const other = type === S.SOCK_DGRAM ? server : accepted;
    const all = [server, client, other];
    for (let i = choose.int(2, 8); i > 0; i--)
      choose.one([
        () => ask(walk, choose.one(all)),
        () => ask(walk, choose.one(all)),
        () => lose(walk, choose.one(all)),
        () => tell(walk, client, other),
        () => tell(walk, other, client),
        () => walk.go({ call: 'bind', fd: client, address: someName(walk) }),
        () => choose.oneIn(3) && walk.go({ call: 'close', fd: choose.one(all) }),
      ])();
    for (const fd of all) ask(walk, fd);
  },
};
