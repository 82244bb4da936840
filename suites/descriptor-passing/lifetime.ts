/** Nothing is lost and nothing leaks: descriptors in flight, in cycles too, end when nobody can reach them. */

import { POLLHUP, POLLIN } from '../../harness/abi/poll.ts';
import * as S from '../../harness/abi/socket.ts';
import type { Control, Slot } from '../../harness/law/operation.ts';
import type { Property, Trace } from '../../harness/run/property.ts';
import { slotsMade } from '../../harness/scenario/slots.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as M from '../moves.ts';
import { CONNECTING, ENDING, LOOKING, TRANSFER } from '../weights.ts';
import { needs, needsNames, newFile, newThing, receiveRights, sendRights } from './channel.ts';

/** Descriptors of the writing end. */
const writers = (walk: Walk): number[] =>
  walk.open(({ file }) => file.object.kind === 'pipe' && file.access === 'w');

/** A receive without room for descriptors. */
function receivePlainly(walk: Walk, fd: number): void {
  if (walk.choose.oneIn(2)) walk.go({ call: 'read', fd, size: 64 });
  else walk.go({ call: 'recv', fd, size: 64, flags: S.MSG_DONTWAIT });
}

/** Sends, receives or closes a writer, or now and then the end of a pair. */
function moveWriter(walk: Walk, end: number): void {
  const { choose } = walk;
  const held = writers(walk);
  const some = held.length === 0 ? undefined : choose.one(held);
  const kind = choose.int(0, 3);
  if (kind === 0 && some !== undefined)
    sendRights(walk, end, choose.oneIn(3) ? [some, ...held] : [some]);
  else if (kind === 1 && choose.oneIn(4)) receivePlainly(walk, end);
  else if (kind === 1) receiveRights(walk, end, choose.oneIn(3) ? choose.int(0, 24) : undefined);
  else if (kind === 2 && some !== undefined) walk.go({ call: 'close', fd: some });
  else if (kind === 3 && choose.oneIn(3)) walk.go({ call: 'close', fd: end });
}

/** When every descriptor that could hold the writing end is gone, the reading end hangs up, and not before. */
export const conservation: Property = {
  id: 'rights.close.canary-hangs-up-at-last',
  claim:
    'a pipe in flight hangs up exactly when the last descriptor and the last message that hold its writer are gone',
  clauses: ['R03', 'R16', 'R18', 'R28', 'R17'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const [reader = 0, writer = 0] = walk.fresh(2);
    walk.go({ call: 'pipe2', flags: 0o4000, as: [reader, writer] });
    const pairs = Array.from({ length: choose.int(1, 3) }, () => M.newPair(walk));
    const look = (): void =>
      void walk.go({ call: 'poll', fd: reader, events: POLLIN | POLLHUP, timeout: 0 });
    for (let i = choose.int(2, 14); i > 0; i--) {
      moveWriter(walk, choose.one(pairs.flat()));
      if (choose.oneIn(2)) look();
    }
    for (const fd of writers(walk)) walk.go({ call: 'close', fd });
    look();
    for (const fd of pairs.flat()) walk.go({ call: 'close', fd });
    look();
  },
  holds: hungUpAtTheEnd,
};

/** Slots that are filled and not closed again. */
function openAtTheEnd(trace: Trace): ReadonlySet<number> {
  const open = new Set<number>();
  for (const { op, observed } of trace) {
    if (observed.errno !== '') continue;
    const filled =
      op.call === 'recvmsg' ? op.as.slice(0, observed.passed?.length ?? 0) : slotsMade(op);
    for (const slot of filled) open.add(slot);
    if (op.call === 'close') open.delete(op.fd);
  }
  return open;
}

/** Independent of the law: with every other descriptor closed, the canary must have hung up. */
function hungUpAtTheEnd(trace: Trace): string | undefined {
  const last = trace.at(-1);
  if (last?.op.call !== 'poll' || trace[0]?.op.call !== 'pipe2' || last.op.fd !== trace[0].op.as[0])
    return undefined;
  const open = openAtTheEnd(trace);
  if (open.size !== 1) return undefined;
  const revents = Number(last.observed.fields?.revents ?? 0);
  return (revents & POLLHUP) === 0
    ? 'every other descriptor is closed, and the pipe has not hung up'
    : undefined;
}

/**
 * Sockets in each other's queues, with a canary in one of them: each in its own queue, or all in a ring. Denser
 * graphs are left out on purpose: some kernels never collect them, and what they lose is lost until the next
 * boot (findings/unix-gc-missed-cycle.md).
 */
function cycleOfPairs(walk: Walk, canary: Slot): readonly Slot[] {
  const { choose } = walk;
  const types = [S.SOCK_STREAM, S.SOCK_STREAM, S.SOCK_SEQPACKET, S.SOCK_DGRAM];
  const pairs = Array.from({ length: choose.int(1, 4) }, () => M.newPair(walk, choose.one(types)));
  const ring = choose.oneIn(2);
  const send = choose.oneIn(4) ? sendUrgently : sendRights;
  for (const [i, [end]] of pairs.entries()) {
    const [, way] = pairs[ring ? (i + 1) % pairs.length : i] ?? [end, end];
    send(walk, way, [end]);
  }
  (choose.oneIn(2) ? send : sendRights)(walk, choose.one(pairs)[1], [canary]);
  return pairs.flat();
}

/** With an urgent byte, where such bytes lose nothing; records have none. */
function sendUrgently(walk: Walk, fd: Slot, slots: readonly Slot[]): void {
  const isStream = walk.socketAt(fd)?.type === S.SOCK_STREAM;
  const urgent = isStream && walk.state.world.has.oobMended ? S.MSG_OOB : 0;
  const flags = urgent | S.MSG_DONTWAIT | S.MSG_NOSIGNAL;
  const control: Control[] = [{ kind: 'rights', slots }];
  walk.go({ call: 'sendmsg', fd, size: 1, tag: walk.tag(), flags, control });
}

/** A listener in the queue of a client that it has not accepted. */
function waitingCycle(walk: Walk, canary: Slot): readonly Slot[] {
  const address = M.unixName(walk);
  const type = M.connectionType(walk);
  const listener = M.newListener(walk, type, address);
  const client = M.newSocket(walk, type);
  walk.go({ call: 'connect', fd: client, address });
  const send = walk.choose.oneIn(4) ? sendUrgently : sendRights;
  if (walk.choose.oneIn(2)) send(walk, client, [listener, canary]);
  else for (const fd of [listener, canary]) send(walk, client, [fd]);
  return [client, listener];
}

export const collected: Property = {
  id: 'rights.close.cycles-are-collected',
  claim: 'sockets that only their own queues can reach are collected, and what they held is closed',
  clauses: ['R29', 'R28', 'R30'],
  requires: needsNames,
  runs: 90,
  aim: (walk) => {
    const { choose } = walk;
    const [reader = 0, writer = 0] = walk.fresh(2);
    walk.go({ call: 'pipe2', flags: 0o4000, as: [reader, writer] });
    const cycle = choose.oneIn(4) ? waitingCycle(walk, writer) : cycleOfPairs(walk, writer);
    walk.go({ call: 'close', fd: writer });
    for (const fd of cycle) if (!choose.oneIn(8)) walk.go({ call: 'close', fd });
    walk.go({ call: 'poll', fd: reader, events: POLLIN | POLLHUP, timeout: 0 });
    const trigger = walk.slot();
    walk.go({ call: 'socket', domain: S.AF_UNIX, type: S.SOCK_STREAM, protocol: 0, as: [trigger] });
    walk.go({ call: 'close', fd: trigger });
    // Longer than the collector's deadline; it returns as soon as the pipe hangs up.
    if (walk.state.garbage.size > 0)
      walk.go({ call: 'poll', fd: reader, events: POLLHUP, timeout: 500 });
    walk.go({ call: 'read', fd: reader, size: 1 });
  },
};

export const walkOfRights: Property = {
  id: 'rights.walk.any-order-of-calls',
  claim:
    'in any order of calls that send, receive, duplicate and close, each result is one that the law allows',
  clauses: ['R01', 'R06', 'R14', 'R16', 'R17', 'R20', 'R21', 'R33'],
  requires: needsNames,
  runs: 900,
  aim: (walk) => {
    const { choose } = walk;
    M.newPair(walk);
    newThing(walk);
    walk.wander(
      [
        ...CONNECTING,
        ...TRANSFER,
        ...LOOKING,
        ...ENDING,
        [8, M.sendRightsMove],
        [10, M.recvmsgMove],
        [2, (w) => void newThing(w)],
        [1, (w) => void newFile(w)],
        [
          1,
          (w) =>
            void w.go({ call: 'kcmp', fd: M.target(w, w.open()), other: M.target(w, w.open()) }),
        ],
        [
          1,
          (w) =>
            void w.go({
              call: 'setsockopt',
              fd: M.target(w, w.sockets()),
              option: choose.one(['SO_PASSCRED', 'SO_PASSRIGHTS'] as const),
              value: choose.int(0, 1),
            }),
        ],
      ],
      choose.int(5, 30),
    );
  },
};
