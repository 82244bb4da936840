/** The core: for every rule a scenario that it decides and one that goes past it, in any order. */

import { isDeepStrictEqual } from 'node:util';
import { AF_INET, AF_INET6, MSG_OOB } from '../../harness/abi/socket.ts';
import type { Identity, Operation, OperationOf, Slot } from '../../harness/law/operation.ts';
import type { Inode } from '../../harness/law/state.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import { slotsMade, withSlots } from '../../harness/scenario/slots.ts';
import { parseScenario } from '../../harness/scenario/text.ts';
import type { Move, Walk } from '../../harness/scenario/walk.ts';
import { becomeBase } from '../identities.ts';
import { CORE } from './core-scenarios.ts';

/** The ids of the place in which the core was found. */
const UIDS = [0, 1000, 1001];
const GIDS = [0, 1000, 5];

/** How many processes act in them. */
export const CORE_ACTORS =
  1 + Math.max(0, ...[...CORE.matchAll(/^(\d+): /gm)].map(([, by]) => Number(by)));

/** One of the core. */
export interface Part {
  /** A call and the rule that decides it, or `false` behind for a rule that it goes past. */
  readonly goal: string;
  readonly scenario: Scenario;
  /** What a place need not have. */
  readonly uses: {
    readonly inet: boolean;
    readonly inet6: boolean;
    readonly sysctls: boolean;
    readonly passPidfds: boolean;
    readonly outOfBand: boolean;
    readonly networks: boolean;
    readonly mounts: boolean;
  };
}

let parsed: readonly Part[] | undefined;

/** All of them. */
export function coreParts(): readonly Part[] {
  parsed ??= CORE.trim().split('\n\n').map(partOf);
  return parsed;
}

/** Calls that write to what is the whole network's. */
const SYSCTLS: ReadonlySet<string> = new Set([
  'port_start',
  'port_range',
  'somaxconn',
  'ping_groups',
]);

function partOf(text: string): Part {
  const scenario = parseScenario(text);
  const { operations } = scenario;
  const has = (...domains: readonly number[]): boolean =>
    operations.some((op) => 'domain' in op && domains.includes(op.domain));
  return {
    goal: /^# (.*)/.exec(text)?.[1] ?? '',
    scenario,
    uses: {
      inet: has(AF_INET, AF_INET6),
      inet6: has(AF_INET6),
      sysctls: operations.some(({ call }) => SYSCTLS.has(call)),
      passPidfds: operations.some((op) => 'option' in op && op.option === 'SO_PASSPIDFD'),
      outOfBand: operations.some(isOutOfBand),
      mounts: operations.some(({ call }) => call === 'mounts' || call === 'chroot'),
      networks: operations.some(({ call }) => call === 'network'),
    },
  };
}

const isOutOfBand = (op: Operation): boolean =>
  (op.call === 'ioctl' && op.request === 'SIOCATMARK') ||
  ('flags' in op && /^(send|recv)/.test(op.call) && (Number(op.flags) & MSG_OOB) !== 0);

/** A longer name could not take the salt. */
const LONGEST = 60;

/** Whether a name may get a salt of its own: not if the scenario has a path of the same text, or if it is of zeroes. */
function isFree(name: string, operations: readonly Operation[]): boolean {
  const isPath = (op: Operation): boolean =>
    'address' in op && op.address?.kind === 'path' && op.address.path === name;
  return /[^\0]/.test(name) && name.length < LONGEST && !operations.some(isPath);
}

interface Here {
  readonly slotOf: (slot: Slot) => Slot;
  readonly nameOf: (name: string) => string;
}

/** Names that no other scenario has, and descriptors that no other part of this one has. */
function moved(op: Operation, { slotOf, nameOf }: Here): Operation {
  const here = withSlots(op, slotOf);
  const fields: Record<string, unknown> = { ...here };
  if ('as' in here) fields.as = here.as?.map(slotOf);
  if ('address' in here && here.address?.kind === 'abstract')
    fields.address = { ...here.address, name: nameOf(here.address.name) };
  return fields as unknown as Operation;
}

/** Ids from here on are of nobody else: then they are of no other scenario, either. */
const OWN_IDS = 10_000;
const [FIRST_OWN, OWN] = [20_000, 40_000] as const;

/** -1 where there are none. */
function ownId(walk: Walk, id: number): number {
  const { uids, world } = walk.place;
  const isThere = world.uids.some(
    ([first, count]) => first <= FIRST_OWN && first + count >= FIRST_OWN + OWN,
  );
  if (id < OWN_IDS || uids.length < 2 || !isThere) return -1;
  return FIRST_OWN + ((Number.parseInt(walk.salt(), 36) + id) % OWN);
}

/** The same ids here, by their place in the list; undefined where this place has too few. */
function identityHere(walk: Walk, { uid, gid, groups, caps }: Identity): Identity | undefined {
  const { place } = walk;
  const ids = (all: readonly number[], known: readonly number[], here: readonly number[]) =>
    all.map((id) => here[known.indexOf(id)] ?? ownId(walk, id));
  const identity = {
    uid: ids(uid, UIDS, place.uids) as unknown as Identity['uid'],
    gid: ids(gid, GIDS, place.gids) as unknown as Identity['gid'],
    groups: place.groups ? ids(groups, GIDS, place.gids).toSorted((a, b) => a - b) : groups,
    caps,
  };
  const { uid: u, gid: g, groups: more } = identity;
  if ([...u, ...g, ...more].includes(-1)) return undefined;
  const isBase = more.join() === place.base.groups.join();
  return place.groups || isBase ? identity : undefined;
}

/** Plays one as far as this place lets it: what the law refuses to judge here is left out. */
export function play(walk: Walk, { scenario: { operations }, uses }: Part): void {
  // The law takes it for granted that an address family is there.
  const { has } = walk.state.world;
  if (uses.inet6 && !has.inet6) return;
  // Some kernels take an option that they do not know.
  if (uses.passPidfds && !has.passpidfd) return;
  if (uses.outOfBand && !has.oob) return;
  if (uses.networks && !has.newNetworks) return;
  if (uses.mounts && !has.newMounts) return;
  const slots = new Map<Slot, Slot>();
  const made = new Set(operations.flatMap(slotsMade));
  const slotOf = (slot: Slot): Slot => {
    // A descriptor that nothing opened stays one.
    if (!made.has(slot)) return slot;
    const here = slots.get(slot) ?? walk.slot();
    slots.set(slot, here);
    return here;
  };
  const nameOf = (name: string): string =>
    isFree(name, operations) ? `${walk.salt()}${name}` : name;
  // What one process does any of them can do.
  const actorOf = operations.every((op) => op.by === 0) ? () => walk.by : (op: Operation) => op.by;
  for (const op of operations) {
    const move = op.call === 'become' ? becomeHere(walk, op) : moved(op, { slotOf, nameOf });
    if (move === undefined || walk.as(actorOf(op), () => walk.go(move as Move)) === undefined)
      return;
  }
}

function becomeHere(walk: Walk, op: OperationOf<'become'>): Operation | undefined {
  const identity = identityHere(walk, op.identity);
  return identity && { ...op, identity };
}

/** Takes back what is left, so that the next one begins as in an empty place. */
export function tidy(walk: Walk): void {
  const { state } = walk;
  for (const by of state.processes.keys())
    walk.as(by, () => {
      if (!isBase(walk)) becomeBase(walk);
      goHome(walk);
      for (const fd of walk.open()) walk.go({ call: 'close', fd });
      if (walk.me.most !== undefined) walk.go({ call: 'limit', room: 'any' });
      if (walk.me.mostInFlight !== undefined) walk.go({ call: 'flights', most: 'any' });
      if (walk.me.umask !== 0o022) walk.go({ call: 'umask', mask: 0o022 });
    });
  if (state.directory.entries !== undefined) clear(walk, state.directory.entries, '');
  tidySysctls(walk);
}

function tidySysctls(walk: Walk): void {
  const { state } = walk;
  const { portStart, localPortRange, somaxconn, pingGroups } = state.world;
  if (state.somaxconn !== somaxconn) walk.go({ call: 'somaxconn', value: somaxconn });
  if (pingGroups !== undefined && state.pingGroups?.join() !== pingGroups.join())
    walk.go({ call: 'ping_groups', low: pingGroups[0], high: pingGroups[1] });
  const [low, high] = localPortRange;
  if (state.localPorts.join() !== localPortRange.join()) {
    walk.go({ call: 'port_start', value: 0 });
    walk.go({ call: 'port_range', low, high });
  }
  if (state.portStart !== portStart) walk.go({ call: 'port_start', value: portStart });
}

/** How deep a part goes at most. */
const DEEPEST = 4;

function goHome(walk: Walk): void {
  if (walk.me.root !== undefined) walk.go({ call: 'chroot' });
  if (walk.me.mounts !== undefined) walk.go({ call: 'mounts', to: 'home' });
  if (walk.me.network !== walk.me.home) walk.go({ call: 'network', to: 'home' });
  for (
    let i = 0;
    i < DEEPEST && (walk.me.cwd ?? walk.state.directory) !== walk.state.directory;
    i++
  )
    walk.go({ call: 'chdir', path: '..' });
}

function isBase({ me, by, state }: Walk): boolean {
  return isDeepStrictEqual(me.cred, state.world.actors[by]?.cred);
}

function clear(walk: Walk, entries: ReadonlyMap<string, Inode>, before: string): void {
  for (const [name, inode] of [...entries]) {
    const path = `${before}${name}`;
    if (inode.entries !== undefined) clear(walk, inode.entries, `${path}/`);
    walk.go({ call: inode.type === 'DIR' ? 'rmdir' : 'unlink', path });
  }
}
