/** Pointers to where no memory is: the call says so, and nothing else happens. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import { payload } from '../../harness/law/payload.ts';
import type { Property, Trace } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as Fd from '../descriptor-moves.ts';
import * as M from '../moves.ts';

const at = 'nowhere' as const;

/** A send or receive, half of them from or to nowhere, or from where memory ends. */
function exchange(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const size = choose.oneIn(6) ? 0 : choose.int(1, 12);
  const asked = { fd, size, flags: S.MSG_DONTWAIT };
  const isAnywhere = choose.oneIn(2);
  if (choose.oneIn(2)) {
    const from = choose.oneIn(2) && size > 1 ? choose.int(1, size - 1) : at;
    walk.go({ call: 'send', ...asked, tag: walk.tag(), ...(!isAnywhere && { at: from }) });
  } else walk.go({ call: 'recv', ...asked, ...(!isAnywhere && { at }) });
}

export const faultyBuffers: Property = {
  id: 'stream.fault.nothing-is-sent-or-lost',
  claim:
    'a buffer that is nowhere is EFAULT: nothing of it is sent, and what could not be received waits for the next receive',
  clauses: ['X16', 'S33', 'S01'],
  requires: [needsFeature('unix-stream'), needsFeature('unix-seqpacket')],
  aim: (walk) => {
    const { choose } = walk;
    const ends = M.newPair(walk, choose.one([S.SOCK_STREAM, S.SOCK_SEQPACKET]));
    const more = choose.oneIn(3) ? [M.newSocket(walk)] : [];
    for (let i = choose.int(2, 10); i > 0; i--) exchange(walk, choose.one([...ends, ...more]));
    if (choose.oneIn(4)) walk.go({ call: 'close', fd: ends[0] });
    for (let i = 2; i > 0; i--) exchange(walk, M.target(walk, [...ends, ...more]));
    for (const fd of ends) walk.go({ call: 'recv', fd, size: 200, flags: S.MSG_DONTWAIT });
  },
};

/** A send or receive whose buffer is not all there, now and then. */
function exchangePart(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const isSent = choose.oneIn(2);
  const [size, flags] = [choose.int(1, isSent ? 20 : 40), S.MSG_DONTWAIT];
  const part = choose.oneIn(isSent ? 3 : 2) ? { at: choose.int(0, size - 1) } : {};
  if (isSent) walk.go({ call: 'send', fd, size, tag: walk.tag(), flags, ...part });
  else walk.go({ call: 'recv', fd, size, flags, ...part });
}

/** What was read of a stream is what was told to be sent, in order: nothing is lost where a buffer ended, and nothing comes twice. */
function nothingLostOrDoubled(trace: Trace): string | undefined {
  const sent = new Map<Slot, Buffer[]>();
  const read = new Map<Slot, Buffer[]>();
  const add = (to: Map<Slot, Buffer[]>, fd: Slot, bytes: Uint8Array): void =>
    void to.set(fd, [...(to.get(fd) ?? []), Buffer.from(bytes)]);
  let ends: readonly Slot[] = [];
  for (const { op, observed } of trace) {
    if (op.call === 'socketpair') ends = op.as;
    if (observed.errno !== '') continue;
    if (op.call === 'send') add(sent, op.fd, payload(op.tag, 0, observed.ret));
    if (op.call === 'recv' && observed.data) add(read, op.fd, observed.data);
  }
  for (const [i, fd] of ends.entries()) {
    const all = Buffer.concat(sent.get(ends[1 - i] ?? -1) ?? []);
    const got = Buffer.concat(read.get(fd) ?? []);
    if (!all.subarray(0, got.length).equals(got)) return `s${fd} read what was not sent so`;
  }
  return undefined;
}

export const partlyThere: Property = {
  id: 'stream.fault.where-a-buffer-ends',
  claim:
    'a buffer of a stream that is not all in memory loses nothing and doubles nothing: what was not copied is not sent, or waits for the next receive',
  clauses: ['X33', 'X16', 'S33'],
  requires: [needsFeature('unix-stream')],
  aim: (walk) => {
    const { choose } = walk;
    const ends = M.newPair(walk, S.SOCK_STREAM);
    for (let i = choose.int(2, 14); i > 0; i--) exchangePart(walk, choose.one(ends));
    for (const fd of ends) walk.go({ call: 'recv', fd, size: 400, flags: S.MSG_DONTWAIT });
  },
  holds: nothingLostOrDoubled,
};

/** A pair that nobody is told of, or of which it is open what is wrong with it. */
function pairNowhere(walk: Walk): void {
  const type = M.anyType(walk) | M.newFlags(walk);
  const kind = { domain: S.AF_UNIX, type, protocol: 0, as: walk.fresh(2) };
  walk.go({ call: 'socketpair', ...kind, at });
}

export const faultyNames: Property = {
  id: 'stream.fault.names-and-pairs',
  claim:
    'room for a name or a pair that is nowhere is EFAULT, without any room for a name it does not matter, and no descriptor stays',
  clauses: ['B25', 'C09', 'C07', 'B26'],
  requires: [needsFeature('unix-stream'), needsOwn('network')],
  aim: (walk) => {
    const { choose } = walk;
    const ends = M.newPair(walk);
    const fd = M.newSocket(walk);
    if (choose.oneIn(2)) walk.go({ call: 'bind', fd, address: M.abstractName(walk) });
    walk.wander(
      [
        [3, pairNowhere],
        [1, Fd.dupMove],
        [
          5,
          (w) => {
            const call = choose.one(['getsockname', 'getpeername'] as const);
            const room = choose.one([0, 1, 16, 128, -1]);
            w.go({ call, fd: M.target(w, [...ends, fd, fd]), room, at });
          },
        ],
      ],
      choose.int(2, 8),
    );
    for (const call of ['getsockname', 'getpeername'] as const)
      walk.go({ call, fd: choose.one([...ends, fd]), room: 128 });
  },
};
