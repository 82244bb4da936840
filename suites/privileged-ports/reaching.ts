/** Low ports that are sent to and connected to: binding them alone is privileged. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature } from '../../harness/facts/index.ts';
import type { Address, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { becomeBase, someIdentity } from '../identities.ts';
import { serve, somePort, tryPort } from '../port-moves.ts';
import { needs } from './properties.ts';

function loopback(walk: Walk, domain: number): Address {
  const port = walk.choose.oneIn(3) ? somePort(walk) : walk.choose.int(1, 1023);
  return domain === S.AF_INET
    ? { kind: 'inet', host: walk.choose.one(['127.0.0.1', '127.0.0.2']), port }
    : { kind: 'inet6', host: '::1', port };
}

/** Sixteen bytes of no family. */
const NOBODY: Address = { kind: 'bytes', hex: '00'.repeat(16) };

/** Cut off, another family's, longer than any, or everybody's. */
const WRONG: readonly Address[] = [
  ...['02', '0200', '0a00', `0200${'11'.repeat(13)}`, `0a00${'11'.repeat(21)}`],
  ...[`0100${'61'.repeat(14)}`, `0100${'61'.repeat(26)}`, `0200${'11'.repeat(128)}`],
]
  .map((hex): Address => ({ kind: 'bytes', hex }))
  .concat(
    { kind: 'inet', host: '127.0.0.1', port: 80 },
    { kind: 'inet6', host: '::1', port: 80 },
    ...[80, 9].map((port): Address => ({ kind: 'inet', host: '127.255.255.255', port })),
    { kind: 'abstract', name: 'a-name-of-another-family' },
  );

/** Where a socket of UDP is bound before it is connected: whole, or with the port or the address left open. */
function someSource(walk: Walk, domain: number): Address {
  const { choose } = walk;
  const port = choose.oneIn(2) ? 0 : choose.int(1024, 30_000);
  return domain === S.AF_INET
    ? { kind: 'inet', host: choose.one(['127.0.0.1', '0.0.0.0', '127.0.0.2']), port }
    : { kind: 'inet6', host: choose.one(['::1', '::']), port };
}

export const associating: Property = {
  id: 'ports.connect.udp-has-a-peer-and-a-name',
  claim:
    'connect gives a socket of UDP a peer, the last one named, and a name to be answered at; with AF_UNSPEC nothing stays but what bind gave',
  clauses: ['P25', 'P27', 'P28', 'P10', 'P11', 'B26'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const domain = walk.state.world.has.inet6 ? choose.one([S.AF_INET, S.AF_INET6]) : S.AF_INET;
    const made = Array.from({ length: choose.int(1, 2) }, () => {
      const fd = walk.slot();
      walk.go({ call: 'socket', domain, type: S.SOCK_DGRAM, protocol: 0, as: [fd] });
      if (choose.oneIn(3)) walk.go({ call: 'bind', fd, address: someSource(walk, domain) });
      return fd;
    });
    for (let i = choose.int(2, 8); i > 0; i--) {
      const fd = choose.one(made);
      if (choose.oneIn(5)) walk.become({ ...someIdentity(walk), caps: 'none' });
      if (choose.oneIn(5)) walk.go({ call: 'connect', fd, address: choose.one(WRONG) });
      if (choose.oneIn(4)) walk.go({ call: 'connect', fd, address: NOBODY });
      else if (choose.oneIn(5)) walk.go({ call: 'bind', fd, address: someSource(walk, domain) });
      else walk.go({ call: 'connect', fd, address: loopback(walk, domain) });
      if (choose.oneIn(2)) walk.go({ call: 'getsockname', fd, room: 128 });
      if (choose.oneIn(2)) walk.go({ call: 'getpeername', fd, room: choose.one([128, 128, 8]) });
    }
    becomeBase(walk);
  },
};

/** What a socket of TCP tells of itself and of the other end. */
function introduce(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  walk.go({ call: choose.one(['getsockname', 'getpeername']), fd, room: 128 });
  const option = choose.one(['SO_TYPE', 'SO_DOMAIN', 'SO_PROTOCOL', 'SO_ACCEPTCONN'] as const);
  if (choose.oneIn(2)) walk.go({ call: 'getsockopt', fd, option, room: 4 });
  if (choose.oneIn(12)) walk.go({ call: 'shutdown', fd, how: choose.int(0, 3) });
  if (choose.oneIn(3)) walk.go({ call: 'fcntl', fd, command: 'GETFL', argument: 0 });
}

export const connecting: Property = {
  id: 'ports.connect.names-of-both-ends',
  claim:
    'anybody may connect to who listens at a low port, and accept and both ends tell the names by which they met',
  clauses: ['P22', 'P23', 'P19', 'S19', 'S20', 'S21', 'C05', 'B26'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const domain = walk.state.world.has.inet6 ? choose.one([S.AF_INET, S.AF_INET6]) : S.AF_INET;
    const { fd: listener, address } = serve(walk, domain);
    const made: Slot[] = [listener];
    for (let i = choose.int(2, 8); i > 0; i--) {
      if (choose.oneIn(3)) walk.become({ ...someIdentity(walk), caps: 'none' });
      if (choose.oneIn(2)) {
        const fd = walk.slot();
        walk.go({ call: 'socket', domain, type: S.SOCK_STREAM, protocol: 0, as: [fd] });
        if (choose.oneIn(5)) walk.go({ call: 'bind', fd, address: loopback(walk, domain) });
        if (choose.oneIn(5)) walk.go({ call: 'connect', fd, address: choose.one(WRONG) });
        walk.go({ call: 'connect', fd, address });
        made.push(fd);
      } else {
        const accepted = walk.slot();
        const flags = choose.one([0, S.SOCK_NONBLOCK, S.SOCK_CLOEXEC]);
        walk.go({ call: 'accept4', fd: listener, flags, as: [accepted] });
        if (walk.socketAt(accepted) !== undefined) made.push(accepted);
      }
      introduce(walk, choose.one(made));
      if (choose.oneIn(12)) walk.go({ call: 'close', fd: choose.one(made) });
    }
    becomeBase(walk);
  },
};

/** A stream connects, a datagram is sent. */
function aimAt(walk: Walk, fd: Slot, address: Address): void {
  if (walk.socketAt(fd)?.type === S.SOCK_STREAM) walk.go({ call: 'connect', fd, address });
  else
    walk.go({
      ...{ call: 'sendto', fd, size: walk.choose.size(64), tag: walk.tag() },
      ...{ flags: S.MSG_DONTWAIT, address },
    });
}

export const reaching: Property = {
  id: 'ports.connect.low-ports-are-reached-by-all',
  claim:
    'to send to a low port, or to connect to one, needs no capability, and gives the sender a port of the local range',
  clauses: ['P22', 'P27', 'P28', 'P10'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const six = walk.state.world.has.inet6;
    if (choose.oneIn(3)) tryPort(walk, choose.int(1, 1023));
    for (let i = choose.int(1, 4); i > 0; i--) {
      walk.become({ ...someIdentity(walk), caps: choose.oneIn(4) ? 'all' : 'none' });
      const domain = six ? choose.one([S.AF_INET, S.AF_INET6]) : S.AF_INET;
      const type = choose.oneIn(3) ? S.SOCK_STREAM : S.SOCK_DGRAM;
      const fd = walk.slot();
      walk.go({ call: 'socket', domain, type, protocol: 0, as: [fd] });
      if (choose.oneIn(4)) walk.go({ call: 'bind', fd, address: loopback(walk, domain) });
      for (let calls = choose.int(1, 3); calls > 0; calls--) {
        aimAt(walk, fd, choose.oneIn(5) ? choose.one(WRONG) : loopback(walk, domain));
        if (choose.oneIn(2)) walk.go({ call: 'getsockname', fd, room: 128 });
      }
      if (choose.oneIn(4)) walk.go({ call: 'bind', fd, address: loopback(walk, domain) });
    }
    becomeBase(walk);
  },
};

const FOUR = ['127.0.0.1', '127.0.0.1', '127.0.0.2'] as const;
const SIX = ['::1', '::ffff:7f00:1', '::ffff:7f00:2'] as const;

/** An address of loopback in a family, or in the place of those of all. */
function nearby(walk: Walk, domain: number, port: number, isForAll = false): Address {
  const { choose } = walk;
  return domain === S.AF_INET
    ? { kind: 'inet', host: choose.one(isForAll ? ['0.0.0.0', ...FOUR] : FOUR), port }
    : { kind: 'inet6', host: choose.one(isForAll ? ['::', '::', '::', ...SIX] : SIX), port };
}

function newStream(walk: Walk, domain: number): Slot {
  const fd = walk.slot();
  walk.go({ call: 'socket', domain, type: S.SOCK_STREAM, protocol: 0, as: [fd] });
  return fd;
}

const DOMAINS = [S.AF_INET, S.AF_INET6] as const;

export const bothFamilies: Property = {
  id: 'ports.connect.families-meet-or-not',
  claim:
    'who listens at :: hears IPv4 too, unless it is v6 only, and both ends tell the address of the other in the words of their own family',
  clauses: ['P26', 'P15', 'P23', 'P22'],
  requires: [...needs, needsFeature('tcp6')],
  aim: (walk) => {
    const { choose } = walk;
    const port = choose.oneIn(3) ? choose.int(1, 1023) : choose.int(1024, 30_000);
    const domain = choose.one([...DOMAINS, S.AF_INET6]);
    const listener = newStream(walk, domain);
    if (domain === S.AF_INET6 && choose.oneIn(3))
      walk.go({
        ...{ call: 'setsockopt', fd: listener, option: 'IPV6_V6ONLY' },
        value: choose.int(0, 1),
      });
    walk.go({ call: 'bind', fd: listener, address: nearby(walk, domain, port, true) });
    walk.go({ call: 'listen', fd: listener, backlog: 3 });
    const met: Slot[] = [listener];
    for (let i = choose.int(1, 4); i > 0; i--) {
      if (choose.oneIn(4)) walk.become({ ...someIdentity(walk), caps: 'none' });
      const family = choose.one(DOMAINS);
      const fd = newStream(walk, family);
      if (choose.oneIn(5)) walk.go({ call: 'bind', fd, address: nearby(walk, family, 0) });
      if (walk.go({ call: 'connect', fd, address: nearby(walk, family, port) }) !== '') continue;
      const accepted = walk.slot();
      walk.go({ call: 'accept4', fd: listener, flags: 0, as: [accepted] });
      met.push(fd, accepted);
      for (const one of [fd, accepted]) if (walk.socketAt(one)) introduce(walk, one);
    }
    for (let i = choose.int(0, 3); i > 0; i--) introduce(walk, choose.one(met));
    becomeBase(walk);
  },
};
