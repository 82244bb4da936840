/** Sends that are larger than the room, and receives that wait for the whole: how much went, and that it is all there. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature } from '../../harness/facts/index.ts';
import type { Control, Operation, Slot } from '../../harness/law/operation.ts';
import { payload } from '../../harness/law/payload.ts';
import type { Property, Trace } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as M from '../moves.ts';

const needs = [needsFeature('unix-stream')];
const BUFFERS = [4096, 5000, 8000, 16_384] as const;
/** Around the pieces and twice the pieces of those buffers; the last are for a buffer that nobody set. */
const SIZES = [4032, 4033, 4500, 8064, 8065, 10_000, 17_000, 33_000] as const;
const LARGE = [33_000, 70_000, 230_000] as const;
const EVERYTHING = 500_000;

const { MSG_DONTWAIT, MSG_NOSIGNAL, MSG_PEEK, MSG_WAITALL } = S;

/** What can have been read of a connection is what was told to be sent: a beginning of it, or all where a reader found no more. */
function nothingLostOrDoubled(trace: Trace): string | undefined {
  const pair = trace[0]?.op.call === 'socketpair' ? trace[0].op.as : [];
  for (const [i, fd] of pair.entries()) {
    const told = trace.flatMap((step) => sentOn(step, pair[1 - i]));
    const reads = trace.filter(({ op }) => isReceive(op, fd));
    const [written, read] = [
      Buffer.concat(told),
      Buffer.concat(reads.flatMap(({ observed }) => observed.data ?? [])),
    ];
    if (!written.subarray(0, read.length).equals(read))
      return `what was read from s${fd} is not a beginning of what was told to be sent`;
    const isDrained =
      trace.at(-1)?.op === reads.at(-1)?.op && reads.at(-1)?.observed.errno === 'EAGAIN';
    if (isDrained && read.length < written.length)
      return `of ${written.length} bytes that were told to be sent to s${fd}, ${read.length} came`;
  }
  return undefined;
}

/** Of one step: the bytes that were told to be sent. */
const sentOn = ({ op, observed }: Trace[number], fd: Slot | undefined): readonly Uint8Array[] =>
  'tag' in op && op.fd === fd && observed.ret > 0 ? [payload(op.tag, 0, observed.ret)] : [];

const isReceive = (op: Operation, fd: Slot): boolean =>
  (op.call === 'recv' || op.call === 'recvmsg' || op.call === 'read') &&
  op.fd === fd &&
  !('flags' in op && (op.flags & MSG_PEEK) !== 0);

/** Descriptors, credentials or nothing to go with the bytes. */
function controlOf(walk: Walk): readonly Control[] {
  const { choose, me } = walk;
  if (choose.oneIn(2)) return [M.rightsToSend(walk, 2)];
  if (choose.oneIn(2)) return [];
  return [{ kind: 'creds', pid: { actor: walk.by }, uid: me.cred.ruid, gid: me.cred.rgid }];
}

/** Whether calls without flags do not wait either. */
const isQuick = ({ state }: Walk, fd: Slot): boolean =>
  state.descriptors[fd]?.file.nonblock === true;

function sendMuch(walk: Walk, fd: Slot, size: number, flags: number): void {
  const { choose } = walk;
  const tag = walk.tag();
  const fields = { fd, size, tag, flags: flags | MSG_NOSIGNAL };
  if (isQuick(walk, fd) && choose.oneIn(4)) walk.go({ call: 'write', fd, size, tag });
  else if (choose.oneIn(3)) walk.go({ call: 'sendmsg', ...fields, control: controlOf(walk) });
  else walk.go({ call: 'send', ...fields });
}

function receive(walk: Walk, fd: Slot, size: number, flags = MSG_DONTWAIT): string | undefined {
  if (flags === MSG_DONTWAIT && isQuick(walk, fd) && walk.choose.oneIn(4))
    return walk.go({ call: 'read', fd, size });
  if (walk.choose.oneIn(2)) return walk.go({ call: 'recv', fd, size, flags });
  return walk.go({ call: 'recvmsg', fd, size, flags, room: 64, as: walk.fresh(2) });
}

/** Reads until nothing is left, and once more: where a receive stops is not always known. */
function drain(walk: Walk, fd: Slot): void {
  for (let i = 0; i < 8 && receive(walk, fd, EVERYTHING) === ''; i++);
  receive(walk, fd, EVERYTHING);
}

export const shortSends: Property = {
  id: 'stream.send.short-says-how-much',
  claim:
    'a send for which there is too little room says how much of it went, and the peer reads exactly that',
  clauses: ['S41', 'S42', 'S43', 'S33', 'S39', 'R14'],
  requires: needs,
  runs: 300,
  aim: (walk) => {
    const { choose } = walk;
    const [fd, other] = M.newPair(walk, S.SOCK_STREAM);
    const isSmall = !choose.oneIn(6);
    if (isSmall)
      walk.go({ call: 'setsockopt', fd, option: 'SO_SNDBUF', value: choose.one(BUFFERS) });
    if (choose.oneIn(4))
      walk.go({ call: 'setsockopt', fd: other, option: 'SO_PASSCRED', value: 1 });
    for (let i = choose.int(1, 3); i > 0; i--) {
      for (let sends = choose.int(1, 3); sends > 0; sends--)
        sendMuch(walk, fd, choose.one(isSmall ? SIZES : LARGE), MSG_DONTWAIT);
      for (let reads = choose.int(0, 3); reads > 0; reads--) {
        const size = choose.one([1, 100, 4031, 4032, 4033, 9000]);
        receive(walk, other, size, MSG_DONTWAIT | (choose.oneIn(4) ? MSG_PEEK : 0));
      }
    }
    drain(walk, other);
  },
  holds: nothingLostOrDoubled,
};

/** Who sleeps is left to sleep, which takes its time: few do. */
const SLEEPS = 14;

const blockingPair = (walk: Walk): readonly [Slot, Slot] => {
  const [a = 0, b = 0] = walk.fresh(2);
  walk.go({
    call: 'socketpair',
    ...{ domain: S.AF_UNIX, type: S.SOCK_STREAM, protocol: 0, as: [a, b] },
  });
  return [a, b];
};

export const blockingSends: Property = {
  id: 'stream.send.all-of-it-unless-interrupted',
  claim:
    'a send that may wait takes all of its bytes; interrupted in its sleep it says how many it took, and the peer reads those',
  clauses: ['S44', 'S42'],
  requires: needs,
  sleeps: true,
  runs: 60,
  aim: (walk) => {
    const { choose } = walk;
    const [fd, other] = blockingPair(walk);
    for (let i = choose.int(1, 3); i > 0; i--) {
      const size = choose.int(16_385, 31_000);
      walk.go({ call: 'send', fd, size, tag: walk.tag(), flags: MSG_NOSIGNAL });
      if (choose.oneIn(2)) receive(walk, other, EVERYTHING);
    }
    if (choose.oneIn(8)) {
      drain(walk, other);
      walk.go({ call: 'setsockopt', fd, option: 'SO_SNDBUF', value: choose.one(BUFFERS) });
      const size = choose.one([...SIZES, ...LARGE]);
      walk.go({ call: 'send', fd, size, tag: walk.tag(), flags: MSG_NOSIGNAL }, true);
    }
    drain(walk, other);
  },
  holds: nothingLostOrDoubled,
};

export const receivesOfAll: Property = {
  id: 'stream.recv.waits-for-the-whole',
  claim:
    'MSG_WAITALL gives the whole size, or what there is if the stream ends, has an error, or a signal comes',
  clauses: ['S45', 'S34', 'S29'],
  requires: needs,
  sleeps: true,
  runs: 200,
  aim: (walk) => {
    const { choose } = walk;
    const [fd, other] = blockingPair(walk);
    let sent = 0;
    for (let i = choose.int(1, 4); i > 0; i--) {
      const size = choose.int(1, 50);
      sent += size;
      walk.go({ call: 'send', fd, size, tag: walk.tag(), flags: MSG_DONTWAIT });
    }
    const flags = MSG_WAITALL | (choose.oneIn(4) ? MSG_DONTWAIT : 0);
    if (choose.oneIn(2)) receive(walk, other, choose.int(0, sent), flags);
    if (choose.oneIn(3))
      walk.go({ call: 'recv', fd: other, size: sent + choose.int(0, 9), flags: flags | MSG_PEEK });
    const ending = choose.int(0, 4);
    if (ending === 0) walk.go({ call: 'close', fd });
    if (ending === 1)
      walk.go({ call: 'send', fd: other, size: 1, tag: walk.tag(), flags: MSG_DONTWAIT });
    if (ending === 1) walk.go({ call: 'close', fd });
    if (ending === 2) walk.go({ call: 'shutdown', fd, how: choose.int(1, 2) });
    const move = { call: 'recv', fd: other, size: sent + choose.int(0, 20), flags } as const;
    walk.go(move, choose.oneIn(SLEEPS));
    drain(walk, other);
  },
  holds: nothingLostOrDoubled,
};
