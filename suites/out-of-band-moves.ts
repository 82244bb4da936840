/** Moves with urgent bytes: they look for streams that have one, and say nothing where the place has none. */

import { POLLIN, POLLPRI, POLLRDHUP } from '../harness/abi/poll.ts';
import * as S from '../harness/abi/socket.ts';
import type { Slot } from '../harness/law/operation.ts';
import type { Socket } from '../harness/law/state.ts';
import type { Walk } from '../harness/scenario/walk.ts';
import { connected, controlRoom, type Move, rightsToSend, space, target } from './moves.ts';
import type { Weighted } from './weights.ts';

const isStream = ({ domain, type, phase }: Socket): boolean =>
  domain === S.AF_UNIX && type === S.SOCK_STREAM && phase === 'connected';

/** Streams, or now and then anything; if there are any with a mark, mostly those. */
function receiver(walk: Walk): Slot {
  const { choose } = walk;
  if (choose.oneIn(12)) return target(walk, connected(walk));
  const marked = walk.sockets((socket) => isStream(socket) && socket.marks > 0);
  return target(walk, marked.length > 0 && !choose.oneIn(6) ? marked : walk.sockets(isStream));
}

const aSender = (walk: Walk): Slot =>
  target(walk, walk.choose.oneIn(12) ? connected(walk) : walk.sockets(isStream));

/** One byte mostly; with descriptors now and then. */
export function sendUrgent(walk: Walk, fd: Slot, control = walk.choose.oneIn(6)): void {
  const { choose } = walk;
  const size = choose.oneIn(12) ? 0 : choose.oneIn(2) ? 1 : choose.int(2, 6);
  const flags = S.MSG_OOB | S.MSG_DONTWAIT | (choose.oneIn(6) ? S.MSG_NOSIGNAL : 0);
  const asked = { fd, size, tag: walk.tag(), flags };
  if (control) walk.go({ call: 'sendmsg', ...asked, control: [rightsToSend(walk, 2)] });
  else if (choose.oneIn(12))
    walk.go({ call: 'sendto', ...asked, address: { kind: 'abstract', name: walk.salt() } });
  else walk.go({ call: 'send', ...asked });
}

/** By any of the calls. */
export function receiveUrgent(walk: Walk, fd: Slot, peek = walk.choose.oneIn(4)): void {
  const { choose } = walk;
  const flags = S.MSG_OOB | (peek ? S.MSG_PEEK : 0) | (choose.oneIn(3) ? S.MSG_DONTWAIT : 0);
  const asked = { fd, size: choose.oneIn(3) ? choose.int(2, 6) : 1, flags };
  switch (choose.int(0, 4)) {
    case 0:
      return void walk.go({ call: 'recvfrom', ...asked, ...space(walk) });
    case 1:
      return void walk.go({
        ...{ call: 'recvmsg', ...asked, room: controlRoom(walk), as: walk.fresh(2) },
        ...space(walk),
      });
    default:
      walk.go({ call: 'recv', ...asked });
  }
}

/** A receive of what is not urgent; it does not wait. */
export function receiveAround(walk: Walk, fd: Slot, peek = walk.choose.oneIn(3)): void {
  const { choose } = walk;
  const all = !peek && choose.oneIn(8) ? S.MSG_WAITALL : 0;
  const size = choose.oneIn(10) ? 0 : choose.int(1, 12);
  const asked = { fd, size, flags: S.MSG_DONTWAIT | (peek ? S.MSG_PEEK : 0) | all };
  switch (choose.int(0, 7)) {
    case 0:
      return void walk.go({ call: 'recvmsg', ...asked, room: 64, as: walk.fresh(8) });
    case 1:
      return void walk.go({ call: 'recvfrom', ...asked });
    case 2:
      return void walk.go({ call: 'read', fd, size: choose.int(1, 12) });
    default:
      walk.go({ call: 'recv', ...asked });
  }
}

export const setInline = (walk: Walk, fd: Slot, value = walk.choose.int(0, 1)): void =>
  void walk.go({ call: 'setsockopt', fd, option: 'SO_OOBINLINE', value });

export function lookAtMark(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const events = choose.one([POLLIN | POLLPRI, POLLPRI, POLLIN | POLLPRI | POLLRDHUP]);
  switch (choose.int(0, 3)) {
    case 0:
      return void walk.go({ call: 'poll', fd, events, timeout: 0 });
    case 1:
      return void walk.go({ call: 'ioctl', fd, request: 'SIOCINQ' });
    default:
      walk.go({ call: 'ioctl', fd, request: 'SIOCATMARK' });
  }
}

const has = (walk: Walk): boolean => walk.state.world.has.oob;

export const urgentMove: Move = (walk) => {
  if (has(walk)) sendUrgent(walk, aSender(walk));
};
export const receiveUrgentMove: Move = (walk) => {
  if (has(walk)) receiveUrgent(walk, receiver(walk));
};
export const receiveAroundMove: Move = (walk) => {
  if (has(walk)) receiveAround(walk, receiver(walk));
};
export const inlineMove: Move = (walk) => {
  if (!has(walk)) return;
  const fd = receiver(walk);
  if (walk.choose.oneIn(3)) walk.go({ call: 'getsockopt', fd, option: 'SO_OOBINLINE', room: 4 });
  else setInline(walk, fd);
};
export const markMove: Move = (walk) => {
  if (has(walk)) lookAtMark(walk, receiver(walk));
};

/** All of it. */
export const URGENT: Weighted = [
  [5, urgentMove],
  [3, receiveUrgentMove],
  [3, receiveAroundMove],
  [3, markMove],
  [1, inlineMove],
];
