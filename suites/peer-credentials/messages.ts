/** SCM_CREDENTIALS: credentials that travel with messages. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import { gidSeenBy, uidSeenBy } from '../../harness/law/namespace.ts';
import type { Control } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as Fd from '../descriptor-moves.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import * as M from '../moves.ts';
import { CONNECTING, TRANSFER } from '../weights.ts';
import { passCredentials, passEither } from './passing.ts';
import { whoIsThere } from './peers.ts';

const needs = [needsFeature('unix-stream')];
const passMove: M.Move = (walk) => passEither(walk, M.target(walk, walk.sockets()));

/** Credentials to claim: one's own, near ones, and ones of nobody. */
function claimed(walk: Walk): Control {
  const { choose, me, home } = walk;
  const { cred } = me;
  const { world } = walk.state;
  const uids = [cred.ruid, cred.euid, cred.suid].map((id) => uidSeenBy(id, me, world));
  const gids = [cred.rgid, cred.egid, cred.sgid].map((id) => gidSeenBy(id, me, world));
  const uid = choose.one([...uids, ...home.uids, 4_294_967_295]);
  const gid = choose.one([...gids, ...home.gids, ...(choose.oneIn(4) ? [4_294_967_295] : [])]);
  const pid = choose.oneIn(4)
    ? choose.one([0, -1, 1, 5_000_000])
    : { actor: choose.int(0, walk.state.processes.length - 1) };
  return { kind: 'creds', pid, uid, gid };
}

export function sendClaim(walk: Walk, fd: number): void {
  const { choose } = walk;
  const control: Control[] = choose.oneIn(4) ? [] : [claimed(walk)];
  if (choose.oneIn(5)) control.push(claimed(walk));
  const rights: Control = choose.oneIn(3) ? { kind: 'rights', slots: [] } : M.rightsToSend(walk, 2);
  if (choose.oneIn(4)) control.splice(choose.int(0, control.length), 0, rights);
  walk.go({
    call: 'sendmsg',
    fd,
    size: choose.int(1, 8),
    tag: walk.tag(),
    flags: S.MSG_DONTWAIT | S.MSG_NOSIGNAL,
    control,
  });
}

export const messageCredentials: Property = {
  id: 'peercred.recvmsg.credentials-with-messages',
  claim:
    'with SO_PASSCRED each message tells the pid and real ids of its sender; without it, none does; bytes of different senders stay apart',
  clauses: ['K16', 'K17', 'K18', 'K19', 'K20', 'K21', 'K27', 'K28', 'K29', 'K30'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const [a, b] = M.newPair(walk);
    for (let i = choose.int(2, 12); i > 0; i--) {
      if (choose.oneIn(3)) passCredentials(walk, choose.oneIn(3) ? a : b);
      if (choose.oneIn(3)) becomeSomebody(walk);
      if (choose.oneIn(2))
        walk.go({
          call: 'send',
          fd: a,
          size: choose.int(0, 6),
          tag: walk.tag(),
          flags: S.MSG_DONTWAIT,
        });
      else M.recvmsgMove(walk);
      if (choose.oneIn(12)) M.closeMove(walk);
    }
    // The end of a stream may be the receiver's own doing.
    if (choose.oneIn(4))
      walk.go({ call: 'shutdown', fd: b, how: choose.one([S.SHUT_RD, S.SHUT_RDWR]) });
    for (let i = 3; i > 0; i--)
      walk.go({ call: 'recvmsg', fd: b, size: 20, flags: S.MSG_DONTWAIT, room: 64, as: [] });
    becomeBase(walk);
  },
};

export const explicitCredentials: Property = {
  id: 'peercred.sendmsg.only-true-credentials',
  claim:
    'a sender may claim its own pid and ids; others only with the capability for each; nobody an id or pid that does not exist',
  clauses: ['K22', 'K23', 'K24', 'K25', 'K26', 'K36'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const [a, b] = M.newPair(walk);
    walk.go({ call: 'setsockopt', fd: b, option: 'SO_PASSCRED', value: 1 });
    for (let i = choose.int(1, 6); i > 0; i--) {
      if (choose.oneIn(2)) becomeSomebody(walk);
      sendClaim(walk, a);
      if (choose.oneIn(2)) M.recvmsgMove(walk);
    }
    M.recvmsgMove(walk);
    becomeBase(walk);
  },
};

export const passingNames: Property = {
  id: 'peercred.setsockopt.passing-gives-a-name',
  claim:
    'with SO_PASSCRED or SO_PASSPIDFD a nameless socket gets a name when it connects or sends a record, and a stream that sends gets none',
  clauses: ['K32', 'K16'],
  requires: [...needs, needsOwn('network'), needsOwn('files')],
  runs: 200,
  aim: (walk) => {
    const { choose } = walk;
    const type = M.anyType(walk);
    const listener = M.newListener(walk, type);
    const [paired] = M.newPair(walk, type);
    const client = M.newSocket(walk, type);
    for (let i = choose.int(2, 5); i > 0; i--) {
      const fd = choose.one([client, paired]);
      if (choose.oneIn(2)) passEither(walk, fd);
      if (fd === client) {
        const address = M.nameOf(walk, listener);
        if (address !== undefined) walk.go({ call: 'connect', fd, address });
      } else walk.go({ call: 'send', fd, size: 1, tag: walk.tag(), flags: S.MSG_DONTWAIT });
      walk.go({ call: 'getsockname', fd, room: 128 });
    }
  },
};

export const walkOfCredentials: Property = {
  id: 'peercred.walk.any-order-of-calls',
  claim: 'in any order of calls, by anybody, each credential is one that the law allows',
  clauses: ['K05', 'K06', 'K17', 'K22'],
  requires: [...needs, needsOwn('network'), needsOwn('files')],
  runs: 1000,
  aim: (walk) => {
    M.newListener(walk);
    walk.wander(
      [
        ...CONNECTING,
        ...TRANSFER,
        [3, becomeSomebody],
        [3, passMove],
        [4, (w) => sendClaim(w, M.target(w, M.connected(w)))],
        [4, M.recvmsgMove],
        [3, (w) => whoIsThere(w, M.target(w, w.sockets()))],
        [1, Fd.nameMove],
      ],
      walk.choose.int(5, 28),
    );
    becomeBase(walk);
  },
};
