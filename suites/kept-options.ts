/** Options that keep what they were set to: which there are, what is tried with them, and how they are asked. */

import type { Slot, SocketOption } from '../harness/law/operation.ts';
import type { Walk } from '../harness/scenario/walk.ts';

/** Values to set, those that need a right among them. */
const VALUES = [
  ['SO_LINGER', [0, 1, 1, 2, -1]],
  ['SO_DONTROUTE', [0, 1, 2]],
  ['SO_BROADCAST', [0, 1, -1]],
  ['SO_KEEPALIVE', [0, 1, 2]],
  ['SO_OOBINLINE', [0, 1]],
  ['SO_TIMESTAMP', [0, 1, 1, 2]],
  ['SO_TIMESTAMPNS', [0, 1, 1]],
  ['SO_RXQ_OVFL', [0, 1]],
  ['SO_LOCK_FILTER', [0, 0, 1]],
  ['SO_DETACH_FILTER', [0, 1]],
  ['SO_INCOMING_CPU', [0, 1, -1]],
  ['SO_RCVLOWAT', [0, 1, 2, 17]],
  ['SO_SNDLOWAT', [0, 1, 2]],
  ['SO_PRIORITY', [0, 3, 6, 7, -1]],
  ['SO_MARK', [0, 1, 77]],
  ['SO_DEBUG', [0, 1]],
  ['SO_BUSY_POLL', [0, 1, 50, -1]],
] as const satisfies readonly (readonly [SocketOption, readonly number[]])[];

/** Those for which it matters who sets them. */
export const RIGHTS = VALUES.slice(-4);
const STRUCT = 8;

type Row = (typeof VALUES)[number];

export function setOne(walk: Walk, fd: Slot, rows: readonly Row[] = VALUES): SocketOption {
  const { choose } = walk;
  const [option, values] = choose.one(rows);
  const value = choose.one<number>(values);
  if (option === 'SO_LINGER')
    walk.go({
      ...{ call: 'setsockopt', fd, option, value, micros: choose.one([0, 1, 7, 0x7fff_ffff]) },
      length: choose.oneIn(5) ? choose.one([0, 4, 7, 9, 16]) : STRUCT,
    });
  else if (choose.oneIn(12))
    walk.go({ call: 'setsockopt', fd, option, value, length: choose.one([0, 3, 4, 8]) });
  else walk.go({ call: 'setsockopt', fd, option, value });
  return option;
}

export function askOne(
  walk: Walk,
  fd: Slot,
  option: SocketOption = walk.choose.one(VALUES)[0],
): void {
  const { choose } = walk;
  const usual = option === 'SO_LINGER' ? STRUCT : 4;
  const room = choose.oneIn(6) ? choose.one([0, 1, 3, 4, 7, 20]) : usual;
  walk.go({ call: 'getsockopt', fd, option, room });
}
