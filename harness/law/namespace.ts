/** Namespaces between actors: whose pids and ids one can see, and whose abstract names and ports. */

import type { Process } from './state.ts';
import type { World } from './world.ts';

/** Ranges of a user namespace inside another: ids from `inside` on are those from `outside` on there. */
export type IdMap = readonly (readonly [inside: number, outside: number, count: number])[];

/** Where a process finds itself, as the rules of this file ask for it. */
export type Whereabouts = Pick<Process, 'pid' | 'pids' | 'outerPid'>;

/** Who translates ids; without maps they are those of the first user namespace. */
export type Translator = Partial<Pick<Process, 'uids' | 'gids'>>;

/** What of the world translating takes. */
export type IdWorld = Pick<World, 'uids' | 'gids' | 'overflowUid' | 'overflowGid'>;

/** Above any pid that a machine gives out (pid_max is at most 2^22). */
const STRIDE = 2 ** 23;

/**
 * A pid that a process spells, as everybody can name it: in the first namespace, and for a process in one
 * inside of it, the pid that the first one knows; otherwise one that no other namespace has.
 */
export function pidKey(pid: number, me: Whereabouts): number {
  if (pid <= 0) return pid;
  return pid === me.pid && me.outerPid !== undefined ? me.outerPid : pid + me.pids * STRIDE;
}

/** What a process is shown for it: 0 where its namespace does not know it (pid_namespaces(7)). */
export function pidSeenBy(key: number, me: Whereabouts): number {
  if (key <= 0) return key;
  // Each namespace inside the first one has a single actor.
  if (key === me.outerPid) return me.pid;
  return Math.floor(key / STRIDE) === me.pids ? key % STRIDE : 0;
}

/** Whether the pid of this key is told in another namespace than its process lives in. */
export function crossesPids(key: number, me: Process, processes: readonly Process[]): boolean {
  return processes.some((one) => one.pids !== me.pids && pidKey(one.pid, one) === key);
}

/** What fdinfo in /proc tells of the pidfd of a process that is no more. */
export const NO_PID = -1;

/** Whether the process of this key is no more, and was waited for. */
export function isReaped(key: number, processes: readonly Process[]): boolean {
  return processes.some((one) => one.ended && pidKey(one.pid, one) === key);
}

/** map_id_down(): the outer id of one that is spelled inside. */
function outward(id: number, map: IdMap): number | undefined {
  for (const [inside, outside, count] of map)
    if (id >= inside && id < inside + count) return outside + id - inside;
  return undefined;
}

/** map_id_up(): the inner id of one outside. */
function inward(id: number, map: IdMap): number | undefined {
  for (const [inside, outside, count] of map)
    if (id >= outside && id < outside + count) return inside + id - outside;
  return undefined;
}

const among = (id: number, ranges: World['uids']): number | undefined =>
  ranges.some(([first, count]) => id >= first && id < first + count) ? id : undefined;

/** make_kuid(): a uid that a process spells, in the first user namespace; undefined where none is mapped. */
export function uidOf(uid: number, { uids }: Translator, world: IdWorld): number | undefined {
  return uids === undefined ? among(uid, world.uids) : outward(uid, uids);
}

/** make_kgid(). */
export function gidOf(gid: number, { gids }: Translator, world: IdWorld): number | undefined {
  return gids === undefined ? among(gid, world.gids) : outward(gid, gids);
}

/** from_kuid_munged(): what a process is shown for a uid; the overflow uid where its namespace has none. */
export function uidSeenBy(uid: number, { uids }: Translator, world: IdWorld): number {
  return uids === undefined ? uid : (inward(uid, uids) ?? world.overflowUid);
}

/** from_kgid_munged(). */
export function gidSeenBy(gid: number, { gids }: Translator, world: IdWorld): number {
  return gids === undefined ? gid : (inward(gid, gids) ?? world.overflowGid);
}

/** kuid_has_mapping() of the process's own user namespace. */
export function mapsUid(uid: number, { uids }: Translator): boolean {
  return uids === undefined || inward(uid, uids) !== undefined;
}

/** kgid_has_mapping(). */
export function mapsGid(gid: number, { gids }: Translator): boolean {
  return gids === undefined || inward(gid, gids) !== undefined;
}
