/** Ports of TCP for a process that has confined itself by Landlock to some of them. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature } from '../../harness/facts/index.ts';
import type { Address, Confined, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { becomeBase, someIdentity } from '../identities.ts';
import { GOES, ofMortals, STAYS } from '../mortals.ts';
import { newInet } from '../port-moves.ts';
import { needs } from './properties.ts';

/** So few that what is left, what is taken and what is asked for are often the same; two with their bytes swapped. */
const PORTS = [80, 1023, 1024, 5000, 5001, 20_480] as const;
const LISTENING = [80, 5000, 5001] as const;

const needsConfined = [
  ...needs,
  ...ofMortals.requires.filter(({ kind }) => kind === 'own'),
  needsFeature('landlock-ports'),
];

function confine(walk: Walk, to: Confined, among: readonly number[]): void {
  walk.go({ call: 'confine', to, ports: walk.choose.some(among) });
}

/** Addresses that are wrong by themselves: cut off, without a family, or of another one. */
function wrongAddress(walk: Walk): Address {
  const { choose } = walk;
  const port = choose.one(PORTS).toString(16).padStart(4, '0');
  const family = choose.one(['0000', '0000', '0000', '0200', '0a00', '0100']);
  const length = choose.one([2, 15, 16, 16, 24, 28, 28, 28]);
  return { kind: 'bytes', hex: `${family}${port}`.padEnd(length * 2, '0').slice(0, length * 2) };
}

function addressOf(walk: Walk, domain: number): Address {
  const { choose } = walk;
  if (choose.oneIn(3)) return wrongAddress(walk);
  const port = choose.oneIn(5) ? 0 : choose.one(PORTS);
  return domain === S.AF_INET
    ? { kind: 'inet', host: choose.one(['127.0.0.1', '127.0.0.1', '0.0.0.0', '192.0.2.1']), port }
    : {
        kind: 'inet6',
        host: choose.one(['::1', '::1', '::', '2001:db8::1', 'ff02::1', '::ffff:7f00:1']),
        port,
      };
}

function bindIt(walk: Walk, fd: Slot): void {
  const domain = walk.socketAt(fd)?.domain ?? S.AF_INET;
  for (let i = walk.choose.oneIn(3) ? 2 : 1; i > 0; i--)
    walk.go({ call: 'bind', fd, address: addressOf(walk, domain) });
  if (walk.choose.oneIn(3)) walk.go({ call: 'getsockname', fd, room: 128 });
}

function newTcp(walk: Walk): Slot {
  const fd = walk.slot();
  const domain = walk.state.world.has.inet6 ? walk.choose.one([S.AF_INET, S.AF_INET6]) : S.AF_INET;
  walk.go({ call: 'socket', domain, type: S.SOCK_STREAM, protocol: 0, as: [fd] });
  return fd;
}

const newOne = (walk: Walk): Slot => (walk.choose.oneIn(3) ? newInet(walk).fd : newTcp(walk));

const someCaps = (walk: Walk): void =>
  void walk.become({ ...someIdentity(walk), caps: walk.choose.oneIn(2) ? 'none' : 'all' });

export const confinedBinds: Property = {
  id: 'ports.bind.confined-to-some-ports',
  claim:
    'who has confined itself to some ports of TCP binds none but those, by no socket and with no capability; all the others, and UDP and MPTCP, are as before',
  clauses: ['P32', 'P33', 'P35', 'P36', 'P01', 'P11', 'P12', 'P20'],
  actors: ofMortals.actors,
  requires: needsConfined,
  runs: 24,
  aim: (walk) => {
    const { choose } = walk;
    for (let i = choose.int(0, 2); i > 0; i--) walk.as(STAYS, () => bindIt(walk, newTcp(walk)));
    walk.as(GOES, () => {
      const made = Array.from({ length: choose.int(1, 3) }, () => newOne(walk));
      if (choose.oneIn(2)) bindIt(walk, choose.one(made));
      confine(walk, 'bind', [0, ...PORTS]);
      for (let i = choose.int(4, 10); i > 0; i--) {
        if (choose.oneIn(4)) someCaps(walk);
        if (choose.oneIn(8)) confine(walk, choose.one(['bind', 'bind', 'connect']), [0, ...PORTS]);
        const fd = choose.oneIn(3) ? choose.one(made) : newOne(walk);
        if (choose.oneIn(6)) walk.go({ call: 'listen', fd, backlog: 1 });
        else bindIt(walk, fd);
      }
      becomeBase(walk);
    });
    if (choose.oneIn(2)) walk.as(STAYS, () => bindIt(walk, newOne(walk)));
  },
};

/** Where on loopback somebody may listen. */
function near(walk: Walk, domain: number): Address {
  const { choose } = walk;
  if (choose.oneIn(8)) return wrongAddress(walk);
  const port = choose.one(LISTENING);
  return domain === S.AF_INET
    ? { kind: 'inet', host: '127.0.0.1', port }
    : { kind: 'inet6', host: choose.one(['::1', '::1', '::ffff:7f00:1']), port };
}

function connectIt(walk: Walk): void {
  const { choose } = walk;
  const fd = choose.oneIn(4) ? newInet(walk).fd : newTcp(walk);
  const address = near(walk, walk.socketAt(fd)?.domain ?? S.AF_INET);
  walk.go({ call: 'connect', fd, address });
  if (choose.oneIn(4)) walk.go({ call: 'connect', fd, address: near(walk, S.AF_INET) });
  if (choose.oneIn(3)) walk.go({ call: 'getsockname', fd, room: 128 });
}

export const confinedConnects: Property = {
  id: 'ports.connect.confined-to-some-ports',
  claim:
    'who has confined itself to connect to some ports of TCP connects to none but those, whether anybody listens there or not; UDP has all, and who is outside reaches all',
  clauses: ['P34', 'P35', 'P36', 'P22', 'P23', 'P25'],
  actors: ofMortals.actors,
  requires: needsConfined,
  runs: 24,
  aim: (walk) => {
    const { choose } = walk;
    for (const port of choose.some(LISTENING))
      walk.as(choose.one([STAYS, STAYS, GOES]), () => {
        const fd = newTcp(walk);
        const isFour = walk.socketAt(fd)?.domain === S.AF_INET;
        const address: Address = isFour
          ? { kind: 'inet', host: choose.one(['0.0.0.0', '127.0.0.1']), port }
          : { kind: 'inet6', host: choose.one(['::', '::1']), port };
        walk.go({ call: 'bind', fd, address });
        walk.go({ call: 'listen', fd, backlog: 3 });
      });
    walk.as(GOES, () => {
      if (choose.oneIn(3)) connectIt(walk);
      confine(walk, 'connect', LISTENING);
      for (let i = choose.int(3, 8); i > 0; i--) {
        if (choose.oneIn(10))
          confine(walk, choose.one(['bind', 'connect', 'connect']), [0, ...LISTENING]);
        if (choose.oneIn(6)) someCaps(walk);
        connectIt(walk);
      }
      becomeBase(walk);
    });
    if (choose.oneIn(2)) walk.as(STAYS, () => connectIt(walk));
  },
};
