/** A received descriptor is the same open file description, whoever receives it and whatever became of the sender. */

import { O_NONBLOCK } from '../../harness/abi/file.ts';
import { POLLHUP, POLLIN, POLLOUT } from '../../harness/abi/poll.ts';
import * as S from '../../harness/abi/socket.ts';
import type { Address, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as Fd from '../descriptor-moves.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import * as M from '../moves.ts';
import { needs, needsNames, newThing, receiveRights, sendRights } from './channel.ts';

/** Uses descriptors so that shared offsets, flags and contents show. */
function useThem(walk: Walk, steps: number): void {
  const { choose } = walk;
  const some = (): number => M.target(walk, walk.open());
  walk.wander(
    [
      [2, (w) => void w.go({ call: 'write', fd: some(), size: choose.int(1, 9), tag: w.tag() })],
      [2, (w) => void w.go({ call: 'read', fd: some(), size: choose.int(1, 20) })],
      [1, (w) => void w.go({ call: 'lseek', fd: some(), offset: choose.int(-2, 12) })],
      [2, (w) => Fd.positionOn(w, some())],
      [
        1,
        (w) =>
          void w.go({
            call: 'fcntl',
            fd: some(),
            command: 'SETFL',
            argument: choose.one([0, O_NONBLOCK]),
          }),
      ],
      [
        2,
        (w) =>
          void w.go({
            call: 'fcntl',
            fd: some(),
            command: choose.one(['GETFL', 'GETFD'] as const),
            argument: 0,
          }),
      ],
      [2, (w) => void w.go({ call: 'kcmp', fd: some(), other: some() })],
      [1, (w) => void w.go({ call: 'fstat', fd: some() })],
    ],
    steps,
  );
}

/** What one descriptor moves, the other has moved: an offset shows in what is read next. */
function shareOffset(walk: Walk, one: Slot, other: Slot): void {
  const { choose } = walk;
  walk.go({ call: 'write', fd: one, size: choose.int(4, 9), tag: walk.tag() });
  if (choose.oneIn(2))
    walk.go({ call: 'write', fd: other, size: choose.int(1, 3), tag: walk.tag() });
  walk.go({ call: 'lseek', fd: other, offset: choose.int(0, 3) });
  walk.go({ call: 'read', fd: one, size: choose.int(1, 4) });
  walk.go({ call: 'read', fd: other, size: 20 });
}

/** What is added by one descriptor is read by the other, and gone. */
function shareCount(walk: Walk, one: Slot, other: Slot): void {
  const [size, timeout] = [8, 0];
  walk.go({ call: 'write', fd: one, size, tag: walk.tag() });
  if (walk.choose.oneIn(3)) walk.go({ call: 'write', fd: other, size, tag: walk.tag() });
  walk.go({ call: 'poll', fd: other, events: POLLIN | POLLOUT, timeout });
  walk.go({ call: 'read', fd: other, size });
  walk.go({ call: 'poll', fd: one, events: POLLIN | POLLOUT, timeout });
}

/** A duplicate of what was received, or of what was sent, is that file still. */
function compareDuplicate(walk: Walk, received: Slot, sent: Slot): void {
  const { choose } = walk;
  const [fd, other] = choose.oneIn(2) ? [received, sent] : [sent, received];
  const twin = walk.slot();
  const cloexec = choose.one([0, 1] as const);
  walk.go({ call: 'dupfd', fd, least: choose.one([0, 100]), cloexec, as: [twin] });
  walk.go({ call: 'kcmp', fd: twin, other });
}

/** What changes of a file while it is in flight has changed when it lands. */
function changeInFlight(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  switch (choose.int(0, 4)) {
    case 0:
    case 1:
      return void walk.go({
        ...{ call: 'fcntl', fd, command: 'SETFL' },
        argument: choose.one([0, O_NONBLOCK]),
      });
    case 2:
      return void walk.go({ call: 'write', fd, size: choose.int(1, 9), tag: walk.tag() });
    case 3:
      return void walk.go({ call: 'lseek', fd, offset: choose.int(0, 3) });
    default:
      return void walk.go({ call: 'fcntl', fd, command: 'SETFD', argument: choose.int(0, 1) });
  }
}

const KEPT = ['SO_PEEK_OFF', 'SO_PASSCRED'] as const;

/** What is set of a socket, and where a file stands, goes with it. */
function prepare(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  if (walk.socketAt(fd) !== undefined)
    walk.go({ call: 'setsockopt', fd, option: choose.one(KEPT), value: choose.int(0, 3) });
  else walk.go({ call: 'write', fd, size: choose.int(2, 9), tag: walk.tag() });
}

function inspect(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  if (walk.socketAt(fd) !== undefined)
    walk.go({ call: 'getsockopt', fd, option: choose.one(KEPT), room: 4 });
  else if (choose.oneIn(2)) walk.go({ call: 'read', fd, size: 20 });
  else walk.go({ call: 'write', fd, size: 1, tag: walk.tag() });
}

/** What is received is what was sent, by all that can be asked of it. */
function compareWith(walk: Walk, fd: Slot, sent: Slot): void {
  const { choose } = walk;
  walk.go({ call: 'kcmp', fd, other: sent });
  if (choose.oneIn(3)) compareDuplicate(walk, fd, sent);
  walk.go({ call: 'fcntl', fd, command: choose.one(['GETFD', 'GETFL']), argument: 0 });
  const isSpecial = walk.state.descriptors[fd]?.file.object.kind === 'special';
  if (choose.oneIn(2)) (isSpecial ? shareCount : shareOffset)(walk, fd, sent);
}

export const sameDescription: Property = {
  id: 'rights.recvmsg.same-open-file',
  claim:
    'a received descriptor is the same open file description: one offset, one set of status flags, equal by kcmp',
  clauses: ['R01', 'R02', 'R04', 'R21', 'C14'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const [a, b] = M.newPair(walk);
    const things = Array.from({ length: choose.int(1, 4) }, () => newThing(walk)).flat();
    useThem(walk, choose.int(0, 6));
    const sent = Array.from({ length: choose.int(1, 6) }, () => choose.one(things));
    const isPrepared = choose.oneIn(2);
    if (isPrepared) for (const fd of things) prepare(walk, fd);
    sendRights(walk, a, sent);
    if (isPrepared && choose.oneIn(2)) for (const fd of things) walk.go({ call: 'close', fd });
    if (choose.oneIn(2)) for (const fd of sent) changeInFlight(walk, fd);
    if (choose.oneIn(4)) receiveRights(walk, b, undefined, S.MSG_PEEK);
    // Who receives needs no leave of the file's owner.
    const another = choose.oneIn(3);
    if (another) becomeSomebody(walk);
    const received = receiveRights(walk, b, undefined, choose.oneIn(2) ? S.MSG_CMSG_CLOEXEC : 0);
    if (another) becomeBase(walk);
    if (isPrepared) for (const fd of received) inspect(walk, fd);
    for (const [i, fd] of received.entries()) compareWith(walk, fd, sent[i] ?? fd);
    useThem(walk, choose.int(2, 14));
  },
};

export const inFlight: Property = {
  id: 'rights.sendmsg.open-while-in-flight',
  claim:
    'the sender may close what it sent at once: the file stays open in flight, and no longer than that',
  clauses: ['R03', 'R28', 'R01', 'S11', 'R31'],
  requires: needsNames,
  aim: (walk) => {
    const { choose } = walk;
    const [a, b] = choose.oneIn(3) ? M.newPair(walk) : connectedByName(walk);
    const [reader = 0, writer = 0] = walk.fresh(2);
    walk.go({ call: 'pipe2', flags: O_NONBLOCK, as: [reader, writer] });
    sendRights(walk, a, [writer]);
    walk.go({ call: 'close', fd: writer });
    walk.go({ call: 'poll', fd: reader, events: POLLIN, timeout: 0 });
    if (choose.oneIn(3)) walk.go({ call: 'close', fd: a });
    if (choose.oneIn(2)) {
      const [landed] = receiveRights(walk, b);
      if (landed !== undefined) {
        walk.go({ call: 'write', fd: landed, size: choose.int(1, 9), tag: walk.tag() });
        if (choose.oneIn(2)) walk.go({ call: 'read', fd: reader, size: 9 });
        walk.go({ call: 'close', fd: landed });
      }
    } else walk.go({ call: 'close', fd: b });
    walk.go({ call: 'poll', fd: reader, events: POLLIN | POLLHUP, timeout: 0 });
    walk.go({ call: 'read', fd: reader, size: choose.int(1, 9) });
    walk.go({ call: 'poll', fd: reader, events: POLLIN, timeout: 0 });
  },
};

/** A client and the end that will be accepted, the sending before the accept. */
function connectedByName(walk: Walk): readonly [number, number] {
  const address = M.unixName(walk);
  const listener = M.newListener(walk, S.SOCK_STREAM, address);
  const client = M.newSocket(walk, S.SOCK_STREAM);
  walk.go({ call: 'connect', fd: client, address });
  if (walk.choose.oneIn(2)) sendRights(walk, client, newThing(walk));
  const accepted = walk.slot();
  walk.go({ call: 'accept4', fd: listener, flags: 0, as: [accepted] });
  return [client, accepted];
}

/** A listener for whom somebody waits, who has sent something. */
function visitedListener(walk: Walk): Slot {
  const address: Address = { kind: 'abstract', name: `${walk.salt()}v${walk.slot()}` };
  const listener = M.newListener(walk, S.SOCK_STREAM, address);
  const visitor = M.newSocket(walk, S.SOCK_STREAM);
  walk.go({ call: 'connect', fd: visitor, address });
  const flags = S.MSG_DONTWAIT;
  walk.go({ call: 'send', fd: visitor, size: 3, tag: walk.tag(), flags });
  return listener;
}

/** Whoever waits for a listener that one has, and what they sent. */
function acceptAll(walk: Walk): void {
  for (const fd of M.listening(walk)) {
    const accepted = walk.slot();
    walk.go({ call: 'accept4', fd, flags: S.SOCK_NONBLOCK, as: [accepted] });
    walk.go({ call: 'recv', fd: accepted, size: 9, flags: S.MSG_DONTWAIT });
  }
}

export const acrossProcesses: Property = {
  id: 'rights.recvmsg.across-processes',
  claim:
    'descriptors sent to another process arrive there as the same objects, in order, and work after the sender let go',
  clauses: ['R01', 'R02', 'R03', 'R31', 'R21', 'S19'],
  requires: needsNames,
  actors: 2,
  runs: 150,
  aim: (walk) => {
    const { choose } = walk;
    const address = M.unixName(walk);
    const type = M.connectionType(walk);
    const listener = M.newListener(walk, type, address);
    const client = walk.slot();
    walk.as(1, () => {
      walk.go({ call: 'socket', domain: S.AF_UNIX, type, protocol: 0, as: [client] });
      walk.go({ call: 'connect', fd: client, address });
    });
    const accepted = walk.slot();
    const early = choose.oneIn(3);
    if (!early) walk.go({ call: 'accept4', fd: listener, flags: 0, as: [accepted] });
    walk.as(1, () => {
      for (let i = choose.int(1, 3); i > 0; i--) {
        const things = choose.oneIn(4) ? [visitedListener(walk)] : newThing(walk);
        useThem(walk, choose.int(0, 3));
        sendRights(walk, client, things);
        if (choose.oneIn(2)) for (const fd of things) walk.go({ call: 'close', fd });
      }
      if (choose.oneIn(4)) walk.go({ call: 'close', fd: client });
    });
    if (early) walk.go({ call: 'accept4', fd: listener, flags: 0, as: [accepted] });
    for (let i = choose.int(1, 3); i > 0; i--)
      receiveRights(walk, accepted, undefined, choose.oneIn(2) ? S.MSG_CMSG_CLOEXEC : 0);
    acceptAll(walk);
    for (let i = choose.int(1, 4); i > 0; i--) walk.as(choose.int(0, 1), () => useThem(walk, 3));
  },
};

export const rightToUse: Property = {
  id: 'rights.recvmsg.the-right-to-use',
  claim: 'a socket that was received can be used by whoever has it, though others made it',
  clauses: ['R35', 'S33'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const ends = M.newPair(walk);
    const [via, to] = M.newPair(walk);
    sendRights(walk, via, [choose.one(ends)]);
    if (!choose.oneIn(5)) becomeSomebody(walk);
    const received = receiveRights(walk, to);
    for (let i = choose.int(1, 5); i > 0; i--) {
      const fd = choose.one([...received, ...received, ...ends]);
      const [size, flags] = [choose.int(0, 20), S.MSG_DONTWAIT];
      if (choose.oneIn(2)) walk.go({ call: 'send', fd, size, tag: walk.tag(), flags });
      else walk.go({ call: 'recv', fd, size, flags });
    }
    becomeBase(walk);
  },
};
