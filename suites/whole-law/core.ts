/** The core: for every rule a scenario that it decides and one that goes past it, in any order. */

import { isDeepStrictEqual } from 'node:util';
import { credentialsOf } from '../../harness/law/identity.ts';
import type { Identity, Operation, OperationOf, Slot } from '../../harness/law/operation.ts';
import type { Inode } from '../../harness/law/state.ts';
import { type Scenario, slotsMade } from '../../harness/scenario/scenario.ts';
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

let parsed: readonly Scenario[] | undefined;

/** All of them. */
export function coreScenarios(): readonly Scenario[] {
  parsed ??= CORE.trim().split('\n\n').map(parseScenario);
  return parsed;
}

/** A longer name could not take the salt. */
const LONGEST = 60;

/** Whether a name may get a salt of its own: not if the scenario has a path of the same text. */
function isFree(name: string, operations: readonly Operation[]): boolean {
  const isPath = (op: Operation): boolean =>
    'address' in op && op.address.kind === 'path' && op.address.path === name;
  return name.length > 0 && name.length < LONGEST && !operations.some(isPath);
}

interface Here {
  readonly slotOf: (slot: Slot) => Slot;
  readonly nameOf: (name: string) => string;
}

/** Names that no other scenario has, and descriptors that no other part of this one has. */
function moved(op: Operation, { slotOf, nameOf }: Here): Operation {
  const fields: Record<string, unknown> = { ...op };
  for (const name of ['fd', 'other'])
    if (typeof fields[name] === 'number') fields[name] = slotOf(fields[name]);
  if ('as' in op) fields.as = op.as.map(slotOf);
  if (op.call === 'sendmsg')
    fields.control = op.control.map((one) =>
      one.kind === 'rights' ? { ...one, slots: one.slots.map(slotOf) } : one,
    );
  if ('address' in op && op.address.kind === 'abstract')
    fields.address = { ...op.address, name: nameOf(op.address.name) };
  return fields as unknown as Operation;
}

/** The same ids here, by their place in the list; undefined where this place has too few. */
function identityHere({ place }: Walk, { uid, gid, groups, caps }: Identity): Identity | undefined {
  const ids = (all: readonly number[], known: readonly number[], here: readonly number[]) =>
    all.map((id) => here[known.indexOf(id)] ?? -1);
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
export function play(walk: Walk, { operations }: Scenario): void {
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
  for (const op of operations) {
    const move = op.call === 'become' ? becomeHere(walk, op) : moved(op, { slotOf, nameOf });
    if (move === undefined || walk.as(op.by, () => walk.go(move as Move)) === undefined) return;
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
      for (const fd of walk.open()) walk.go({ call: 'close', fd });
      if (walk.me.umask !== 0o022) walk.go({ call: 'umask', mask: 0o022 });
    });
  if (state.directory.entries !== undefined) clear(walk, state.directory.entries, '');
  const { portStart } = state.world;
  if (state.portStart !== portStart) walk.go({ call: 'port_start', value: portStart });
}

function isBase({ me, place }: Walk): boolean {
  return isDeepStrictEqual(me.cred, credentialsOf(place.base, me.permitted));
}

function clear(walk: Walk, entries: ReadonlyMap<string, Inode>, before: string): void {
  for (const [name, inode] of [...entries]) {
    const path = `${before}${name}`;
    if (inode.entries !== undefined) clear(walk, inode.entries, `${path}/`);
    walk.go({ call: inode.type === 'DIR' ? 'rmdir' : 'unlink', path });
  }
}
