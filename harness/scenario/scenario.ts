/** A scenario: actors with identities, and operations in order. It is data, and the unit of replay. */

import type { Control, Identity, Operation } from '../law/operation.ts';
import type { ActorKind } from './cast.ts';

/** The first actor is the judge's own thread, every other one a process with a pid of its own. */
export interface Actor {
  readonly identity: Identity;
  /** Plain unless told. */
  readonly kind?: ActorKind;
}

export interface Scenario {
  readonly actors: readonly Actor[];
  readonly operations: readonly Operation[];
}

/** Slots an operation fills. */
export function slotsMade(op: Operation): readonly number[] {
  return 'as' in op ? (op.as ?? []) : [];
}

/** The control messages that an operation sends. */
export function controlsOf(op: Operation): readonly Control[] {
  if (op.call === 'sendmsg') return op.control;
  if (op.call !== 'sendmmsg') return [];
  return op.messages.flatMap(({ control }) => (control === undefined ? [] : [control]));
}

/** Slots an operation uses. */
export function slotsUsed(op: Operation): readonly number[] {
  const used: number[] = [];
  if ('fd' in op) used.push(op.fd);
  if (op.call === 'kcmp' || op.call === 'epoll_ctl') used.push(op.other);
  if (op.call === 'poll_many') for (const { fd } of op.entries) if (fd !== 'closed') used.push(fd);
  if ('address' in op && op.address !== undefined && 'slot' in op.address)
    used.push(op.address.slot);
  for (const control of controlsOf(op)) if (control.kind === 'rights') used.push(...control.slots);
  return used;
}

/** Where the run of overlapping operations that begins here ends; the next one where none overlaps. */
export function endOfBurst(operations: readonly Operation[], start: number): number {
  let end = start + 1;
  while (operations[end]?.overlaps !== undefined) end++;
  return end;
}
