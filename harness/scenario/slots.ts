/** The slots of an operation: those that it fills, those that it uses, and the same with others. */

import type { Address, Control, Operation, Polled, Slot } from '../law/operation.ts';

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

/** The same operation, which uses other slots; what it fills stays. */
export function withSlots(op: Operation, other: (slot: Slot) => Slot): Operation {
  const here = 'fd' in op ? { ...op, fd: other(op.fd) } : op;
  const changed = 'address' in here ? throughSlot(here, other) : here;
  if (changed.call === 'kcmp' || changed.call === 'epoll_ctl')
    return { ...changed, other: other(changed.other) };
  if (changed.call === 'poll_many')
    return { ...changed, entries: changed.entries.map((one) => polledThrough(one, other)) };
  const through = (one: Control): Control =>
    one.kind === 'rights' ? { ...one, slots: one.slots.map(other) } : one;
  if (changed.call === 'sendmmsg')
    return {
      ...changed,
      messages: changed.messages.map(({ control, ...one }) =>
        control === undefined ? one : { ...one, control: through(control) },
      ),
    };
  if (changed.call !== 'sendmsg') return changed;
  return { ...changed, control: changed.control.map(through) };
}

const polledThrough = (one: Polled, other: (slot: Slot) => Slot): Polled =>
  one.fd === 'closed' ? one : { ...one, fd: other(one.fd) };

/** An address may speak of a slot, too. */
function throughSlot(
  op: Extract<Operation, { readonly address?: Address }>,
  other: (slot: Slot) => Slot,
): Operation {
  const { address } = op;
  if (address === undefined || !('slot' in address)) return op;
  return { ...op, address: { ...address, slot: other(address.slot) } };
}
