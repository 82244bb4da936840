/** What scenarios may use here: actors, ids, capabilities. Made from observed facts (see harness/run). */

import type { CapabilityName } from '../abi/capability.ts';
import { credentialsOf } from '../law/identity.ts';
import type { Identity } from '../law/operation.ts';
import type { World } from '../law/state.ts';
import type { Scenario } from './scenario.ts';

/** A process that can act: the judge's own (the first), or another. */
export interface ActorProcess {
  readonly pid: number;
  /** Its pid and network namespaces; those of the judge are 0. */
  readonly pids?: number | undefined;
  readonly network?: number | undefined;
  readonly permitted: readonly CapabilityName[];
}

export interface Place {
  readonly world: Omit<World, 'actors'>;
  readonly processes: readonly ActorProcess[];
  /** Who every actor is to begin with. */
  readonly base: Identity;
  /** Ids that an actor can take on; the base's own first. */
  readonly uids: readonly number[];
  readonly gids: readonly number[];
  /** Whether setgroups(2) may be called. */
  readonly groups: boolean;
}

/** The law's world for a scenario at this place. */
export function worldOf(place: Place, scenario: Pick<Scenario, 'actors'>): World {
  return {
    ...place.world,
    actors: scenario.actors.map(({ identity }, i) => {
      const process = place.processes[i];
      if (process === undefined)
        throw new RangeError(`actor ${i}: this place has ${place.processes.length}`);
      return {
        ...{ pid: process.pid, pids: process.pids ?? 0, network: process.network ?? 0 },
        permitted: process.permitted,
        cred: credentialsOf(identity, process.permitted),
      };
    }),
  };
}
