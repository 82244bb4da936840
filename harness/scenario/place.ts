/** What scenarios may use here: actors, ids, capabilities. Made from observed facts (see harness/run). */

import type { CapabilityName } from '../abi/capability.ts';
import { credentialsOf } from '../law/identity.ts';
import type { IdMap } from '../law/namespace.ts';
import type { Identity } from '../law/operation.ts';
import type { World } from '../law/world.ts';
import { type ActorKind, hasNetwork, isMortal, KINDS } from './cast.ts';
import type { Actor, Scenario } from './scenario.ts';

/** Who an actor is and can become, in the ids of its own user namespace. */
export interface Home {
  /** Who it is to begin with. */
  readonly base: Identity;
  /** Ids that an actor can take on; the base's own first. */
  readonly uids: readonly number[];
  readonly gids: readonly number[];
  /** Whether setgroups(2) may be called. */
  readonly groups: boolean;
}

/** A process that can act: the judge's own (the first), or another. */
export interface ActorProcess {
  readonly pid: number;
  /** Plain unless told. */
  readonly kind?: ActorKind | undefined;
  /** Its pid and network namespaces; those of the judge are 0. */
  readonly pids?: number | undefined;
  readonly network?: number | undefined;
  /** Its pid as the judge's namespace knows it, where its own is inside of that. */
  readonly outerPid?: number | undefined;
  /** Maps of its own user namespace, where it has one. */
  readonly uids?: IdMap | undefined;
  readonly gids?: IdMap | undefined;
  readonly permitted: readonly CapabilityName[];
  /** That of the place unless told. */
  readonly home?: Home | undefined;
}

/** Its own fields are the home of every actor that has no other. */
export interface Place extends Home {
  readonly world: Omit<World, 'actors'>;
  readonly processes: readonly ActorProcess[];
}

export function homeOf(place: Place, actor: number): Home {
  return place.processes[actor]?.home ?? place;
}

/** The place as it would be with the actors of this scenario, where some have less of their own than those who are there. */
export function placeFor(place: Place, { actors }: Pick<Scenario, 'actors'>): Place {
  const isThere = ({ kind = 'plain' }: Actor, i: number): boolean =>
    kind === (place.processes[i]?.kind ?? 'plain');
  if (actors.every(isThere)) return place;
  const processes = place.processes.map((process, i) => without(process, actors[i]?.kind, place));
  return { ...place, processes };
}

function without(process: ActorProcess, kind: ActorKind = 'plain', place: Place): ActorProcess {
  const { pid, pids, outerPid, network, uids, gids, home, permitted } = process;
  const has = KINDS[kind];
  return {
    ...{ pid: has.pids ? pid : (outerPid ?? pid), network, kind },
    ...(has.pids && { pids, outerPid }),
    ...(has.users === 'none'
      ? { permitted: place.processes[0]?.permitted ?? permitted }
      : { permitted, uids, gids, home }),
  };
}

/** The law's world for a scenario at this place. */
export function worldOf(place: Place, scenario: Pick<Scenario, 'actors'>): World {
  return {
    ...place.world,
    actors: scenario.actors.map(({ identity, kind = 'plain' }, i) => {
      const process = place.processes[i];
      if (process === undefined)
        throw new RangeError(`actor ${i}: this place has ${place.processes.length}`);
      if (kind !== (process.kind ?? 'plain'))
        throw new RangeError(`actor ${i}: is ${kind}, and this place has ${process.kind} there`);
      const { pid, outerPid, uids, gids, permitted } = process;
      return {
        ...{ pid, pids: process.pids ?? 0, network: process.network ?? 0 },
        ...(outerPid !== undefined && { outerPid }),
        ...(uids !== undefined && { uids, gids }),
        ...(isMortal(kind) && { mortal: true }),
        ...(hasNetwork(kind) && { networkOf: place.base.uid[1] }),
        permitted,
        cred: credentialsOf(identity, permitted, process, place.world),
      };
    }),
  };
}
