/** What a socket is, asked of sockets that came to be in another way than by socket(2): pairs, and those that accept makes. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as M from '../moves.ts';
import { roomFor } from './creation.ts';

const needs = [
  ...[needsFeature('unix-stream'), needsFeature('unix-dgram')],
  ...[needsOwn('network'), needsOwn('files')],
];
const KIND = ['SO_TYPE', 'SO_DOMAIN', 'SO_PROTOCOL'] as const;
const TYPES = [S.SOCK_RAW, S.SOCK_RAW, S.SOCK_STREAM, S.SOCK_DGRAM, S.SOCK_SEQPACKET] as const;

function askKind(walk: Walk, fd: Slot): void {
  for (const option of KIND)
    walk.go({ call: 'getsockopt', fd, option, room: roomFor(walk, option) });
}

function askWhetherListening(walk: Walk, fds: readonly Slot[]): void {
  for (const fd of fds)
    if (!walk.choose.oneIn(4))
      walk.go({ call: 'getsockopt', fd, option: 'SO_ACCEPTCONN', room: 4 });
}

/** A listener, whoever connected to it, and whom it accepts. */
function connect(walk: Walk, listener: Slot): readonly Slot[] {
  const socket = walk.socketAt(listener);
  const address = M.nameOf(walk, listener);
  if (socket === undefined || address === undefined) return [];
  const client = M.newSocket(walk, socket.type);
  walk.go({ call: 'connect', fd: client, address });
  const accepted = walk.slot();
  walk.go({ call: 'accept4', fd: listener, flags: 0, as: [accepted] });
  return [client, accepted].filter((fd) => walk.socketAt(fd) !== undefined);
}

export const kindsOfBothEnds: Property = {
  id: 'stream.getsockopt.kinds-of-both-ends',
  claim:
    'both ends of a pair are of one kind, which for SOCK_RAW is SOCK_DGRAM, and an accepted socket is of the kind of its listener',
  clauses: ['C05', 'C02', 'C08', 'S19'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    if (choose.oneIn(3)) {
      const listener = M.newListener(walk, M.connectionType(walk));
      for (const fd of [listener, ...connect(walk, listener)]) askKind(walk, fd);
      return;
    }
    const [a = 0, b = 0] = walk.fresh(2);
    const type = choose.one(TYPES) | M.newFlags(walk);
    walk.go({
      call: 'socketpair',
      domain: S.AF_UNIX,
      type,
      protocol: choose.int(0, 1),
      as: [a, b],
    });
    for (const fd of [a, b]) askKind(walk, fd);
    const [size, flags] = [choose.int(1, 9), S.MSG_DONTWAIT];
    walk.go({ call: 'send', fd: a, size, tag: walk.tag(), flags });
    walk.go({ call: 'recv', fd: b, size: choose.int(1, 9), flags: flags | S.MSG_TRUNC });
  },
};

export const whoListens: Property = {
  id: 'stream.getsockopt.who-listens',
  claim:
    'SO_ACCEPTCONN is set of a listener by whatever descriptor, and neither where listen failed nor of whom it accepts',
  clauses: ['S04', 'S05', 'S06', 'S19'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const type = choose.oneIn(5) ? S.SOCK_DGRAM : M.connectionType(walk);
    const fd = M.newSocket(walk, type);
    const twin = walk.slot();
    const isEarly = choose.oneIn(2);
    if (isEarly) walk.go({ call: 'dup', fd, as: [twin] });
    // Without a name, or of a kind that has no connections, it fails.
    if (!choose.oneIn(3)) walk.go({ call: 'bind', fd, address: M.unixName(walk) });
    walk.go({ call: 'listen', fd, backlog: choose.int(0, 2) });
    if (!isEarly) walk.go({ call: 'dup', fd, as: [twin] });
    askWhetherListening(walk, [fd, twin]);
    const connected = connect(walk, fd);
    askWhetherListening(walk, connected);
    for (const one of connected) {
      if (choose.oneIn(2)) walk.go({ call: 'listen', fd: one, backlog: 1 });
      askWhetherListening(walk, [one]);
    }
    if (choose.oneIn(3)) walk.go({ call: 'shutdown', fd, how: choose.int(0, 2) });
    if (choose.oneIn(3)) walk.go({ call: 'close', fd });
    askWhetherListening(walk, [twin]);
  },
};
