/** Smaller scenarios: fewer operations, then a plainer schedule, plainer arguments, fewer actors, a plainer environment. */

import type { Address, Operation, Slot } from '../law/operation.ts';
import { type Place, placeFor } from './place.ts';
import type { Scenario } from './scenario.ts';
import { withoutActors, withoutNamespaces, withPlainIdentities } from './shrink-actors.ts';
import { argumentsOf } from './signatures.ts';
import { slotsMade, slotsUsed, withSlots } from './slots.ts';
import { isSensible } from './walk.ts';

/** All smaller candidates, the boldest first; lazily, and only those in which the law sees sense, and no new sleep. */
export function* shrinkScenario(place: Place, scenario: Scenario): Generator<Scenario> {
  const here = placeFor(place, scenario);
  const sleeps = !isSensible(here, scenario, false);
  for (const candidate of candidates(here, scenario))
    if (isSensible(placeFor(here, candidate), candidate, sleeps)) yield candidate;
}

function* candidates(place: Place, scenario: Scenario): Generator<Scenario> {
  yield* withoutOperations(scenario);
  yield* withSharedSockets(scenario);
  yield* withPairs(scenario);
  yield* withoutDuplicates(scenario);
  yield* withPlainSchedule(scenario);
  yield* withPlainArguments(scenario);
  yield* withoutActors(scenario);
  yield* withoutNamespaces(place, scenario);
  yield* withPlainIdentities(place, scenario);
}

/** Removes runs of operations, long ones first, with everything that depends on them. */
function* withoutOperations({ actors, operations }: Scenario): Generator<Scenario> {
  for (let length = operations.length >> 1; length >= 1; length >>= 1) {
    for (let start = operations.length - length; start >= 0; start -= length) {
      const rest = close(operations, new Set(operations.slice(start, start + length)));
      yield { actors, operations: rest };
    }
    // The runs above end at the end; the first few operations may be a shorter run.
    const head = operations.length % length;
    if (head > 0)
      yield { actors, operations: close(operations, new Set(operations.slice(0, head))) };
  }
}

/** Without the removed operations and, in turn, what uses the slots they would have filled. */
function close(operations: readonly Operation[], removed: ReadonlySet<Operation>): Operation[] {
  const gone = new Set<number>();
  const rest: Operation[] = [];
  /** The first of operations that overlap is gone: the next one takes its place. */
  let isHeadless = false;
  for (const op of operations) {
    if (removed.has(op) || slotsUsed(op).some((slot) => gone.has(slot))) {
      for (const slot of slotsMade(op)) gone.add(slot);
      isHeadless ||= op.overlaps === undefined;
    } else {
      rest.push(isHeadless && op.overlaps !== undefined ? alone(op) : op);
      isHeadless = false;
    }
  }
  return rest;
}

/** The same operation, begun when the one before it has ended. */
function alone({ overlaps: _, ...op }: Operation): Operation {
  return op as Operation;
}

/** One call after another instead of at once. */
function* withPlainSchedule({ actors, operations }: Scenario): Generator<Scenario> {
  if (!operations.some(({ overlaps }) => overlaps)) return;
  yield { actors, operations: operations.map(alone) };
  for (const [i, op] of operations.entries()) {
    if (op.overlaps === undefined) continue;
    const next = operations[i + 1]?.overlaps;
    if (next === undefined) yield { actors, operations: operations.with(i, alone(op)) };
    if (op.overlaps === 'at-once')
      yield { actors, operations: operations.with(i, { ...op, overlaps: 'once-settled' }) };
  }
}

/** Makes equal sockets in one operation: the first makes those of the second too. */
function* withSharedSockets({ actors, operations }: Scenario): Generator<Scenario> {
  for (const [i, op] of operations.entries()) {
    if (op.call !== 'socket') continue;
    const first = operations.findIndex(
      (other) =>
        other.call === 'socket' &&
        other.by === op.by &&
        other.domain === op.domain &&
        other.protocol === op.protocol &&
        (other.type & 0xf) === (op.type & 0xf),
    );
    const earlier = operations[first];
    if (first === i || earlier?.call !== 'socket') continue;
    yield {
      actors,
      operations: operations
        .with(first, { ...earlier, as: [...earlier.as, ...op.as] })
        .toSpliced(i, 1),
    };
  }
}

/** Uses the descriptor itself wherever a duplicate of it is used. */
function* withoutDuplicates({ actors, operations }: Scenario): Generator<Scenario> {
  for (const [at, op] of operations.entries()) {
    const { made, original, twin } =
      op.call === 'dup'
        ? { made: [op], original: op.fd, twin: op.as[0] }
        : passedToOneself(operations, at);
    if (twin === undefined || original === undefined) continue;
    const isNeeded = (other: Operation): boolean =>
      !made.includes(other) && !(other.call === 'close' && other.fd === twin);
    const rest = operations.filter(isNeeded);
    yield {
      actors,
      operations: rest.map((other) =>
        withSlots(other, (slot) => (slot === twin ? original : slot)),
      ),
    };
  }
}

interface Duplicate {
  /** The operations that made it. */
  readonly made: readonly Operation[];
  readonly original?: Slot | undefined;
  readonly twin?: Slot | undefined;
}

/** One descriptor that came by a message, where the same process sent the last one that had one. */
function passedToOneself(operations: readonly Operation[], at: number): Duplicate {
  const received = operations[at];
  if (received?.call !== 'recvmsg' || received.as.length !== 1) return { made: [] };
  const sent = operations
    .slice(0, at)
    .findLast((op) => op.call === 'sendmsg' && op.by === received.by);
  const [rights, more] = sent?.call === 'sendmsg' ? sent.control : [];
  if (sent === undefined || rights?.kind !== 'rights' || more !== undefined) return { made: [] };
  const [original, ...others] = rights.slots;
  return others.length > 0
    ? { made: [] }
    : { made: [sent, received], original, twin: received.as[0] };
}

/** Makes a pair where a socket connects, instead of what is accepted later: then nobody needs to listen. */
function* withPairs({ actors, operations }: Scenario): Generator<Scenario> {
  for (const [at, connect] of operations.entries()) {
    if (connect.call !== 'connect') continue;
    const maker = operations.findIndex((op) => op.call === 'socket' && op.as.includes(connect.fd));
    const made = operations[maker];
    if (made?.call !== 'socket' || made.by !== connect.by) continue;
    for (const [later, accept] of operations.entries()) {
      if (accept.call !== 'accept4' || later < at || accept.by !== connect.by) continue;
      const { by, domain, protocol } = made;
      const ends = [connect.fd, ...accept.as];
      const pair = {
        call: 'socketpair',
        by,
        domain,
        type: made.type & 0xf,
        protocol,
        as: ends,
      } as const;
      const others = made.as.filter((slot) => slot !== connect.fd);
      yield {
        actors,
        operations: operations
          .with(at, pair)
          .with(maker, { ...made, as: others })
          .filter((op) => op !== accept && !(op.call === 'socket' && op.as.length === 0)),
      };
    }
  }
}

function* withPlainArguments({ actors, operations }: Scenario): Generator<Scenario> {
  for (const [i, op] of operations.entries()) {
    for (const plain of plainerOperations(op))
      yield { actors, operations: operations.with(i, plain) };
  }
}

/** Numbers that get smaller, with the value they should reach. */
const TARGETS: Readonly<Record<string, number>> = {
  size: 1,
  flags: 0,
  backlog: 0,
  timeout: 0,
  argument: 0,
  offset: 0,
};

function* plainerOperations(op: Operation): Generator<Operation> {
  const fields = op as unknown as Record<string, unknown>;
  for (const [name, target] of Object.entries(TARGETS)) {
    const value = fields[name];
    if (typeof value !== 'number' || value === target) continue;
    yield { ...op, [name]: target } as Operation;
    const middle = Math.trunc((value + target) / 2);
    if (name !== 'flags' && middle !== value && middle !== target)
      yield { ...op, [name]: middle } as Operation;
    if (name === 'flags')
      for (const bit of bits(value)) yield { ...op, flags: value & ~bit } as Operation;
  }
  yield* plainerStructures(op);
  if (op.call === 'socket' || op.call === 'socketpair')
    for (const bit of bits(op.type & ~0xf)) yield { ...op, type: op.type & ~bit };
}

function* plainerStructures(op: Operation): Generator<Operation> {
  if (op.call === 'sendmsg') yield* plainerControl(op);
  if (op.call === 'epoll_wait' && op.room > 1) yield { ...op, room: 1 };
  if (op.call === 'sendmmsg') yield* fewerSent(op);
  if (op.call === 'recvmmsg') yield* fewerReceived(op);
  if (op.call === 'poll_many')
    for (const i of op.entries.keys()) yield { ...op, entries: op.entries.toSpliced(i, 1) };
  if ('address' in op && op.address !== undefined)
    for (const address of plainerAddress(op.address)) yield { ...op, address };
  yield* withoutOptional(op);
}

/** Without its last argument that may be left out: arguments are told by their places. */
function* withoutOptional(op: Operation): Generator<Operation> {
  const last = argumentsOf(op.call).findLast(([name, { optional }]) => optional && name in op);
  if (last === undefined) return;
  const { [last[0] as never]: _, ...rest } = op;
  yield rest as Operation;
}

function* fewerSent(op: Extract<Operation, { call: 'sendmmsg' }>): Generator<Operation> {
  for (const [i, { control, ...bare }] of op.messages.entries()) {
    yield { ...op, messages: op.messages.toSpliced(i, 1) };
    if (control !== undefined) yield { ...op, messages: op.messages.with(i, bare) };
  }
}

function* fewerReceived(op: Extract<Operation, { call: 'recvmmsg' }>): Generator<Operation> {
  for (const [i, one] of op.messages.entries())
    if (one.slots === 0) yield { ...op, messages: op.messages.toSpliced(i, 1) };
}

function* plainerControl(op: Extract<Operation, { call: 'sendmsg' }>): Generator<Operation> {
  for (const [i, control] of op.control.entries()) {
    yield { ...op, control: op.control.filter((_, j) => j !== i) };
    if (control.kind !== 'rights') continue;
    const { slots } = control;
    const halves =
      slots.length > 2 ? [slots.slice(0, slots.length >> 1), slots.slice(slots.length >> 1)] : [];
    const without = slots.length <= 8 ? slots.map((_, j) => slots.filter((_, k) => k !== j)) : [];
    for (const fewer of [...halves, ...without])
      yield { ...op, control: op.control.with(i, { kind: 'rights', slots: fewer }) };
  }
}

function plainerAddress(address: Address): Address[] {
  if ((address.kind === 'inet' || address.kind === 'inet6') && address.port > 1)
    return [{ ...address, port: 1 }];
  return [];
}

function bits(value: number): number[] {
  const found: number[] = [];
  for (let bit = 1; bit > 0 && bit <= value; bit *= 2) if ((value & bit) !== 0) found.push(bit);
  return found;
}
