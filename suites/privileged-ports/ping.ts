/** Ping sockets: a group makes them, and what they are bound to is no port. */

import * as S from '../../harness/abi/socket.ts';
import { needsCapability, needsFeature, type Requirement } from '../../harness/facts/index.ts';
import type { Address, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { becomeBase, someCapabilities, someIdentity } from '../identities.ts';
import {
  everybodyHome,
  mappedIds,
  needsOwnUsers,
  somebodysTurn,
  someNeighbour,
} from '../neighbours.ts';
import { move, needsNetworks } from '../network-moves.ts';
import { isPing, newPing, pingAddress, someIdentifier, writeGroups } from '../ping-moves.ts';
import { newInet, someAddress } from '../port-moves.ts';
import { needs } from './properties.ts';

const needsPing: readonly Requirement[] = [...needs, needsFeature('ping-groups-sysctl')];
const needsGroups: readonly Requirement[] = [
  ...needsPing,
  needsFeature('ping-groups-writable'),
  needsCapability('NET_ADMIN'),
];

const KINDS = ['SO_TYPE', 'SO_PROTOCOL', 'SO_DOMAIN', 'SO_ACCEPTCONN'] as const;

function askKind(walk: Walk, fd: Slot): void {
  walk.go({ call: 'getsockopt', fd, option: walk.choose.one(KINDS), room: 4 });
}

/** As who one is by then: mostly as who one was at first. */
function somebodyWrites(walk: Walk): void {
  const { choose } = walk;
  if (choose.oneIn(3))
    walk.become({
      ...someIdentity(walk),
      caps: choose.one(['none', 'NET_ADMIN', 'all-NET_ADMIN', someCapabilities(walk)]),
    });
  else becomeBase(walk);
  writeGroups(walk);
}

export const pingGroups: Property = {
  id: 'ports.socket.ping-by-group',
  claim:
    'who has a group within ping_group_range makes ping sockets, and nobody else, whatever the uid and the capabilities',
  clauses: ['P29', 'P31', 'P06'],
  requires: needsGroups,
  aim: (walk) => {
    const { choose } = walk;
    for (let i = choose.int(1, 4); i > 0; i--) {
      somebodyWrites(walk);
      for (let sockets = choose.int(1, 3); sockets > 0; sockets--) {
        walk.become(someIdentity(walk));
        const { fd } = newPing(walk);
        if (choose.oneIn(4)) askKind(walk, fd);
      }
    }
    becomeBase(walk);
  },
};

const NOT_SHARED = { option: 'SO_REUSEADDR', value: 0 } as const;
const SHARED_OTHERWISE = { option: 'SO_REUSEPORT', value: 1 } as const;

export const pingNetworks: Property = {
  id: 'ports.network.each-has-its-own-pingers',
  claim:
    'in a new network nobody makes ping sockets until its range says who, and no other network has its groups or its identifiers',
  clauses: ['P29', 'P30', 'P31'],
  requires: [...needsGroups, ...needsNetworks],
  runs: 80,
  aim: (walk) => {
    const { choose } = walk;
    for (let stays = choose.int(2, 4); stays > 0; stays--) {
      if (choose.oneIn(2)) walk.go({ call: 'ping_groups', low: 0, high: choose.one([0, 65_535]) });
      for (let i = choose.int(1, 3); i > 0; i--) {
        if (choose.oneIn(3)) walk.become(someIdentity(walk));
        const { fd } = newPing(walk);
        if (choose.oneIn(2)) walk.go({ call: 'setsockopt', fd, ...NOT_SHARED });
        bindPing(walk, fd);
      }
      becomeBase(walk);
      move(walk, choose.oneIn(3) ? 'home' : 'new', {});
      becomeBase(walk);
    }
  },
};

/** Of any address, with an identifier that may be somebody’s. */
function bindPing(walk: Walk, fd: Slot): void {
  const port = Math.max(1, someIdentifier(walk));
  const address =
    walk.socketAt(fd)?.domain === S.AF_INET6
      ? ({ kind: 'inet6', host: '::', port } as const)
      : ({ kind: 'inet', host: '0.0.0.0', port } as const);
  walk.go({ call: 'bind', fd, address });
  walk.go({ call: 'getsockname', fd, room: 128 });
}

/** Around groups that somebody has by another number. */
function neighbourWrites(walk: Walk): void {
  const { choose, me } = walk;
  const caps = choose.one(['all', 'all', 'none', someCapabilities(walk)]);
  walk.become({ ...someNeighbour(walk), caps });
  const mapped = mappedIds(walk, 'gids');
  writeGroups(walk, me.gids === undefined && choose.oneIn(2) ? mapped : walk.home.gids);
}

export const pingNamespaces: Property = {
  id: 'ports.socket.ping-groups-by-any-number',
  claim:
    'a group is within ping_group_range whatever its number is in a user namespace, and who owns a network writes there those groups that have one',
  clauses: ['P29', 'P31', 'P06'],
  requires: [...needsGroups, ...needsOwnUsers],
  actors: ['plain', 'own-users-and-network', 'own-users'],
  runs: 150,
  aim: (walk) => {
    const { choose } = walk;
    for (let i = choose.int(3, 8); i > 0; i--)
      somebodysTurn(walk, () => {
        if (choose.oneIn(2)) neighbourWrites(walk);
        else walk.become(someNeighbour(walk));
        const { fd } = newPing(walk);
        if (choose.oneIn(3)) bindPing(walk, fd);
      });
    everybodyHome(walk);
  },
};

type PingMove = (walk: Walk, fd: Slot) => void;

const placeOn = (walk: Walk, fd: Slot, port: number): Address =>
  walk.socketAt(fd)?.domain === S.AF_INET6
    ? { kind: 'inet6', host: '::1', port }
    : { kind: 'inet', host: '127.0.0.1', port };

const domainAt = (walk: Walk, fd: Slot): number => walk.socketAt(fd)?.domain ?? S.AF_INET;

const bindMove: PingMove = (walk, fd) => {
  const { choose } = walk;
  walk.go({ call: 'bind', fd, address: pingAddress(walk, domainAt(walk, fd)) });
  const room = choose.oneIn(8) ? 8 : 128;
  if (choose.oneIn(3)) walk.go({ call: 'getsockname', fd, room });
};

const peerMove: PingMove = (walk, fd) => {
  const { choose } = walk;
  const address = placeOn(walk, fd, choose.int(1, 65_535));
  if (!choose.oneIn(3)) walk.go({ call: 'connect', fd, address });
  walk.go({ call: choose.oneIn(2) ? 'getpeername' : 'getsockname', fd, room: 128 });
};

const uselessMove: PingMove = (walk, fd) => {
  const { choose } = walk;
  if (choose.oneIn(3)) walk.go({ call: 'listen', fd, backlog: 1 });
  else walk.go({ call: 'shutdown', fd, how: choose.int(0, 3) });
};

const freeMove: PingMove = (walk, fd) =>
  void walk.go({ call: 'setsockopt', fd, option: 'IP_FREEBIND', value: 1 });

const PING_MOVES: readonly PingMove[] = [
  ...[bindMove, bindMove, bindMove, bindMove, bindMove, bindMove],
  ...[askKind, peerMove, peerMove, uselessMove, freeMove],
];

/** The identifier of a ping socket is free for whoever has ports. */
const portMove: PingMove = (walk) => {
  const { fd, domain } = newInet(walk);
  const address = someAddress(walk, domain, Math.max(1, someIdentifier(walk)));
  walk.go({ call: 'bind', fd, address });
};

/** Who has a socket keeps it, whoever may make one by now. */
const groupsMove: PingMove = (walk) => {
  becomeBase(walk);
  writeGroups(walk);
};

const closeMove: PingMove = (walk, fd) =>
  void walk.go({ call: 'close', fd: walk.choose.one([...walk.open(), fd]) });

const INTERLUDES: readonly PingMove[] = [portMove, portMove, groupsMove, closeMove];

export const identifiers: Property = {
  id: 'ports.bind.ping-sockets-have-identifiers',
  claim:
    'anybody binds a ping socket to any identifier that no other ping socket has, whatever ports there are and whatever the start',
  clauses: ['P15', 'P30', 'P29', 'C05', 'X01'],
  requires: needsPing,
  aim: (walk) => {
    const { choose } = walk;
    if (walk.state.world.has.pingGroups)
      walk.go({ call: 'ping_groups', low: 0, high: choose.one([0xffff, 0x7fff_ffff]) });
    for (let i = choose.int(2, 6); i > 0; i--) {
      if (choose.oneIn(3)) walk.become({ ...someIdentity(walk), caps: 'none' });
      const { fd } = newPing(walk);
      if (choose.oneIn(2)) walk.go({ call: 'setsockopt', fd, ...NOT_SHARED });
      if (choose.oneIn(5)) walk.go({ call: 'setsockopt', fd, ...SHARED_OTHERWISE });
      const own = walk.sockets(isPing);
      for (let calls = choose.int(1, 3); calls > 0; calls--)
        choose.one(PING_MOVES)(walk, own.length > 0 && choose.oneIn(3) ? choose.one(own) : fd);
      if (choose.oneIn(3)) choose.one(INTERLUDES)(walk, fd);
    }
    becomeBase(walk);
  },
};
