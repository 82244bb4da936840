/** Making sockets: kinds, flags, and what never changes about them. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import { type Slot, SOCKET_OPTIONS, type SocketOption } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as Fd from '../descriptor-moves.ts';
import * as M from '../moves.ts';

const needs = [needsFeature('unix-stream')];
const DOMAINS = [S.AF_UNIX, S.AF_UNIX, S.AF_UNIX, S.AF_INET, 99, -1, 46];
const TYPES = [
  S.SOCK_STREAM,
  S.SOCK_DGRAM,
  S.SOCK_SEQPACKET,
  S.SOCK_RAW,
  S.SOCK_RDM,
  6,
  10,
  11,
  15,
  0x100 | S.SOCK_STREAM,
];

/** A duplicate has the status flags, and a close-on-exec flag of its own. */
function flagsOfDuplicate(walk: Walk, fd: Slot): void {
  const twin = walk.slot();
  walk.go({ call: 'dup', fd, as: [twin] });
  for (const command of ['GETFD', 'GETFL'] as const)
    walk.go({ call: 'fcntl', fd: twin, command, argument: 0 });
}

export const creation: Property = {
  id: 'stream.socket.kinds-and-flags',
  claim: 'socket makes exactly the kinds that exist, with exactly the flags that were asked for',
  clauses: ['C01', 'C02', 'C03', 'C04', 'C05', 'C06', 'C09'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    for (let i = choose.int(1, 6); i > 0; i--) {
      const fd = walk.slot();
      const type = choose.one(TYPES) | M.newFlags(walk);
      const domain = choose.one(DOMAINS);
      walk.go({ call: 'socket', domain, type, protocol: choose.one([0, 0, 0, 1, 2, 6]), as: [fd] });
      for (const option of ['SO_TYPE', 'SO_DOMAIN', 'SO_PROTOCOL'] as const)
        walk.go({ call: 'getsockopt', fd, option, room: choose.oneIn(9) ? choose.int(0, 9) : 4 });
      for (const command of ['GETFD', 'GETFL'] as const)
        walk.go({ call: 'fcntl', fd, command, argument: 0 });
      if (choose.oneIn(4)) flagsOfDuplicate(walk, fd);
      if (choose.oneIn(3)) walk.go({ call: 'close', fd });
    }
  },
};

/** A name is no use to an end of a pair but to be told: nobody else gets through. */
function nameAnEnd(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const address = choose.oneIn(3) ? M.pathName(walk) : M.abstractName(walk);
  walk.go({ call: 'bind', fd, address });
  if (choose.oneIn(4)) walk.go({ call: 'listen', fd, backlog: 1 });
  if (choose.oneIn(4)) walk.go({ call: 'connect', fd: M.newSocket(walk), address });
}

export const pairs: Property = {
  id: 'stream.socketpair.two-connected-unnamed-ends',
  claim:
    'socketpair makes two connected ends without names, to which names may be bound, and each reads what the other wrote',
  clauses: ['C08', 'C09', 'C04', 'C06', 'B22', 'B26', 'S33'],
  requires: [...needs, needsOwn('network'), needsOwn('files')],
  aim: (walk) => {
    const { choose } = walk;
    const [a, b] = [walk.slot(), walk.slot()];
    const domain = choose.oneIn(6) ? choose.one([S.AF_INET, 99, -1]) : S.AF_UNIX;
    const usual = [S.SOCK_STREAM, S.SOCK_SEQPACKET, S.SOCK_DGRAM];
    const type = choose.one(choose.oneIn(4) ? TYPES : usual) | M.newFlags(walk);
    walk.go({
      call: 'socketpair',
      domain,
      type,
      protocol: choose.oneIn(4) ? choose.int(-1, 2) : 0,
      as: [a, b],
    });
    if (choose.oneIn(3)) nameAnEnd(walk, choose.one([a, b]));
    for (const fd of [a, b]) {
      walk.go({ call: 'getsockname', fd, room: 128 });
      walk.go({ call: 'getpeername', fd, room: 128 });
      walk.go({ call: 'fcntl', fd, command: 'GETFD', argument: 0 });
      walk.go({ call: 'fcntl', fd, command: 'GETFL', argument: 0 });
    }
    walk.wander(
      [
        [3, M.sendMove],
        [3, M.recvMove],
        [1, Fd.dupMove],
        [1, M.closeMove],
      ],
      choose.int(2, 12),
    );
  },
};

/** Of values that are no int. */
const ROOM: Partial<Record<SocketOption, number>> = {
  SO_PEERCRED: 12,
  SO_RCVTIMEO: 16,
  SO_SNDTIMEO: 16,
  SO_LINGER: 8,
};

/** Of what is told in more than an int, or as a descriptor. */
const NO_INT: readonly SocketOption[] = ['SO_PEERGROUPS', 'SO_PEERPIDFD', 'SO_PEERSEC'];

/** Room for an option; for an int now and then less, none, or more. */
export function roomFor({ choose }: Walk, option: SocketOption): number {
  const usual = ROOM[option] ?? 4;
  if (usual !== 4 || NO_INT.includes(option) || !choose.oneIn(3)) return usual;
  return choose.one([-1, 0, 1, 3, 5, 8, 20]);
}

export const readOnlyOptions: Property = {
  id: 'stream.setsockopt.read-only-options-stay',
  claim:
    'options that describe a socket cannot be set, nor any by a part of its value, and those above the socket level do not exist for AF_UNIX',
  clauses: ['C12', 'C13', 'C37', 'C18', 'C05', 'K16', 'C16'],
  requires: [...needs, needsOwn('network'), needsOwn('files')],
  aim: (walk) => {
    const { choose } = walk;
    if (choose.oneIn(2)) M.newPair(walk);
    else M.newListener(walk);
    if (choose.oneIn(4)) walk.go({ call: 'memfd_create', flags: 0, as: [walk.slot()] });
    for (let i = choose.int(1, 10); i > 0; i--) {
      const fd = M.target(walk, walk.sockets());
      const option = choose.one(SOCKET_OPTIONS);
      const length = { length: choose.one([0, 1, 2, 3, 4, 5, 8, 15, 16, 20]) };
      if (choose.oneIn(2))
        walk.go({
          ...{ call: 'setsockopt', fd, option, value: choose.int(0, 2) },
          ...(choose.oneIn(3) && length),
        });
      walk.go({ call: 'getsockopt', fd, option, room: roomFor(walk, option) });
    }
  },
};
