/** Datagram sockets have no channels: messages that come whole from anybody, or from one peer, and never an end. */

import { POLLIN, POLLOUT } from '../../harness/abi/poll.ts';
import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import { payload } from '../../harness/law/payload.ts';
import type { Property, Trace } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as D from '../datagram-moves.ts';
import * as Fd from '../descriptor-moves.ts';
import { becomeBase, becomeSomebody } from '../identities.ts';
import * as M from '../moves.ts';
import { ENDING, LOOKING } from '../weights.ts';

const needs = [needsFeature('unix-dgram'), needsOwn('network'), needsOwn('files')];

/** Bytes that name a payload beyond doubt. */
const TELLING = 8;

const SENDS: ReadonlySet<string> = new Set(['send', 'sendto', 'sendmsg', 'write']);

interface Sent {
  readonly tag: number;
  readonly from: Slot;
  readonly bytes: Buffer;
  taken: boolean;
}

/** Every datagram that is received is the beginning of one that was sent, once, and those of a sender in order. */
function wholeAndInOrder(trace: Trace): string | undefined {
  const sent: Sent[] = [];
  const last = new Map<string, number>();
  for (const { op, observed } of trace) {
    if (SENDS.has(op.call) && 'tag' in op && observed.errno === '') {
      const bytes = Buffer.from(payload(op.tag, 0, op.size));
      sent.push({ tag: op.tag, from: op.fd, bytes, taken: false });
    }
    if (op.call !== 'recv' && op.call !== 'recvfrom' && op.call !== 'read') continue;
    const { data } = observed;
    if (data === undefined || data.length < TELLING) continue;
    const origin = sent.find(({ bytes }) => bytes.subarray(0, data.length).equals(data));
    if (origin === undefined) return `s${op.fd} read what nobody sent as one datagram`;
    if (origin.taken) return `s${op.fd} read datagram ${origin.tag} again`;
    const way = `${origin.from} ${op.fd}`;
    if ((last.get(way) ?? -1) > origin.tag) return `s${op.fd} read datagram ${origin.tag} too late`;
    if ('flags' in op && (op.flags & S.MSG_PEEK) !== 0) continue;
    last.set(way, origin.tag);
    origin.taken = true;
  }
  return undefined;
}

export const messages: Property = {
  id: 'stream.datagram.whole-and-in-order',
  claim:
    'without a connection each message arrives whole, once, and behind those its sender sent before, with the name of its sender',
  clauses: ['G01', 'G02', 'G03', 'G16', 'S35'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const receiver = D.newNamed(walk);
    const address = M.nameOf(walk, receiver);
    const senders = Array.from({ length: choose.int(1, 3) }, () =>
      choose.oneIn(2) ? D.newNamed(walk) : D.newDatagram(walk),
    );
    for (let i = choose.int(2, 14); i > 0; i--) {
      const fd = choose.one(senders);
      const size = choose.oneIn(5) ? choose.int(0, 2) : choose.int(TELLING, 60);
      if (choose.oneIn(2) && address !== undefined) D.sendToName(walk, fd, address, size);
      else if (choose.oneIn(12)) M.bindMove(walk);
      else {
        const flags = M.receiveFlags(walk);
        const call = choose.oneIn(3) ? 'recv' : 'recvfrom';
        walk.go({ call, fd: receiver, size: choose.oneIn(3) ? choose.int(0, 40) : 64, flags });
      }
      if (choose.oneIn(8)) M.recvmsgMove(walk);
      if (choose.oneIn(6)) walk.go({ call: 'read', fd: receiver, size: choose.int(0, 30) });
      if (choose.oneIn(12)) walk.go({ call: 'close', fd });
    }
    for (let i = 3; i > 0; i--)
      walk.go({ call: 'recvfrom', fd: receiver, size: 64, flags: S.MSG_DONTWAIT });
  },
  holds: wholeAndInOrder,
};

export const destinations: Property = {
  id: 'stream.datagram.goes-where-it-is-sent',
  claim:
    'a message goes to the name it is sent to if there is one that the sender may write to, else to the peer, else nowhere',
  clauses: ['G05', 'G11', 'G07', 'S13', 'S14', 'K32'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const own = choose.oneIn(2) ? D.newDatagram(walk) : D.newNamed(walk);
    D.newNamed(walk, M.pathName(walk));
    if (choose.oneIn(3)) M.newListener(walk);
    if (choose.oneIn(3)) walk.go({ call: 'mkdir', path: 'd', mode: 0o700 });
    if (choose.oneIn(3)) walk.go({ call: 'symlink', target: 'loop', path: 'loop' });
    if (choose.oneIn(3))
      walk.go({ call: 'chmod', path: 'p0', mode: choose.one([0, 0o200, 0o577]) });
    if (choose.oneIn(4)) walk.go({ call: 'setsockopt', fd: own, option: 'SO_PASSCRED', value: 1 });
    for (let i = choose.int(2, 8); i > 0; i--) {
      if (choose.oneIn(4)) becomeSomebody(walk);
      const path = choose.one(['p0', 'p1', 'd/p0', 'p0/p1', 'loop', `d/${'n'.repeat(90)}`, '.']);
      const odd = choose.oneIn(3)
        ? choose.one([
            { kind: 'path', path },
            { kind: 'unnamed' },
            { kind: 'bytes', hex: `0100${'61'.repeat(choose.one([108, 109, 126, 127]))}` },
            { kind: 'inet', host: '127.0.0.1', port: 9 },
          ] as const)
        : D.nameAmong(walk, D.datagrams(walk));
      const fd = M.target(walk, [own]);
      if (choose.oneIn(4)) D.sendOn(walk, fd);
      else if (choose.oneIn(5)) walk.go({ call: 'connect', fd, address: odd });
      else D.sendToName(walk, fd, odd, choose.int(0, 9));
      if (choose.oneIn(3)) D.receiveMove(walk);
      // Its later messages are told by that name.
      if (choose.oneIn(10)) walk.go({ call: 'bind', fd: own, address: M.unixName(walk) });
      if (choose.oneIn(6)) walk.go({ call: 'getsockname', fd: own, room: 128 });
    }
    becomeBase(walk);
  },
};

/** Asks a datagram socket for all that its association shows. */
function lookAt(walk: Walk, fd: Slot): void {
  walk.go({ call: 'getpeername', fd, room: 128 });
  walk.go({ call: 'poll', fd, events: POLLIN | POLLOUT, timeout: 0 });
  if (walk.choose.oneIn(2)) walk.go({ call: 'getsockopt', fd, option: 'SO_PEERCRED', room: 12 });
  if (walk.choose.oneIn(3)) walk.go({ call: 'getsockopt', fd, option: 'SO_ERROR', room: 4 });
}

export const associations: Property = {
  id: 'stream.datagram.one-peer-until-another',
  claim:
    'connect makes no channel: it says who may send, may be said again or taken back, and then drops what was not read',
  clauses: ['G07', 'G08', 'G11', 'K01', 'K03', 'B26', 'X05'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    for (let i = choose.int(2, 3); i > 0; i--) D.newNamed(walk);
    if (choose.oneIn(3)) M.newPair(walk, S.SOCK_DGRAM);
    for (let i = choose.int(3, 12); i > 0; i--) {
      walk.wander(
        [
          [3, D.connectMove],
          [2, D.mutualMove],
          [2, D.partMove],
          [4, D.sendMove],
          [3, D.sendtoMove],
          [2, D.receiveMove],
        ],
        1,
      );
      if (choose.oneIn(3)) lookAt(walk, M.target(walk, D.datagrams(walk)));
    }
    for (const fd of D.datagrams(walk)) lookAt(walk, fd);
  },
};

export const lostNames: Property = {
  id: 'stream.datagram.peer-outlives-its-name',
  claim:
    'who is connected sends to its peer after the pathname is removed, renamed or taken; by name one sends to whoever has it then',
  clauses: ['G17', 'G05', 'B24', 'S22'],
  requires: needs,
  runs: 200,
  aim: (walk) => {
    const { choose } = walk;
    const path = 'p0';
    const address = { kind: 'path', path } as const;
    const receivers = [D.newNamed(walk, address)];
    const clients = [D.newDatagram(walk), D.newDatagram(walk)];
    const [client = 0] = clients;
    walk.go({ call: 'connect', fd: client, address });
    for (let i = choose.int(1, 3); i > 0; i--) {
      const loss = choose.int(0, 3);
      if (loss === 0) walk.go({ call: 'rename', from: path, to: choose.one(['p1', 'p2']) });
      else walk.go({ call: 'unlink', path });
      if (loss > 1) receivers.push(D.newNamed(walk, address));
      if (choose.oneIn(4)) walk.go({ call: 'rename', from: choose.one(['p1', 'p2']), to: path });
      // Whoever was connected to it is not to whoever has its name then.
      if (receivers.length > 1 && choose.oneIn(4))
        walk.go({ call: 'close', fd: receivers.shift() as number });
      if (choose.oneIn(6)) walk.go({ call: 'connect', fd: choose.one(clients), address });
      for (const size of [choose.int(0, 20), choose.int(TELLING, 40)])
        if (choose.oneIn(3)) D.sendToName(walk, choose.one(clients), address, size);
        else D.sendOn(walk, client, size);
      if (choose.oneIn(3)) walk.go({ call: 'getpeername', fd: client, room: 128 });
      for (const fd of receivers) walk.go({ call: 'recv', fd, size: 64, flags: S.MSG_DONTWAIT });
    }
  },
  holds: wholeAndInOrder,
};

/** Nobody else sends to the ends of a pair, and nothing but the buffer bounds what waits there. */
function fillPair(walk: Walk): void {
  const { choose } = walk;
  const [fd, other] = M.newPair(walk, S.SOCK_DGRAM);
  const most = Math.min(walk.state.world.maxDgramQlen ?? 0, 40);
  for (let i = most + choose.int(1, 4); i > 0; i--) D.sendOn(walk, fd, choose.int(0, 3));
  walk.go({ call: 'poll', fd, events: POLLIN | POLLOUT, timeout: 0 });
  for (let i = choose.int(0, 2); i > 0; i--)
    walk.go({ call: 'recv', fd: other, size: 9, flags: S.MSG_DONTWAIT });
}

export const fullQueue: Property = {
  id: 'stream.datagram.queue-and-one',
  claim:
    'a queue takes max_dgram_qlen and one datagrams from others, any number from its own peer, and one that is read makes room',
  clauses: ['G06', 'G11', 'X05', 'G01'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    if (choose.oneIn(6)) return fillPair(walk);
    const receiver = D.newNamed(walk);
    const address = M.nameOf(walk, receiver);
    const connected = D.newNamed(walk);
    const stranger = D.newDatagram(walk);
    if (address === undefined) return;
    walk.go({ call: 'connect', fd: connected, address });
    const name = M.nameOf(walk, connected);
    if (choose.oneIn(3) && name !== undefined)
      walk.go({ call: 'connect', fd: receiver, address: name });
    const most = walk.state.world.maxDgramQlen ?? 0;
    for (let i = Math.min(most, 40) + choose.int(-2, 3); i > 0; i--)
      if (choose.oneIn(3)) D.sendToName(walk, stranger, address, 1);
      else D.sendOn(walk, connected, choose.int(0, 3));
    for (let i = choose.int(2, 6); i > 0; i--) {
      const fd = choose.one([connected, stranger, receiver]);
      if (choose.oneIn(3)) walk.go({ call: 'poll', fd, events: POLLIN | POLLOUT, timeout: 0 });
      else if (choose.oneIn(2)) D.sendToName(walk, fd, address, 1);
      else D.sendOn(walk, fd, 1);
      if (choose.oneIn(4)) walk.go({ call: 'recv', fd: receiver, size: 9, flags: S.MSG_DONTWAIT });
      if (choose.oneIn(8)) D.partMove(walk);
    }
  },
};

export const largeMessages: Property = {
  id: 'stream.datagram.as-large-as-its-buffer',
  claim:
    'a message has at most the doubled SO_SNDBUF less 32 bytes: that many arrive whole, and of one more nothing',
  clauses: ['G04', 'G01', 'G02'],
  requires: [needsFeature('unix-dgram')],
  aim: (walk) => {
    const { choose } = walk;
    const pair = M.newPair(walk, S.SOCK_DGRAM);
    for (let i = choose.int(1, 4); i > 0; i--) {
      const [fd, other] = choose.oneIn(3) ? pair.toReversed() : pair;
      const value = choose.one([4096, 4097, 5000, 16_384]);
      if (fd === undefined || other === undefined) return;
      walk.go({ call: 'setsockopt', fd, option: 'SO_SNDBUF', value });
      if (choose.oneIn(3)) walk.go({ call: 'getsockopt', fd, option: 'SO_SNDBUF', room: 4 });
      for (let sends = choose.int(1, 3); sends > 0; sends--)
        D.sendOn(walk, fd, 2 * value - 32 + choose.int(-1, 1));
      const flags = S.MSG_DONTWAIT | (choose.oneIn(3) ? S.MSG_TRUNC : 0);
      walk.go({ call: 'recv', fd: other, size: choose.one([40_000, 2 * value - 32, 9]), flags });
    }
  },
  holds: wholeAndInOrder,
};

export const noEnd: Property = {
  id: 'stream.datagram.no-end-is-ever-seen',
  claim:
    'no peer learns of a close or a shutdown by receiving: a send is refused, once by the dead, always by the deaf; nobody listens',
  clauses: ['G09', 'G10', 'G12', 'X01', 'X05'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    M.newPair(walk, S.SOCK_DGRAM);
    D.newNamed(walk);
    const client = D.newDatagram(walk);
    walk.go({ call: 'connect', fd: client, address: D.nameAmong(walk, D.datagrams(walk)) });
    for (let i = choose.int(1, 6); i > 0; i--) {
      walk.wander(
        [
          [3, D.sendMove],
          [2, D.sendtoMove],
          [3, D.receiveMove],
          [3, M.shutdownMove],
          [2, M.closeMove],
          [1, Fd.nonblockMove],
        ],
        choose.int(1, 3),
      );
      for (const fd of D.datagrams(walk)) {
        walk.go({ call: 'poll', fd, events: POLLIN | POLLOUT, timeout: 0 });
        if (choose.oneIn(2)) walk.go({ call: 'recv', fd, size: 9, flags: S.MSG_DONTWAIT });
        if (choose.oneIn(3)) D.sendOn(walk, fd, 2);
        if (choose.oneIn(12)) walk.go({ call: 'listen', fd, backlog: 1 });
        if (choose.oneIn(12)) walk.go({ call: 'accept4', fd, flags: 0, as: [walk.slot()] });
      }
    }
  },
};

export const walkOfDatagrams: Property = {
  id: 'stream.datagram.any-order-of-calls',
  claim: 'in any order of calls datagram sockets do what the law allows',
  clauses: ['G01', 'G05', 'G07', 'G08', 'G09', 'G10'],
  requires: needs,
  runs: 1000,
  aim: (walk) => {
    for (let i = walk.choose.int(1, 3); i > 0; i--) D.newNamed(walk);
    walk.wander([...D.DATAGRAMS, ...LOOKING, ...ENDING, [1, M.bindMove]], walk.choose.int(5, 28));
  },
};
