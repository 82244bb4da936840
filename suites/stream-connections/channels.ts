/** One name, many channels. */

import * as S from '../../harness/abi/socket.ts';
import { SOCK_STREAM } from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Property, Trace } from '../../harness/run/property.ts';
import * as Fd from '../descriptor-moves.ts';
import * as M from '../moves.ts';
import { CONNECTING, ENDING, LOOKING, TRANSFER } from '../weights.ts';

const needs = [needsFeature('unix-stream'), needsOwn('network'), needsOwn('files')];

/** Window of bytes that names a payload beyond doubt. */
const WINDOW = 8;

/** No eight bytes come out of two channels: each send was made on one, and is read on one. */
export function noByteOnTwoChannels(trace: Trace): string | undefined {
  const seen = new Map<string, number>();
  for (const { op, observed } of trace) {
    if (op.call !== 'recv' || observed.errno !== '' || observed.data === undefined) continue;
    for (let at = 0; at + WINDOW <= observed.data.length; at += WINDOW) {
      const window = Buffer.from(observed.data.subarray(at, at + WINDOW)).toString('latin1');
      const where = seen.get(window);
      if (where !== undefined && where !== op.fd)
        return `bytes read from s${where} were read from s${op.fd} too`;
      seen.set(window, op.fd);
    }
  }
  return undefined;
}

export const channelsAreTheirOwn: Property = {
  id: 'stream.connect.each-its-own-channel',
  claim: 'each connect makes a channel of its own: no byte sent on one comes out of another',
  clauses: ['S11', 'S33', 'S22', 'S19', 'S24'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const address = M.unixName(walk);
    const listener = M.newListener(walk, SOCK_STREAM, address);
    for (let clients = choose.int(2, 5); clients > 0; clients--) {
      const client = walk.slot();
      walk.go({
        call: 'socket',
        domain: S.AF_UNIX,
        type: SOCK_STREAM | S.SOCK_NONBLOCK,
        protocol: 0,
        as: [client],
      });
      walk.go({ call: 'connect', fd: client, address });
      if (choose.oneIn(2))
        walk.go({
          call: 'send',
          fd: client,
          size: choose.int(8, 64),
          tag: walk.tag(),
          flags: S.MSG_NOSIGNAL,
        });
      if (choose.oneIn(2))
        walk.go({
          call: 'accept4',
          fd: listener,
          flags: choose.oneIn(2) ? S.SOCK_NONBLOCK : 0,
          as: [walk.slot()],
        });
    }
    walk.wander(
      [
        [4, M.sendMove],
        [5, M.recvMove],
        [1, M.acceptMove],
        [1, Fd.nameMove],
        [1, Fd.pollMove],
      ],
      choose.int(6, 24),
    );
    for (const fd of M.connected(walk))
      walk.go({ call: 'recv', fd, size: 4096, flags: S.MSG_DONTWAIT });
  },
  holds: noByteOnTwoChannels,
};

/** Accepts come in the order of the connects: the first payload of each tells which client it was. */
export const clientsInOrder: Property = {
  id: 'stream.accept.clients-in-order',
  claim:
    'accept returns connections in the order of connect, with the name of each client, and with the flags it was given',
  clauses: ['S19', 'S20', 'S21', 'S22', 'S23', 'S11', 'B21'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const type = M.connectionType(walk);
    const address = M.unixName(walk);
    const listener = M.newListener(walk, type, address);
    for (let clients = choose.int(1, 5); clients > 0; clients--) {
      const client = M.newSocket(walk, type);
      if (choose.oneIn(2))
        walk.go({
          call: 'bind',
          fd: client,
          address: choose.oneIn(3) ? { kind: 'unnamed' } : M.unixName(walk),
        });
      walk.go({ call: 'connect', fd: client, address });
      walk.go({
        call: 'send',
        fd: client,
        size: choose.int(1, 20),
        tag: walk.tag(),
        flags: S.MSG_NOSIGNAL,
      });
      if (choose.oneIn(5)) walk.go({ call: 'close', fd: client });
      else if (choose.oneIn(4))
        walk.go({ call: 'bind', fd: client, address: M.abstractName(walk) });
    }
    for (let accepts = choose.int(1, 6); accepts > 0; accepts--) {
      const accepted = walk.slot();
      const flags =
        (choose.oneIn(2) ? S.SOCK_NONBLOCK : 0) |
        (choose.oneIn(2) ? S.SOCK_CLOEXEC : 0) |
        (choose.oneIn(12) ? 2 : 0);
      walk.go({
        call: 'accept4',
        fd: choose.oneIn(12) ? M.target(walk, walk.sockets()) : listener,
        flags,
        as: [accepted],
      });
      walk.go({ call: 'recv', fd: accepted, size: 64, flags: S.MSG_DONTWAIT });
      walk.go({ call: 'getsockname', fd: accepted, room: 128 });
      walk.go({ call: 'getpeername', fd: accepted, room: 128 });
    }
  },
};

export const walkOfConnections: Property = {
  id: 'stream.walk.any-order-of-calls',
  claim:
    'in any order of calls on stream and seqpacket sockets each result is one that the law allows',
  clauses: ['S12', 'S13', 'S15', 'S16', 'S20', 'S28', 'X05', 'C15', 'C16', 'G16'],
  requires: needs,
  runs: 1500,
  aim: (walk) => {
    if (walk.choose.oneIn(2)) M.newPair(walk);
    else M.newListener(walk);
    walk.wander([...CONNECTING, ...TRANSFER, ...LOOKING, ...ENDING], walk.choose.int(5, 30));
  },
};
