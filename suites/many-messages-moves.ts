/** Moves that send or receive several messages at once. */

import * as S from '../harness/abi/socket.ts';
import type { Control, NoTime, OneReceived, OneSent, Slot } from '../harness/law/operation.ts';
import type { Walk } from '../harness/scenario/walk.ts';
import * as M from './moves.ts';
import type { Weighted } from './weights.ts';

const NO_TIMES: readonly NoTime[] = ['negative', 'nanoseconds', 'negative-nanoseconds'];

/** Descriptors, and now and then a claim that is no control message. */
function someControl(walk: Walk): { readonly control?: Control } {
  const { choose } = walk;
  if (!choose.oneIn(4)) return {};
  if (choose.oneIn(6)) return { control: { kind: 'raw', level: 1, type: 99, hex: '00000000' } };
  return { control: M.rightsToSend(walk, 2) };
}

export function sendMany(walk: Walk, fd: Slot, most = 4): void {
  const { choose } = walk;
  const messages = Array.from({ length: choose.int(0, most) }, (): OneSent => {
    const size = choose.oneIn(6) ? 0 : choose.size(64);
    return { size, tag: walk.tag(), ...someControl(walk) };
  });
  walk.go({ call: 'sendmmsg', fd, messages, flags: M.sendFlags(walk) & ~S.MSG_MORE });
  // What ended it before all were sent is told by nobody.
  if (choose.oneIn(4)) walk.go({ call: 'getsockopt', fd, option: 'SO_ERROR', room: 4 });
}

/** For how many descriptors there is to be a slot: as many as any message has. */
function mostRights(walk: Walk, fd: Slot): number {
  const queue = walk.socketAt(fd)?.queue ?? [];
  return queue.reduce((max, { files }) => Math.max(max, files?.length ?? 0), 0);
}

export function receiveMany(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const most = mostRights(walk, fd);
  const messages = Array.from({ length: choose.int(0, 5) }, (): OneReceived => {
    const room = M.controlRoom(walk);
    const slots = Math.min(most, Math.max(0, Math.floor((room - 16) / 4)));
    return { size: M.payloadSize(walk), room, slots, ...M.space(walk) };
  });
  const as = walk.fresh(messages.reduce((sum, { slots }) => sum + slots, 0));
  const cloexec = choose.oneIn(3) ? S.MSG_CMSG_CLOEXEC : 0;
  const one = choose.oneIn(3) ? S.MSG_WAITFORONE : S.MSG_DONTWAIT;
  const flags = choose.oneIn(8) ? cloexec | S.MSG_PEEK : cloexec;
  const time = choose.oneIn(6) ? { time: choose.oneIn(2) ? 'long' : choose.one(NO_TIMES) } : {};
  walk.go({
    call: 'recvmmsg',
    fd,
    messages,
    flags: flags | one,
    as,
    ...(time as { time: 'long' }),
  });
}

const readable = (walk: Walk): Slot[] => {
  const full = walk.sockets(({ queue, domain }) => queue.length > 0 && domain === S.AF_UNIX);
  return full.length > 0 && !walk.choose.oneIn(4) ? full : M.isUnix(walk);
};

export const MANY: Weighted = [
  [1, (walk) => sendMany(walk, M.target(walk, M.connected(walk)))],
  [1, (walk) => receiveMany(walk, M.target(walk, readable(walk)))],
];
