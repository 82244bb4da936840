/** Ports around every boundary, for every family, protocol, address and set of capabilities. */

import * as S from '../../harness/abi/socket.ts';
import {
  needsCapability,
  needsFeature,
  needsOwn,
  type Requirement,
} from '../../harness/facts/index.ts';
import type { Address, SocketOption } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { becomeBase, someCapabilities, someIdentity } from '../identities.ts';
import { newInet, someAddress, somePort, tryPort } from '../port-moves.ts';
import { listedMove } from '../proc-moves.ts';

export const needs = [
  // IPv6 is tried where there is any: engines switch it off, and the promise holds without it.
  needsFeature('tcp4'),
  needsFeature('udp4'),
  needsOwn('network'),
];
export const needsSysctl: readonly Requirement[] = [
  ...needs,
  needsFeature('port-start-writable'),
  needsCapability('NET_ADMIN'),
];

/** What a socket is, whatever becomes of it. */
const OF_KIND = ['SO_TYPE', 'SO_DOMAIN', 'SO_PROTOCOL', 'SO_ACCEPTCONN'] as const;
const STARTS = [0, 1, 80, 81, 1023, 1024, 1025, 2000, 10_000] as const;

export const boundaries: Property = {
  id: 'ports.bind.needs-the-capability-below-the-start',
  claim:
    'without CAP_NET_BIND_SERVICE every port below the start is refused and every free one from it up is given',
  clauses: ['P01', 'P02', 'P19'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    walk.become({ ...someIdentity(walk), caps: choose.one(['none', 'all-NET_BIND_SERVICE']) });
    for (let i = choose.int(1, 6); i > 0; i--) tryPort(walk);
    becomeBase(walk);
  },
};

export const byCapability: Property = {
  id: 'ports.bind.the-capability-decides-not-the-uid',
  claim:
    'the effective capability alone decides: uid 0 without it is refused, any uid with it is not',
  clauses: ['P01', 'P02'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    for (let i = choose.int(1, 6); i > 0; i--) {
      const without = walk.me.permitted.includes('NET_BIND_SERVICE')
        ? ['all', 'NET_BIND_SERVICE', 'NET_BIND_SERVICE+CHOWN']
        : ['all'];
      const caps = choose.oneIn(2) ? choose.one(without) : someCapabilities(walk);
      walk.become({ ...someIdentity(walk), caps });
      tryPort(walk);
    }
    becomeBase(walk);
  },
};

export const thresholds: Property = {
  id: 'ports.sysctl.start-is-the-threshold',
  claim:
    'ip_unprivileged_port_start is the threshold for both families: below it the capability is needed, from it up not',
  clauses: ['P03', 'P04', 'P05', 'P06'],
  requires: needsSysctl,
  aim: (walk) => {
    const { choose } = walk;
    const [low] = walk.state.world.localPortRange;
    const edges = [-1, low, low, low + 1, low + 1, 65_535, 65_536];
    for (let i = choose.int(1, 3); i > 0; i--) {
      becomeBase(walk);
      walk.go({
        call: 'port_start',
        value: choose.oneIn(4) ? choose.one(edges) : choose.one(STARTS),
      });
      walk.become({
        ...someIdentity(walk),
        caps: choose.oneIn(3) ? someCapabilities(walk) : 'none',
      });
      for (let ports = choose.int(1, 4); ports > 0; ports--) tryPort(walk);
    }
    becomeBase(walk);
  },
};

export const whoBinds: Property = {
  id: 'ports.bind.the-binder-counts-not-the-maker',
  claim:
    'bind looks at who binds now: a socket made with the capability gives nobody else the right',
  clauses: ['P01', 'P02', 'P09', 'P19'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const made = Array.from({ length: choose.int(1, 4) }, () => newInet(walk));
    for (let i = choose.int(1, 8); i > 0; i--) {
      walk.become({
        ...someIdentity(walk),
        caps: choose.oneIn(2) ? 'none' : someCapabilities(walk),
      });
      const { fd, domain } = choose.one(made);
      walk.go({ call: 'bind', fd, address: someAddress(walk, domain) });
      if (choose.oneIn(2)) walk.go({ call: 'getsockname', fd, room: 128 });
      // Whoever listens needs no capability: the port is had.
      if (choose.oneIn(4)) walk.go({ call: 'listen', fd: choose.one(made).fd, backlog: 1 });
    }
    becomeBase(walk);
  },
};

export const bypasses: Property = {
  id: 'ports.bind.no-option-lifts-the-rule',
  claim: 'no socket option lets a process without the capability bind a privileged port',
  clauses: ['P14', 'P01'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const four: readonly SocketOption[] = [
      'SO_REUSEADDR',
      'SO_REUSEPORT',
      'IP_FREEBIND',
      'IP_BIND_ADDRESS_NO_PORT',
    ];
    const six: readonly SocketOption[] = ['SO_REUSEADDR', 'SO_REUSEPORT', 'IPV6_V6ONLY'];
    for (let i = choose.int(1, 4); i > 0; i--) {
      becomeBase(walk);
      const { fd, domain } = newInet(walk);
      for (const option of choose.some(domain === S.AF_INET ? four : six))
        walk.go({ call: 'setsockopt', fd, option, value: 1 });
      walk.become({ ...someIdentity(walk), caps: 'none' });
      walk.go({ call: 'bind', fd, address: someAddress(walk, domain) });
      walk.go({ call: 'getsockname', fd, room: 128 });
      if (choose.oneIn(2)) walk.go({ call: 'close', fd });
    }
    becomeBase(walk);
  },
};

/** A sockaddr_in by its bytes: of a family or of none, as long as it must be or longer. */
function rawAddress(walk: Walk): Address {
  const { choose } = walk;
  const family = choose.one([S.AF_UNSPEC, S.AF_UNSPEC, S.AF_INET, S.AF_NETLINK]);
  const head = Buffer.alloc(8);
  head.writeUInt16LE(family);
  head.writeUInt16BE(choose.one([0, 80, 1023, 1024, 5000, somePort(walk)]), 2);
  head.writeUInt8(choose.one([0, 0, 127]), 4);
  if (head.readUInt8(4) === 127) head.writeUInt8(1, 7);
  const length = choose.one([16, 16, 16, 20, 28, 110, 128, 129, 15, 8]);
  return {
    kind: 'bytes',
    hex: head
      .toString('hex')
      .padEnd(length * 2, '0')
      .slice(0, length * 2),
  };
}

/** Of nobody here, and of IPv4 that nobody here has, mapped. */
const FOREIGN_SIX = ['2001:db8::1', '::ffff:c000:201'] as const;
/** ::, ::1, 127.0.0.1 and 192.0.2.1 mapped, and one that nobody here has. */
const RAW_HOSTS = [
  '0'.repeat(32),
  '1'.padStart(32, '0'),
  'ffff7f000001'.padStart(32, '0'),
  'ffffc0000201'.padStart(32, '0'),
  '20010db8'.padEnd(31, '0').concat('1'),
] as const;

/** A sockaddr_in6 by its bytes: its scope id, the last four of them, may be missing, not more. */
function rawAddress6(walk: Walk): Address {
  const { choose } = walk;
  const port = choose.one([0, 80, 1023, 1024, somePort(walk)]);
  const hex = `0a00${port.toString(16).padStart(4, '0')}00000000${choose.one(RAW_HOSTS)}`;
  const length = choose.one([24, 24, 25, 27, 28, 23, 16, 110]);
  return { kind: 'bytes', hex: hex.padEnd(length * 2, '0').slice(0, length * 2) };
}

export const precedence: Property = {
  id: 'ports.bind.errors-in-their-order',
  claim: 'of several reasons to refuse a bind the one that the family checks first is told',
  clauses: ['P11', 'P12', 'P01', 'P19', 'P21'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    for (let i = choose.int(1, 5); i > 0; i--) {
      walk.become({ ...someIdentity(walk), caps: choose.oneIn(2) ? 'none' : 'all' });
      const { fd, domain } = newInet(walk);
      for (let binds = choose.int(1, 3); binds > 0; binds--) {
        const address = choose.oneIn(2)
          ? choose.one<Address>([
              { kind: 'inet', host: '192.0.2.1', port: somePort(walk) },
              { kind: 'inet6', host: choose.one(FOREIGN_SIX), port: somePort(walk) },
              { kind: 'unnamed' },
              { kind: 'path', path: 'p0' },
              { kind: 'abstract', name: 'a name as long as an address' },
              { kind: 'inet', host: '127.0.0.1', port: somePort(walk) },
              { kind: 'inet6', host: '::1', port: somePort(walk) },
              // Of many parts: more often than the others.
              ...Array.from({ length: 5 }, () => rawAddress(walk)),
              ...Array.from({ length: 2 }, () => rawAddress6(walk)),
            ])
          : someAddress(walk, domain, choose.one([80, 1023, 1024, 5000]));
        walk.go({ call: 'bind', fd, address });
      }
      walk.go({ call: 'getsockname', fd, room: 128 });
    }
    becomeBase(walk);
  },
};

export const chosenPorts: Property = {
  id: 'ports.bind.zero-is-always-given',
  claim: 'port 0 is given to anybody, and the port that is chosen lies in the local range',
  clauses: ['P10'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    walk.become({ ...someIdentity(walk), caps: choose.oneIn(3) ? 'all' : 'none' });
    for (let i = choose.int(1, 5); i > 0; i--) tryPort(walk, 0);
    becomeBase(walk);
  },
};

export const walkOfPorts: Property = {
  id: 'ports.walk.any-order-of-binds',
  claim:
    'in any order of binds, closes and changes of identity each result is one that the law allows',
  clauses: ['P01', 'P02', 'P03', 'P10', 'P11', 'P12', 'I18'],
  requires: needsSysctl,
  runs: 800,
  aim: (walk) => {
    const { choose } = walk;
    const inet = (): number[] => walk.sockets((socket) => socket.domain !== S.AF_UNIX);
    const someInet = (): number => choose.one([...inet(), 9999]);
    walk.wander(
      [
        [4, (w) => tryPort(w)],
        [2, (w) => void newInet(w)],
        [2, (w) => w.become({ ...someIdentity(w), caps: someCapabilities(w) })],
        [1, becomeBase],
        [1, listedMove],
        [
          2,
          (w) => {
            const fd = someInet();
            w.go({
              call: 'bind',
              fd,
              address: someAddress(w, w.socketAt(fd)?.domain ?? S.AF_INET),
            });
          },
        ],
        [
          2,
          (w) => {
            const open = inet();
            if (open.length > 0) w.go({ call: 'close', fd: choose.one(open) });
          },
        ],
        [1, (w) => void w.go({ call: 'listen', fd: someInet(), backlog: 1 })],
        [
          2,
          (w) => {
            const option = choose.one(OF_KIND);
            w.go({ call: 'getsockopt', fd: someInet(), option, room: 4 });
          },
        ],
        [1, (w) => void w.go({ call: 'port_start', value: choose.one(STARTS) })],
      ],
      choose.int(4, 24),
    );
    becomeBase(walk);
  },
};

export const bindsAtOnce: Property = {
  id: 'ports.bind.at-once-one-wins',
  claim: 'of binds of one port at once exactly one succeeds, and only of those that may',
  clauses: ['P11', 'P01'],
  requires: needs,
  actors: 4,
  runs: 120,
  aim: (walk) => {
    const { choose } = walk;
    const type = choose.one([S.SOCK_STREAM, S.SOCK_DGRAM]);
    const address = someAddress(walk, S.AF_INET);
    const moves = [1, 2, 3].map((actor) => {
      const fd = walk.slot();
      walk.as(actor, () => {
        walk.go({ call: 'socket', domain: S.AF_INET, type, protocol: 0, as: [fd] });
        if (choose.oneIn(3)) walk.become({ caps: 'none' });
      });
      return { by: actor, move: { call: 'bind', fd, address } } as const;
    });
    walk.burst(choose.oneIn(2) ? moves : moves.slice(1));
    for (const { by, move } of moves)
      walk.as(by, () => {
        becomeBase(walk);
        walk.go({ call: 'getsockname', fd: move.fd, room: 128 });
      });
  },
};
