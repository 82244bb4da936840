/** What the properties of descriptor passing share: things to send, and calls that send and receive them. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Address, Control, Slot } from '../../harness/law/operation.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { newSpecial } from '../descriptor-moves.ts';
import * as M from '../moves.ts';

export const needs = [needsFeature('unix-stream')];
export const needsNames = [...needs, needsOwn('network'), needsOwn('files')];

/** Descriptors of several kinds: a pipe, a memory file, sockets, a pidfd, a counter, a timer. */
export function newThing(walk: Walk): Slot[] {
  const { choose } = walk;
  const [a = 0, b = 0] = walk.fresh(2);
  const cloexec = choose.oneIn(2);
  switch (choose.int(0, 5)) {
    case 4:
      return [newSpecial(walk)];
    case 0:
      walk.go({ call: 'pipe2', flags: (cloexec ? 0o2000000 : 0) | 0o4000, as: [a, b] });
      return [a, b];
    case 1:
      walk.go({ call: 'memfd_create', flags: cloexec ? 1 : 0, as: [a] });
      return [a];
    case 2:
      return [M.newSocket(walk)];
    case 3:
      return walk.state.world.has.peerpidfd ? [newPidfd(walk)] : [...M.newPair(walk)];
    default:
      return [...M.newPair(walk)];
  }
}

/** A pidfd of its own process: of the peer of a pair. */
export function newPidfd(walk: Walk, fd: Slot = M.newPair(walk)[0]): Slot {
  const slot = walk.slot();
  walk.go({ call: 'getsockopt', fd, option: 'SO_PEERPIDFD', room: 4, as: [slot] });
  return slot;
}

/** Descriptors of what has a name: a file, a directory, and O_PATH descriptors of them. */
export function newFile(walk: Walk): Slot[] {
  const { choose } = walk;
  const [file = 0, other = 0] = walk.fresh(2);
  const path = `t${file}`;
  const [way, last] = choose.one([
    [['RDWR', 'CREAT'], path],
    [['WRONLY', 'CREAT', 'APPEND'], path],
    [['RDONLY'], '.'],
  ] as const);
  walk.go({ call: 'open', path: last, flags: way, mode: choose.one([0o600, 0o666]), as: [file] });
  walk.go({ call: 'open', path: last, flags: ['PATH'], mode: 0, as: [other] });
  return [file, other];
}

export function sendRights(
  walk: Walk,
  fd: Slot,
  slots: readonly Slot[],
  size = walk.choose.int(1, 12),
  address?: Address,
): void {
  // A copy: the scenario keeps it, and whose list that is may grow.
  const control: Control[] = [{ kind: 'rights', slots: [...slots] }];
  walk.go({
    call: 'sendmsg',
    fd,
    size,
    tag: walk.tag(),
    flags: S.MSG_DONTWAIT | S.MSG_NOSIGNAL,
    control,
    ...(address && { address }),
  });
}

export const ROOMY = 16 + 4 * 253;

/** A receive with room for all; it answers the slots that were filled. */
export function receiveRights(
  walk: Walk,
  fd: Slot,
  room = ROOMY,
  flags = 0,
  size = 64,
): readonly Slot[] {
  const queue = walk.socketAt(fd)?.queue ?? [];
  const most = queue.reduce((max, { files }) => Math.max(max, files?.length ?? 0), 0);
  const as = walk.fresh(Math.min(most, Math.max(0, Math.floor((room - 16) / 4))));
  walk.go({ call: 'recvmsg', fd, size, flags: S.MSG_DONTWAIT | flags, room, as });
  return as.filter((slot) => walk.state.descriptors[slot] !== undefined);
}
