/** The sysctls of ports: how they keep clear of each other, and who may write them. */

import * as S from '../../harness/abi/socket.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { becomeBase, someCapabilities, someIdentity } from '../identities.ts';
import { everybodyHome, needsOwnUsers, somebodysTurn } from '../neighbours.ts';
import { bindAnywhere, newInet, tryPort } from '../port-moves.ts';
import { needsSysctl } from './properties.ts';

const NEAR = [-1, 0, 0, 1] as const;

function writeStart(walk: Walk): void {
  const { choose, state } = walk;
  const [low] = state.localPorts;
  const value = choose.oneIn(2) ? low + choose.one(NEAR) : choose.one([0, 80, 1024, 2000]);
  walk.go({ call: 'port_start', value });
}

/** Ranges that begin near the start, and now and then none. */
function writeRange(walk: Walk): void {
  const { choose, state } = walk;
  const low = choose.one([
    Math.max(1, state.portStart + choose.one(NEAR)),
    choose.int(2000, 40_000),
    choose.one([0, 1, 1023, 1024, 65_000]),
  ]);
  const odd = [low - 1, 0, 65_536, 65_535];
  const high = choose.oneIn(6)
    ? choose.one(odd)
    : Math.min(65_535, low + choose.one([64, 100, 1000]));
  walk.go({ call: 'port_range', low, high });
}

/** A new socket that gets a port because it listens. */
function listenAnywhere(walk: Walk): Slot {
  const fd = walk.slot();
  walk.go({ call: 'socket', domain: S.AF_INET, type: S.SOCK_STREAM, protocol: 0, as: [fd] });
  walk.go({ call: 'listen', fd, backlog: 1 });
  return fd;
}

/** A new socket that gets a port because it has a peer. */
function aimSomewhere(walk: Walk): Slot {
  const fd = walk.slot();
  const address = { kind: 'inet', host: '127.0.0.1', port: 9 } as const;
  walk.go({ call: 'socket', domain: S.AF_INET, type: S.SOCK_DGRAM, protocol: 0, as: [fd] });
  walk.go({ call: 'connect', fd, address });
  return fd;
}

/** A port that the kernel chooses. */
function choosePort(walk: Walk): void {
  const { choose } = walk;
  if (choose.oneIn(2)) tryPort(walk, 0);
  else {
    const fd = choose.oneIn(2) ? listenAnywhere(walk) : aimSomewhere(walk);
    walk.go({ call: 'getsockname', fd, room: 128 });
  }
}

export const ranges: Property = {
  id: 'ports.sysctl.the-range-begins-at-the-start-or-above',
  claim:
    'neither the start is set above the low end of the local range, nor that below the start, and ports are chosen from the range as it is then',
  clauses: ['P05', 'P10'],
  requires: needsSysctl,
  aim: (walk) => {
    const { choose } = walk;
    for (let i = choose.int(2, 6); i > 0; i--) {
      becomeBase(walk);
      if (choose.oneIn(3)) writeStart(walk);
      else writeRange(walk);
      walk.become({ ...someIdentity(walk), caps: choose.oneIn(3) ? 'all' : 'none' });
      for (let ports = choose.int(0, 2); ports > 0; ports--) choosePort(walk);
      if (choose.oneIn(4)) tryPort(walk);
    }
    becomeBase(walk);
  },
};

function writeSomething(walk: Walk): void {
  const { choose } = walk;
  const caps = choose.one(['all', 'NET_ADMIN', 'none', 'all-NET_ADMIN', someCapabilities(walk)]);
  walk.become({ ...someIdentity(walk), caps });
  if (choose.oneIn(3)) writeRange(walk);
  else writeStart(walk);
  if (choose.oneIn(3)) tryPort(walk);
}

export const writers: Property = {
  id: 'ports.sysctl.the-capability-writes-not-the-uid',
  claim: 'any uid with CAP_NET_ADMIN writes the sysctls of ports, and none but root without it',
  clauses: ['P06', 'P05'],
  requires: needsSysctl,
  aim: (walk) => {
    for (let i = walk.choose.int(1, 5); i > 0; i--) writeSomething(walk);
    becomeBase(walk);
  },
};

export const ownersOfNetworks: Property = {
  id: 'ports.sysctl.written-by-the-owner-of-the-network',
  claim:
    'the capability of a user namespace writes the sysctls of the network that belongs to it, and no others',
  clauses: ['P06', 'P07', 'P03'],
  requires: [...needsSysctl, ...needsOwnUsers],
  actors: ['plain', 'own-users-and-network', 'own-users'],
  runs: 150,
  aim: (walk) => {
    for (let i = walk.choose.int(2, 6); i > 0; i--)
      somebodysTurn(walk, () => {
        if (walk.choose.oneIn(3)) bindAnywhere(walk, newInet(walk).fd);
        else writeSomething(walk);
      });
    everybodyHome(walk);
  },
};
