/** Moves that ask or set something of a descriptor, or make another one of it. */

import { POLLIN, POLLOUT, POLLRDHUP } from '../harness/abi/poll.ts';
import * as S from '../harness/abi/socket.ts';
import type { Slot } from '../harness/law/operation.ts';
import type { Walk } from '../harness/scenario/walk.ts';
import { isUnix, type Move, payloadSize, streams, target } from './moves.ts';

const O_NONBLOCK = 0o4000;

/** A time after which receives give up, and now and then one that does. */
export const timeoutMove: Move = (walk) => {
  const { choose } = walk;
  const fd = target(walk, isUnix(walk));
  const option = choose.one(['SO_RCVTIMEO', 'SO_RCVTIMEO', 'SO_SNDTIMEO'] as const);
  if (choose.oneIn(3)) walk.go({ call: 'getsockopt', fd, option, room: 16 });
  else walk.go({ call: 'setsockopt', fd, option, value: choose.one([0, 20, 20]) });
  if (choose.oneIn(6)) walk.go({ call: 'recv', fd, size: payloadSize(walk), flags: 0 }, true);
};
/** How much waits to be read, or to be read by the peer. */
export const lengthMove: Move = (walk) =>
  void walk.go({
    call: 'ioctl',
    fd: target(walk, walk.open()),
    request: walk.choose.one(['SIOCINQ', 'SIOCINQ', 'SIOCOUTQ'] as const),
  });
/** Sizes of buffers that bound nothing but themselves, and what is to come with messages besides. */
export const settingMove: Move = (walk) => {
  const { choose } = walk;
  const fd = target(walk, choose.oneIn(3) ? isUnix(walk) : streams(walk));
  const [option, value] = choose.one([
    ['SO_INQ', 1],
    ['SO_INQ', choose.int(0, 2)],
    ['SO_PASSSEC', choose.int(0, 1)],
    ['SO_SNDBUF', choose.one([0, -1])],
    ['SO_RCVBUF', choose.one([0, 8000, -1])],
    ['SO_SNDBUFFORCE', choose.one([0, 0x4000_0000])],
    ['SO_RCVBUFFORCE', 4096],
    ['SO_REUSEPORT', 1],
  ] as const);
  walk.go({ call: 'setsockopt', fd, option, value });
  const told = ['SO_SNDBUF', 'SO_RCVBUF', 'SO_PASSSEC', 'SO_PEERSEC', 'SO_REUSEPORT'] as const;
  if (choose.oneIn(3)) walk.go({ call: 'getsockopt', fd, option: choose.one(told), room: 4 });
};
/** Where peeks begin, set or told. */
export const peekOffsetMove: Move = (walk) => {
  const { choose } = walk;
  const fd = target(walk, isUnix(walk));
  const option = 'SO_PEEK_OFF';
  if (choose.oneIn(3)) walk.go({ call: 'getsockopt', fd, option, room: 4 });
  else walk.go({ call: 'setsockopt', fd, option, value: choose.one([0, 0, choose.size(64), -1]) });
};
export const dupMove: Move = (walk) =>
  void walk.go({ call: 'dup', fd: target(walk, walk.open()), as: [walk.slot()] });
export const dupfdMove: Move = (walk) =>
  void walk.go({
    call: 'dupfd',
    fd: target(walk, walk.open()),
    least: walk.choose.oneIn(20) ? -1 : walk.choose.one([0, 3, 100, 500]),
    cloexec: walk.choose.one([0, 1] as const),
    as: [walk.slot()],
  });
/** A file of no file system; most have a counter to share. */
export function newSpecial(walk: Walk): Slot {
  const { choose } = walk;
  const slot = walk.slot();
  const type = choose.one(['eventfd', 'eventfd', 'timerfd', 'signalfd'] as const);
  const flags = (choose.oneIn(4) ? 0 : S.SOCK_NONBLOCK) | (choose.oneIn(2) ? 0 : S.SOCK_CLOEXEC);
  walk.go({ call: 'special', type, flags, as: [slot] });
  return slot;
}

export const specialMove: Move = (walk) => void newSpecial(walk);
/** A pipe, or something with one of its ends. */
export const pipeMove: Move = (walk) => {
  const { choose } = walk;
  const ends = walk.open(({ file }) => file.object.kind === 'pipe');
  if (ends.length === 0 || choose.oneIn(5))
    return void walk.go({ call: 'pipe2', flags: O_NONBLOCK, as: walk.fresh(2) });
  const fd = target(walk, ends);
  switch (choose.int(0, 5)) {
    case 0:
      return void walk.go({ call: 'close', fd });
    case 1:
      return void walk.go({ call: 'poll', fd, events: POLLIN | POLLOUT, timeout: 0 });
    case 2:
    case 3:
      return void walk.go({ call: 'read', fd, size: choose.size(20) });
    default:
      return void walk.go({ call: 'write', fd, size: choose.size(20), tag: walk.tag() });
  }
};
export const pollMove: Move = (walk) =>
  void walk.go({
    call: 'poll',
    fd: target(walk, walk.open()),
    events: walk.choose.one([POLLIN | POLLOUT | POLLRDHUP, POLLIN, POLLOUT, POLLRDHUP, 0]),
    timeout: 0,
  });
export const nameMove: Move = (walk) =>
  void walk.go({
    call: walk.choose.one(['getsockname', 'getpeername'] as const),
    fd: target(walk, isUnix(walk)),
    room: walk.choose.oneIn(4) ? walk.choose.int(-1, 12) : 128,
  });
export const optionMove: Move = (walk) =>
  void walk.go({
    call: 'getsockopt',
    fd: target(walk, isUnix(walk)),
    option: walk.choose.one([
      'SO_TYPE',
      'SO_DOMAIN',
      'SO_PROTOCOL',
      'SO_ERROR',
      'SO_ACCEPTCONN',
      'SO_PASSCRED',
      'IP_FREEBIND',
    ] as const),
    room: walk.choose.oneIn(12) ? walk.choose.int(0, 9) : 4,
  });
export const nonblockMove: Move = (walk) =>
  void walk.go({
    call: 'fcntl',
    fd: target(walk, isUnix(walk)),
    command: 'SETFL',
    argument: walk.choose.oneIn(2) ? O_NONBLOCK : 0,
  });
export const flagsMove: Move = (walk) =>
  void walk.go({
    call: 'fcntl',
    fd: target(walk, walk.open()),
    command: walk.choose.one(['GETFD', 'GETFL'] as const),
    argument: 0,
  });

/** What a file with a position and a length can do, and a socket cannot. */
export const positionMove: Move = (walk) => positionOn(walk, target(walk, walk.open()));

export function positionOn(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const size = choose.oneIn(6) ? 0 : choose.int(1, 9);
  // At the beginning a call with a place could be taken for one without.
  const offset = choose.oneIn(3) ? 0 : choose.int(-1, 12);
  switch (choose.int(0, 5)) {
    case 0:
      return void walk.go({ call: 'lseek', fd, offset });
    case 1:
      return void walk.go({ call: 'pread', fd, size, offset });
    case 2:
      return void walk.go({ call: 'pwrite', fd, size, tag: walk.tag(), offset });
    case 3:
      return void walk.go({ call: 'ftruncate', fd, length: offset });
    case 4:
      return void walk.go({ call: 'mmap', fd });
    default:
      return void walk.go({ call: 'fsync', fd });
  }
}
