/** Bytes and records through a connection. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import { payload } from '../../harness/law/payload.ts';
import type { Property, Trace } from '../../harness/run/property.ts';
import * as M from '../moves.ts';

const needs = [needsFeature('unix-stream')];
const sendOn = (fd: number) =>
  [
    5,
    (walk: Parameters<M.Move>[0]) =>
      void walk.go({
        call: 'send',
        fd,
        size: M.payloadSize(walk),
        tag: walk.tag(),
        flags: M.sendFlags(walk),
      }),
  ] as const;
const recvOn = (fd: number, flags = S.MSG_DONTWAIT) =>
  [
    5,
    (walk: Parameters<M.Move>[0]) =>
      void walk.go({ call: 'recv', fd, size: M.payloadSize(walk), flags }),
  ] as const;

/** The same without flags, as files are written and read. */
const writeOn = (fd: number) =>
  [
    1,
    (walk: Parameters<M.Move>[0]) =>
      void walk.go({ call: 'write', fd, size: M.payloadSize(walk), tag: walk.tag() }),
  ] as const;
const readOn = (fd: number) =>
  [
    1,
    (walk: Parameters<M.Move>[0]) => void walk.go({ call: 'read', fd, size: M.payloadSize(walk) }),
  ] as const;

/** What went in at one end comes out at the other: the same bytes in the same order, whatever the cuts. */
function sameBytesOut(trace: Trace): string | undefined {
  const sent = new Map<number, Uint8Array[]>();
  const got = new Map<number, Uint8Array[]>();
  const add = (map: Map<number, Uint8Array[]>, fd: number, bytes: Uint8Array): void =>
    void map.set(fd, [...(map.get(fd) ?? []), bytes]);
  for (const { op, observed } of trace) {
    if ((op.call === 'send' || op.call === 'write') && observed.ret > 0)
      add(sent, op.fd, payload(op.tag, 0, observed.ret));
    if ((op.call === 'recv' || op.call === 'read') && observed.data) add(got, op.fd, observed.data);
  }
  const pair = trace[0]?.op.call === 'socketpair' ? trace[0].op.as : [];
  for (const [i, fd] of pair.entries()) {
    const written = Buffer.concat(sent.get(pair[1 - i] ?? -1) ?? []);
    const read = Buffer.concat(got.get(fd) ?? []);
    if (!written.subarray(0, read.length).equals(read))
      return `what was read from s${fd} is not a beginning of what was written to it`;
  }
  return undefined;
}

export const bytesInOrder: Property = {
  id: 'stream.recv.bytes-as-sent',
  claim: 'any split of writes into reads keeps the byte sequence, in both directions',
  clauses: ['S33', 'S34', 'S32', 'S36', 'S37'],
  requires: needs,
  aim: (walk) => {
    const [a = 0, b = 0] = walk.fresh(2);
    walk.go({
      call: 'socketpair',
      domain: S.AF_UNIX,
      type: S.SOCK_STREAM,
      protocol: 0,
      as: [a, b],
    });
    walk.wander(
      [
        sendOn(a),
        sendOn(b),
        recvOn(a),
        recvOn(b),
        recvOn(b, S.MSG_DONTWAIT | S.MSG_TRUNC),
        recvOn(a, S.MSG_DONTWAIT | S.MSG_WAITALL),
        writeOn(a),
        readOn(b),
      ],
      walk.choose.int(2, 30),
    );
    for (const fd of [a, b]) walk.go({ call: 'recv', fd, size: 60_000, flags: S.MSG_DONTWAIT });
  },
  holds: sameBytesOut,
};

export const boundariesOfRecords: Property = {
  id: 'stream.seqpacket.records-keep-their-bounds',
  claim:
    'seqpacket sockets have connections and keep the bounds of records; what does not fit is cut and said to be cut',
  clauses: ['G02', 'G13', 'G14', 'G15', 'S01', 'S03', 'S30'],
  requires: [needsFeature('unix-seqpacket')],
  aim: (walk) => {
    const { choose } = walk;
    const [a, b] = M.newPair(walk, S.SOCK_SEQPACKET);
    if (choose.oneIn(4)) M.newSocket(walk, S.SOCK_SEQPACKET);
    walk.wander(
      [
        sendOn(a),
        sendOn(b),
        recvOn(a),
        recvOn(b),
        recvOn(b, S.MSG_DONTWAIT | S.MSG_TRUNC),
        recvOn(a, S.MSG_DONTWAIT | S.MSG_PEEK),
        [2, M.recvmsgMove],
        [1, M.sendtoMove],
        [1, M.shutdownMove],
        [1, M.closeMove],
      ],
      choose.int(2, 24),
    );
  },
};

export const peeking: Property = {
  id: 'stream.recv.peek-leaves-everything',
  claim:
    'a peek shows what a read would, and leaves it there; one that waits for all shows what there is',
  clauses: ['S35', 'S34', 'S33', 'S45'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const [a, b] = M.newPair(walk);
    for (let i = choose.int(1, 6); i > 0; i--) {
      walk.wander([sendOn(a)], choose.int(1, 3));
      const size = M.payloadSize(walk);
      const all = choose.oneIn(3) ? S.MSG_WAITALL : 0;
      const wait = choose.oneIn(3) ? 0 : S.MSG_DONTWAIT;
      walk.go({ call: 'recv', fd: b, size, flags: wait | all | S.MSG_PEEK });
      walk.go({ call: 'recv', fd: b, size, flags: S.MSG_DONTWAIT | S.MSG_PEEK });
      walk.go({ call: 'recv', fd: b, size, flags: S.MSG_DONTWAIT });
    }
  },
};

/** With a call or with a file: either says not to wait. */
export const twoWaysNotToWait: Property = {
  id: 'stream.recv.two-ways-not-to-wait',
  claim:
    'O_NONBLOCK of the file and MSG_DONTWAIT of the call say the same: EAGAIN, and nothing else',
  clauses: ['X17', 'S34', 'S39', 'G15'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const ends = M.newPair(walk);
    if (choose.oneIn(2)) {
      const [fd] = ends;
      walk.go({ call: 'setsockopt', fd, option: 'SO_SNDBUF', value: 4096 });
      for (let sends = 0; sends < 3; sends++)
        walk.go({ call: 'send', fd, size: 3700, tag: walk.tag(), flags: S.MSG_DONTWAIT });
    }
    for (let i = choose.int(3, 12); i > 0; i--) {
      const fd = choose.one(ends);
      const flags = choose.oneIn(2) ? S.MSG_DONTWAIT : 0;
      const argument = choose.oneIn(2) ? 0o4000 : 0;
      const size = choose.one([1, 60, 3700]);
      switch (choose.int(0, 6)) {
        case 0:
          walk.go({ call: 'fcntl', fd, command: 'SETFL', argument });
          break;
        case 1:
        case 2:
          walk.go({ call: 'send', fd: ends[0], size, tag: walk.tag(), flags });
          break;
        case 3:
          if (choose.oneIn(4)) walk.go({ call: 'shutdown', fd, how: S.SHUT_WR });
          break;
        case 4:
          walk.go({ call: 'recvmsg', fd, size, flags, room: 0, as: [] });
          break;
        default:
          walk.go({ call: 'recv', fd, size, flags });
      }
    }
  },
};

export const toldFlags: Property = {
  id: 'stream.recvmsg.flags-on-return',
  claim:
    'msg_flags tells of what was received and of nothing that was asked for; of a receive that was refused it tells nothing',
  clauses: ['S38', 'R22', 'S36', 'G02'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const [a, b] = M.newPair(walk);
    for (let i = choose.int(2, 8); i > 0; i--) {
      if (choose.oneIn(2)) walk.wander([sendOn(a)], 1);
      if (choose.oneIn(6)) M.closeMove(walk);
      const asked = choose.some([S.MSG_TRUNC, S.MSG_CTRUNC, S.MSG_PEEK]);
      const flags = asked.reduce((sum, flag) => sum | flag, S.MSG_DONTWAIT);
      walk.go({ call: 'recvmsg', fd: b, size: choose.size(30), flags, room: 0, as: [] });
    }
  },
};

export const unconnected: Property = {
  id: 'stream.send.needs-a-connection',
  claim: 'nothing can be sent or received without a connection, nor to an address',
  clauses: ['S01', 'S02', 'S03', 'S17', 'S12'],
  requires: [...needs, needsOwn('network'), needsOwn('files')],
  aim: (walk) => {
    const { choose } = walk;
    M.newSocket(walk);
    if (choose.oneIn(2)) M.newListener(walk);
    if (choose.oneIn(3)) M.newPair(walk);
    walk.wander(
      [
        [3, M.sendMove],
        [3, M.recvMove],
        [3, M.sendtoMove],
        [2, M.recvfromMove],
        [2, M.connectMove],
        [1, M.bindMove],
        [2, sendAnywhere],
      ],
      choose.int(2, 10),
    );
  },
};

/** Data calls on whatever socket there is, connected or not. */
const sendAnywhere: M.Move = (walk) => {
  const { choose } = walk;
  const fd = M.target(walk, walk.sockets());
  if (choose.oneIn(2))
    walk.go({
      call: 'send',
      fd,
      size: choose.size(20),
      tag: walk.tag(),
      flags: S.MSG_DONTWAIT | S.MSG_NOSIGNAL,
    });
  else walk.go({ call: 'recv', fd, size: choose.size(20), flags: S.MSG_DONTWAIT });
  if (choose.oneIn(4))
    walk.go({
      call: 'connect',
      fd,
      address: choose.one([
        { kind: 'unnamed' },
        { kind: 'bytes', hex: '00000000' },
        { kind: 'inet', host: '127.0.0.1', port: 9 },
      ] as const),
    });
};
