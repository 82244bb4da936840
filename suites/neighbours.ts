/** Actors in namespaces of their own, side by side with plain ones: what they need, and who they may be. */

import { needsFeature, needsUids, type Requirement } from '../harness/facts/index.ts';
import type { Identity } from '../harness/law/operation.ts';
import type { Walk } from '../harness/scenario/walk.ts';
import { someIdentity } from './identities.ts';

/** For actors with a pid namespace of their own. */
export const needsOwnPids: readonly Requirement[] = [needsFeature('actors-own-pids')];
/** For actors that are the single user of a namespace: anybody may be, where the kernel lets anybody. */
export const needsSingleUser: readonly Requirement[] = [needsFeature('actors-own-users')];
/** For actors with a user namespace of their own, into which ids up to some thousand are mapped. */
export const needsOwnUsers: readonly Requirement[] = [
  needsUids(5000),
  needsFeature('actors-own-users'),
];

/** Ids around the first number of every range that some actor's user namespace maps. */
export function mappedIds(walk: Walk, which: 'uids' | 'gids'): number[] {
  return walk.state.processes.flatMap((process) =>
    (process[which] ?? []).map(([, outside]) => outside),
  );
}

/** Somebody; a plain actor now and then somebody whom the others have another number for. */
export function someNeighbour(walk: Walk): Identity {
  const { choose, me } = walk;
  const identity = someIdentity(walk);
  if (me.uids !== undefined || !choose.oneIn(3)) return identity;
  const uids = mappedIds(walk, 'uids');
  const gids = mappedIds(walk, 'gids');
  if (uids.length === 0) return identity;
  const [uid, gid] = [choose.one(uids), choose.one(gids)];
  return { ...identity, uid: [uid, choose.one(uids), uid], gid: [gid, choose.one(gids), gid] };
}

export function becomeNeighbour(walk: Walk): void {
  walk.become(someNeighbour(walk));
}

export const anyActor = (walk: Walk): number => walk.choose.int(0, walk.state.processes.length - 1);

/** Somebody takes a turn. */
export function somebodysTurn(walk: Walk, what: (walk: Walk) => void): void {
  walk.as(anyActor(walk), () => what(walk));
}

/** Everybody is who they were. */
export function everybodyHome(walk: Walk): void {
  for (const actor of walk.state.processes.keys())
    walk.as(actor, () => void walk.become(walk.home.base));
}
