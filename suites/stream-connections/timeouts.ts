/** A receive or an accept with SO_RCVTIMEO ends by itself: not before its time, and whatever descriptor set that. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { TimeOption } from '../../harness/law/timeout.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as M from '../moves.ts';

const needs = [needsFeature('unix-stream'), needsFeature('unix-dgram')];

/** In milliseconds: whole ticks of any clock, and so short that some may be waited for. */
const TIMES = [20, 20, 20, 40] as const;
const BOTH = ['SO_RCVTIMEO', 'SO_SNDTIMEO'] as const satisfies readonly TimeOption[];

function limitTo(
  walk: Walk,
  fd: Slot,
  value: number = walk.choose.one(TIMES),
  option: TimeOption = 'SO_RCVTIMEO',
): void {
  walk.go({ call: 'setsockopt', fd, option, value });
}

function tellTimeout(walk: Walk, fd: Slot, option: TimeOption = 'SO_RCVTIMEO'): void {
  walk.go({ call: 'getsockopt', fd, option, room: walk.choose.one([16, 16, 40, 8]) });
}

function twinOf(walk: Walk, fd: Slot): Slot {
  const twin = walk.slot();
  walk.go({ call: 'dup', fd, as: [twin] });
  return twin;
}

/** A receive that may wait. */
function receive(walk: Walk, fd: Slot, flags: number, maySleep: boolean): void {
  const { choose } = walk;
  const size = choose.int(1, 40);
  const asked = { fd, size, flags };
  switch (choose.int(0, flags === 0 ? 4 : 3)) {
    case 0:
      return void walk.go({ call: 'recvfrom', ...asked }, maySleep);
    case 1:
      return void walk.go({ call: 'recvmsg', ...asked, room: 64, as: [] }, maySleep);
    case 4:
      return void walk.go({ call: 'read', fd, size }, maySleep);
    default:
      return void walk.go({ call: 'recv', ...asked }, maySleep);
  }
}

export const receiveTimesOut: Property = {
  id: 'stream.recv.ends-when-its-time-is-over',
  claim:
    'with SO_RCVTIMEO a receive that finds nothing is EAGAIN after that time, one that waits for all gives what came, and what is there comes at once',
  clauses: ['S46', 'S47', 'S34', 'S45'],
  requires: needs,
  sleeps: true,
  runs: 60,
  aim: (walk) => {
    const { choose } = walk;
    const type = choose.one([S.SOCK_STREAM, S.SOCK_STREAM, S.SOCK_SEQPACKET, S.SOCK_DGRAM]);
    const [fd = 0, peer = 0] = walk.fresh(2);
    walk.go({ call: 'socketpair', domain: S.AF_UNIX, type, protocol: 0, as: [fd, peer] });
    if (!choose.oneIn(3)) limitTo(walk, fd);
    const twin = choose.oneIn(2) ? twinOf(walk, fd) : fd;
    if (twin === fd || choose.oneIn(2)) limitTo(walk, choose.one([fd, twin]));
    if (choose.oneIn(2)) tellTimeout(walk, choose.one([fd, twin, peer]));
    const all = type === S.SOCK_STREAM && choose.oneIn(3) ? S.MSG_WAITALL : 0;
    for (let i = choose.int(all === 0 ? 0 : 1, 2); i > 0; i--) {
      walk.go({ call: 'send', fd: peer, size: choose.int(1, 9), tag: walk.tag(), flags: 0 });
      if (all === 0) receive(walk, choose.one([fd, twin]), 0, false);
    }
    if (all === 0 && choose.oneIn(2))
      walk.go({ call: 'recv', fd, size: 9999, flags: S.MSG_DONTWAIT });
    if (choose.oneIn(5)) walk.go({ call: 'shutdown', fd: peer, how: choose.int(0, 2) });
    receive(walk, choose.one([fd, twin]), all, true);
    if (!choose.oneIn(3)) return;
    limitTo(walk, fd, 0);
    tellTimeout(walk, twin);
  },
};

export const strangeTimes: Property = {
  id: 'stream.setsockopt.strange-times',
  claim:
    'a time that is none is EDOM, one of negative seconds waits for nothing, and half a time changes nothing',
  clauses: ['X13', 'C18', 'S47', 'S50'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const type = choose.one([S.SOCK_STREAM, S.SOCK_SEQPACKET, S.SOCK_DGRAM]);
    const [fd = 0, peer = 0] = walk.fresh(2);
    walk.go({ call: 'socketpair', domain: S.AF_UNIX, type, protocol: 0, as: [fd, peer] });
    if (choose.oneIn(2)) walk.go({ call: 'send', fd: peer, size: 1, tag: walk.tag(), flags: 0 });
    for (let i = choose.int(1, 4); i > 0; i--) {
      const value = choose.one([-1000, -1000, -1, -500, 0, 20]);
      const option = choose.one(BOTH);
      const asked = { fd, option, value } as const;
      const length = choose.one([0, 4, 8, 15, 16, 17]);
      const micros = choose.one([
        1_000_000,
        999_999,
        1,
        -1,
        20_000,
        1_000_000 - (value % 1000) * 1000,
      ]);
      const rest = choose.oneIn(3) ? { length: 16, micros } : choose.oneIn(3) && { length };
      walk.go({ call: 'setsockopt', ...asked, ...rest });
      if (choose.oneIn(2)) tellTimeout(walk, fd, choose.oneIn(4) ? choose.one(BOTH) : option);
      if (choose.oneIn(2)) receive(walk, fd, 0, false);
    }
  },
};

export const twoTimes: Property = {
  id: 'stream.setsockopt.a-time-for-each-direction',
  claim:
    'SO_SNDTIMEO and SO_RCVTIMEO are two values, each the same by every duplicate, and neither is of an accepted socket or of the peer',
  clauses: ['S50', 'S47', 'C18', 'C05'],
  requires: [...needs, needsOwn('network'), needsOwn('files')],
  aim: (walk) => {
    const { choose } = walk;
    const sockets = choose.oneIn(2)
      ? [...M.newPair(walk, M.connectionType(walk))]
      : accepting(walk);
    for (let i = choose.int(2, 6); i > 0; i--) {
      const fd = choose.one(sockets);
      const value = choose.one([...TIMES, 0, 500, 1000]);
      if (choose.oneIn(4)) sockets.push(twinOf(walk, fd));
      if (choose.oneIn(2)) limitTo(walk, fd, value, choose.one(BOTH));
      tellTimeout(walk, choose.oneIn(2) ? fd : choose.one(sockets), choose.one(BOTH));
    }
  },
};

/** A listener with times, one that it accepts, and whom. */
function accepting(walk: Walk): Slot[] {
  const [type, address] = [M.connectionType(walk), M.unixName(walk)];
  const [listener, client] = [M.newSocket(walk, type), M.newSocket(walk, type)];
  walk.go({ call: 'bind', fd: listener, address });
  walk.go({ call: 'listen', fd: listener, backlog: 1 });
  for (const fd of [listener, client]) limitTo(walk, fd, 40, walk.choose.one(BOTH));
  walk.go({ call: 'connect', fd: client, address });
  const accepted = walk.slot();
  walk.go({ call: 'accept4', fd: listener, flags: 0, as: [accepted] });
  for (const option of BOTH) tellTimeout(walk, accepted, option);
  return [listener, client, accepted].filter((fd) => walk.socketAt(fd) !== undefined);
}

export const acceptTimesOut: Property = {
  id: 'stream.accept.ends-when-its-time-is-over',
  claim:
    'with SO_RCVTIMEO an accept to which nobody comes is EAGAIN after that time; whom it accepts has no timeout of the kind',
  clauses: ['S46', 'S47', 'S19'],
  requires: [...needs, needsOwn('network'), needsOwn('files')],
  sleeps: true,
  runs: 40,
  aim: (walk) => {
    const { choose } = walk;
    const [type, address] = [M.connectionType(walk), M.unixName(walk)];
    const [listener, client] = walk.fresh(2) as [Slot, Slot];
    for (const one of [listener, client])
      walk.go({ call: 'socket', domain: S.AF_UNIX, type, protocol: 0, as: [one] });
    walk.go({ call: 'bind', fd: listener, address });
    walk.go({ call: 'listen', fd: listener, backlog: 1 });
    limitTo(walk, choose.oneIn(3) ? twinOf(walk, listener) : listener);
    if (choose.oneIn(2)) limitTo(walk, client);
    if (choose.oneIn(2)) walk.go({ call: 'connect', fd: client, address });
    const accepted = walk.slot();
    walk.go({ call: 'accept4', fd: listener, flags: 0, as: [accepted] }, true);
    if (walk.socketAt(accepted) !== undefined) tellTimeout(walk, accepted);
    if (choose.oneIn(3)) tellTimeout(walk, choose.one([listener, client]));
  },
};
