/** Who may have a port together: addresses that meet, families that meet, and options that everybody must set. */

import * as S from '../../harness/abi/socket.ts';
import type { Address, Slot, SocketOption } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { becomeBase, someIdentity } from '../identities.ts';
import { newInet, someAddress, somePort } from '../port-moves.ts';
import { needs } from './properties.ts';

/** Few, so that they meet. */
const FOUR = ['127.0.0.1', '0.0.0.0', '127.0.0.2'] as const;
const SIX = ['::ffff:7f00:1', '::', '::1', '::ffff:7f00:2'] as const;

/** An option, sometimes through a duplicate: it is the socket's, not the descriptor's. */
function setOption(walk: Walk, fd: Slot, option: SocketOption, value = 1): void {
  const { choose } = walk;
  const twin = walk.slot();
  const through = choose.oneIn(4) && walk.go({ call: 'dup', fd, as: [twin] }) === '';
  walk.go({ call: 'setsockopt', fd: through ? twin : fd, option, value });
  if (through) walk.go({ call: 'close', fd: twin });
  if (choose.oneIn(4)) walk.go({ call: 'getsockopt', fd, option, room: 4 });
}

function newOf(walk: Walk, domain: number, type: number): Slot {
  const fd = walk.slot();
  walk.go({ call: 'socket', domain, type, protocol: 0, as: [fd] });
  return fd;
}

function someDomain(walk: Walk): number {
  return walk.state.world.has.inet6 ? walk.choose.one([S.AF_INET, S.AF_INET6]) : S.AF_INET;
}

export const reuse: Property = {
  id: 'ports.bind.shared-if-all-agree',
  claim:
    'a port is shared by those that all set SO_REUSEADDR, while none of TCP listens, or SO_REUSEPORT, as one user, and by nobody else, nor a low one by who may not have it',
  clauses: ['P16', 'P17', 'P20', 'P11', 'P14'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const type = choose.one([S.SOCK_STREAM, S.SOCK_DGRAM]);
    const port = choose.oneIn(5) ? choose.int(1, 1023) : choose.int(1100, 30_000);
    const [option, other] = choose.oneIn(2)
      ? (['SO_REUSEADDR', 'SO_REUSEPORT'] as const)
      : (['SO_REUSEPORT', 'SO_REUSEADDR'] as const);
    for (let i = choose.int(2, 4); i > 0; i--) {
      if (choose.oneIn(3)) walk.become({ ...someIdentity(walk), caps: 'none' });
      else if (choose.oneIn(4)) becomeBase(walk);
      const domain = choose.oneIn(4) ? someDomain(walk) : S.AF_INET;
      const fd = newOf(walk, domain, type);
      if (!choose.oneIn(5)) setOption(walk, fd, option, choose.one([1, 1, 1, 2, -1]));
      if (choose.oneIn(5)) setOption(walk, fd, other);
      walk.go({ call: 'bind', fd, address: meeting(walk, domain, port) });
      if (choose.oneIn(4)) walk.go({ call: 'listen', fd, backlog: choose.int(0, 5) });
      if (choose.oneIn(6)) walk.go({ call: 'close', fd: choose.one(walk.sockets()) });
    }
    if (choose.oneIn(2))
      for (const fd of walk.sockets()) walk.go({ call: 'listen', fd, backlog: 1 });
    becomeBase(walk);
  },
};

/** Hosts that mostly meet. */
function meeting(walk: Walk, domain: number, port: number): Address {
  const { choose } = walk;
  return domain === S.AF_INET
    ? { kind: 'inet', host: choose.one([...FOUR, '127.0.0.1']), port }
    : { kind: 'inet6', host: choose.one([...SIX, '::']), port };
}

export const families: Property = {
  id: 'ports.bind.families-meet-or-not',
  claim:
    'IPv4 and v4-mapped addresses have one set of ports, :: those of both families, and what is v6 only none of IPv4; TCP and UDP have their own',
  clauses: ['P15', 'P11', 'P01'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const type = choose.one([S.SOCK_STREAM, S.SOCK_DGRAM]);
    const port = choose.oneIn(4) ? choose.int(1, 1023) : choose.int(1100, 30_000);
    for (let i = choose.int(2, 5); i > 0; i--) {
      const domain = choose.oneIn(3) ? S.AF_INET : someDomain(walk);
      const fd = newOf(walk, domain, choose.oneIn(8) ? S.SOCK_STREAM : type);
      if (domain === S.AF_INET6 && choose.oneIn(3)) {
        walk.go({ call: 'setsockopt', fd, option: 'IPV6_V6ONLY', value: choose.one([1, 1, 2, 0]) });
        if (choose.oneIn(3)) walk.go({ call: 'getsockopt', fd, option: 'IPV6_V6ONLY', room: 4 });
      }
      if (choose.oneIn(4)) walk.become({ ...someIdentity(walk), caps: 'none' });
      walk.go({ call: 'bind', fd, address: meeting(walk, domain, port) });
      if (choose.oneIn(3)) walk.go({ call: 'getsockname', fd, room: 128 });
      if (choose.oneIn(4)) walk.go({ call: 'close', fd });
      becomeBase(walk);
    }
  },
};

export const elsewhere: Property = {
  id: 'ports.bind.foreign-or-later',
  claim:
    'IP_FREEBIND gives an address that is not here, IP_BIND_ADDRESS_NO_PORT an address without a port, and neither a port that is taken',
  clauses: ['P13', 'P18', 'P10', 'P11', 'P12'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const shared = choose.int(1100, 30_000);
    for (let i = choose.int(1, 4); i > 0; i--) {
      const { fd, domain } = newInet(walk);
      const v4 = domain === S.AF_INET;
      if (v4 && choose.oneIn(2)) setOption(walk, fd, 'IP_FREEBIND', choose.one([1, 1, 1, 0]));
      if (v4 && choose.oneIn(2))
        setOption(walk, fd, 'IP_BIND_ADDRESS_NO_PORT', choose.one([1, 1, 1, 0]));
      const port = choose.one([0, 0, shared, shared, somePort(walk)]);
      const address: Address = choose.oneIn(2)
        ? someAddress(walk, domain, port)
        : v4
          ? { kind: 'inet', host: '192.0.2.1', port }
          : { kind: 'inet6', host: choose.one(['2001:db8::1', '::ffff:c000:201']), port };
      walk.go({ call: 'bind', fd, address });
      walk.go({ call: 'getsockname', fd, room: 128 });
      if (choose.oneIn(3)) walk.go({ call: 'listen', fd, backlog: 1 });
      if (choose.oneIn(3)) walk.go({ call: 'getsockname', fd, room: 128 });
    }
  },
};
