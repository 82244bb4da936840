/** Out-of-band data: the urgent byte, its mark, and what the calls around it find there. */

import { POLLIN, POLLPRI, POLLRDHUP } from '../../harness/abi/poll.ts';
import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsKernel, needsOwn } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as M from '../moves.ts';
import { receiveAround, receiveUrgent, sendUrgent, setInline } from '../out-of-band-moves.ts';

const needs = [needsFeature('unix-stream'), needsFeature('unix-oob')];
/** Of queues with a mark the law says nothing before. */
const mended = [...needs, needsKernel(6, 16)];
type Ends = readonly [fd: Slot, peer: Slot];

function pairOf(walk: Walk, type = S.SOCK_STREAM): Ends {
  const [fd = 0, peer = 0] = walk.fresh(2);
  const flags = walk.choose.oneIn(3) ? 0 : S.SOCK_NONBLOCK;
  walk.go({
    ...{ call: 'socketpair', domain: S.AF_UNIX, type: type | flags, protocol: 0 },
    as: [fd, peer],
  });
  return [fd, peer];
}

/** Who was connected has shut its half before: nothing can be sent to it. */
function deafPair(walk: Walk): Ends {
  const address = M.abstractName(walk);
  const listener = M.newListener(walk, S.SOCK_STREAM, address);
  const [fd, peer] = [M.newSocket(walk, S.SOCK_STREAM), walk.slot()];
  walk.go({ call: 'shutdown', fd, how: S.SHUT_RD });
  walk.go({ call: 'connect', fd, address });
  walk.go({ call: 'accept4', fd: listener, flags: S.SOCK_NONBLOCK, as: [peer] });
  return [fd, peer];
}

/** Of any type, connected or not. */
function someEnds(walk: Walk): Ends {
  const { choose } = walk;
  const type = choose.one([S.SOCK_STREAM, S.SOCK_SEQPACKET, S.SOCK_DGRAM]);
  if (choose.oneIn(8)) return deafPair(walk);
  if (!choose.oneIn(3)) return pairOf(walk, type);
  return [M.newSocket(walk, type), M.newSocket(walk, type)];
}

const send = (walk: Walk, fd: Slot): void =>
  void walk.go({
    ...{ call: 'send', fd, size: walk.choose.int(1, 4), tag: walk.tag() },
    flags: S.MSG_DONTWAIT,
  });
const atMark = (walk: Walk, fd: Slot): void =>
  void walk.go({ call: 'ioctl', fd, request: 'SIOCATMARK' });

export const oneUrgentByte: Property = {
  id: 'stream.oob.one-byte-is-urgent',
  claim:
    'of what is sent with MSG_OOB the last byte is urgent: MSG_OOB receives it once, without address or credentials, whatever is read before and after',
  clauses: ['O02', 'O03', 'O06', 'O08'],
  requires: [...needs, needsOwn('network')],
  aim: (walk) => {
    const { choose } = walk;
    const [fd, peer] = pairOf(walk);
    if (choose.oneIn(6)) walk.go({ call: 'setsockopt', fd, option: 'SO_PASSCRED', value: 1 });
    if (choose.oneIn(8)) walk.go({ call: 'bind', fd: peer, address: M.abstractName(walk) });
    if (choose.oneIn(6)) setInline(walk, fd, 1);
    walk.wander(
      [
        [5, (w) => sendUrgent(w, peer, false)],
        [3, (w) => send(w, peer)],
        [6, (w) => receiveUrgent(w, fd)],
        [4, (w) => receiveAround(w, fd, false)],
        [1, (w) => choose.oneIn(4) && setInline(w, fd)],
      ],
      choose.int(2, 12),
    );
    receiveUrgent(walk, fd);
  },
};

/** The buffers are small, and so are most messages. */
function sendMuch(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const size = choose.one([1, 400, 2000]);
  walk.go({ call: 'send', fd, size, tag: walk.tag(), flags: S.MSG_DONTWAIT });
}

export const roomForUrgent: Property = {
  id: 'stream.oob.needs-room-as-all-bytes',
  claim:
    'an urgent byte goes where SO_SNDBUF has room and is EAGAIN where it has none, and again when what was there was read or passed over',
  clauses: ['O15', 'O02', 'S39', 'S40'],
  requires: mended,
  runs: 250,
  aim: (walk) => {
    const { choose } = walk;
    const [fd, peer] = pairOf(walk);
    const value = choose.one([0, 0, 4096]);
    walk.go({ call: 'setsockopt', fd: peer, option: 'SO_SNDBUF', value });
    if (choose.oneIn(6)) setInline(walk, fd, 1);
    for (let i = choose.int(1, 3); i > 0; i--) {
      const isFilled = choose.oneIn(2);
      for (let n = choose.int(1, isFilled ? 14 : 3); n > 0; n--)
        if (choose.oneIn(4)) sendUrgent(walk, peer, false);
        else sendMuch(walk, peer);
      sendUrgent(walk, peer);
      for (let n = choose.int(0, 4); n > 0; n--) {
        if (choose.oneIn(3)) receiveUrgent(walk, fd);
        else walk.go({ call: 'recv', fd, size: 3000, flags: S.MSG_DONTWAIT });
      }
      if (choose.oneIn(2)) sendUrgent(walk, peer, false);
    }
    for (let n = choose.int(0, 3); n > 0; n--) receiveAround(walk, fd);
  },
};

export const receivesAtTheMark: Property = {
  id: 'stream.oob.receives-stop-at-the-mark',
  claim:
    'a receive without MSG_OOB stops before the mark, and from there passes over the urgent byte, read or not; a peek shows no more and leaves it; SO_OOBINLINE makes it a byte to be read there',
  clauses: ['O04', 'O05', 'O06', 'O07', 'O08', 'O11', 'O14'],
  requires: mended,
  aim: (walk) => {
    const { choose } = walk;
    const [fd, peer] = pairOf(walk);
    if (choose.oneIn(4)) setInline(walk, fd, 1);
    for (let i = choose.int(1, 3); i > 0; i--) {
      if (choose.oneIn(2)) send(walk, peer);
      sendUrgent(walk, peer, false);
      if (choose.oneIn(2)) receiveUrgent(walk, fd);
      if (choose.oneIn(2)) send(walk, peer);
      if (choose.oneIn(6)) setInline(walk, fd);
      for (let n = choose.int(0, 3); n > 0; n--) receiveAround(walk, fd);
    }
    if (choose.oneIn(5)) walk.go({ call: 'shutdown', fd: peer, how: S.SHUT_WR });
    for (let n = choose.int(1, 3); n > 0; n--) receiveAround(walk, fd);
  },
};

export const urgentRefused: Property = {
  id: 'stream.oob.refused-where-there-is-none',
  claim:
    'MSG_OOB is EOPNOTSUPP on datagram and seqpacket sockets and to send nothing, and EINVAL to receive where no urgent byte waits or SO_OOBINLINE is on',
  clauses: ['O01', 'O02', 'O03', 'O10'],
  requires: [
    ...needs,
    needsFeature('unix-seqpacket'),
    needsFeature('unix-dgram'),
    needsOwn('network'),
  ],
  aim: (walk) => {
    const { choose } = walk;
    const [fd, peer] = someEnds(walk);
    const ends = [fd, peer, peer];
    walk.wander(
      [
        [4, (w) => sendUrgent(w, choose.one(ends))],
        [4, (w) => receiveUrgent(w, choose.one(ends))],
        [2, (w) => send(w, choose.one(ends))],
        [1, (w) => receiveAround(w, choose.one(ends), false)],
        [2, (w) => atMark(w, choose.one(ends))],
        [1, (w) => setInline(w, fd)],
        [1, (w) => choose.oneIn(3) && w.go({ call: 'close', fd: peer })],
        [1, (w) => choose.oneIn(3) && w.go({ call: 'shutdown', fd, how: choose.int(0, 2) })],
      ],
      choose.int(1, 8),
    );
  },
};

export const urgentDescriptors: Property = {
  id: 'stream.oob.descriptors-stay-with-their-byte',
  claim:
    'descriptors sent with an urgent byte alone come with it only once it is urgent no more, and are closed when it is read or dropped; with more bytes they come with those before it',
  clauses: ['R24'],
  requires: mended,
  aim: (walk) => {
    const { choose } = walk;
    const [fd, peer] = pairOf(walk);
    const [from = 0, to = 0] = walk.fresh(2);
    walk.go({ call: 'pipe2', flags: 0, as: [from, to] });
    if (choose.oneIn(6)) setInline(walk, fd, 1);
    for (let i = choose.int(1, 2); i > 0; i--)
      walk.go({
        ...{ call: 'sendmsg', fd: peer, size: choose.int(1, 2), tag: walk.tag() },
        flags: S.MSG_OOB | S.MSG_DONTWAIT,
        control: [{ kind: 'rights', slots: [to] }],
      });
    walk.go({ call: 'close', fd: to });
    const hangsUp = (w: Walk): void =>
      void w.go({ call: 'poll', fd: from, events: POLLIN, timeout: 0 });
    walk.wander(
      [
        [2, (w) => receiveUrgent(w, fd)],
        [2, (w) => receiveAround(w, fd)],
        [1, (w) => send(w, peer)],
        [1, (w) => sendUrgent(w, peer, false)],
        [1, (w) => w.go({ call: 'scm_fds', fd })],
        [2, hangsUp],
      ],
      choose.int(1, 8),
    );
    hangsUp(walk);
  },
};

export const lookingAtTheMark: Property = {
  id: 'stream.oob.poll-and-marks',
  claim:
    'POLLPRI tells an urgent byte that waits, SIOCATMARK that the mark comes next, and SIOCINQ counts the byte until it is read; what was read leaves POLLIN until the next receive',
  clauses: ['O09', 'O10', 'O11', 'O13'],
  requires: mended,
  aim: (walk) => {
    const { choose } = walk;
    const [fd, peer] = pairOf(walk);
    const events = choose.one([POLLIN | POLLPRI, POLLPRI | POLLRDHUP]);
    const look = (w: Walk): void => {
      w.go({ call: 'poll', fd, events, timeout: 0 });
      if (choose.oneIn(2)) atMark(w, fd);
      if (choose.oneIn(2)) w.go({ call: 'ioctl', fd, request: 'SIOCINQ' });
    };
    walk.wander(
      [
        [4, (w) => sendUrgent(w, peer, false)],
        [2, (w) => send(w, peer)],
        [3, (w) => receiveUrgent(w, fd)],
        [3, (w) => receiveAround(w, fd)],
        [6, look],
        [1, (w) => choose.oneIn(3) && setInline(w, fd)],
        [1, (w) => choose.oneIn(4) && w.go({ call: 'shutdown', fd: peer, how: S.SHUT_WR })],
      ],
      choose.int(2, 9),
    );
    look(walk);
  },
};

export const endsAtTheMark: Property = {
  id: 'stream.oob.end-or-reset',
  claim:
    'who closes with an urgent byte unread resets the connection, and with nothing but the place of one that was read ends it',
  clauses: ['O12', 'S29'],
  requires: mended,
  aim: (walk) => {
    const { choose } = walk;
    const [fd, peer] = pairOf(walk);
    for (let i = choose.int(1, 2); i > 0; i--) {
      if (choose.oneIn(4)) send(walk, peer);
      sendUrgent(walk, peer, false);
      if (choose.oneIn(2)) receiveUrgent(walk, fd, false);
      if (choose.oneIn(4)) receiveAround(walk, fd);
    }
    if (choose.oneIn(3)) sendUrgent(walk, fd, false);
    walk.go({ call: 'close', fd });
    for (let n = choose.int(1, 3); n > 0; n--)
      if (choose.oneIn(4)) receiveUrgent(walk, peer);
      else receiveAround(walk, peer);
    if (choose.oneIn(2)) sendUrgent(walk, peer, false);
  },
};
