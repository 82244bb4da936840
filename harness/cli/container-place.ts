/** Containers as the place where guests run: one engine, one OCI runtime, a warm container per profile. */

import {
  ContainerRefusal,
  type EngineName,
  Fleet,
  findEngine,
  grantable,
} from '../../containers/docker/index.ts';
import {
  CONTAINER_PROFILES,
  type ContainerProfile,
} from '../../containers/profiles/container-profiles.ts';
import {
  customProfile,
  parseCustom,
  printCustom,
} from '../../containers/profiles/custom-profile.ts';
import { drawProfiles } from '../../containers/profiles/random-profile.ts';
import { SetupFailure, UsageError } from './errors.ts';
import type { Place } from './place.ts';

/**
 * Connects to the engine and makes ready.
 *
 * @throws UsageError where there is no such engine or runtime
 */
export async function openContainerPlace(
  name: EngineName,
  runtime: string | undefined,
): Promise<Place> {
  try {
    const engine = await findEngine(name);
    return placeOf(await Fleet.open(engine, runtime));
  } catch (error) {
    if (!(error instanceof ContainerRefusal)) throw error;
    throw new UsageError(error.message);
  }
}

/** A profile by its name, or spelled out by it. */
function findProfile(name: string): ContainerProfile | undefined {
  const custom = parseCustom(name);
  if (typeof custom === 'string')
    throw new UsageError(`profile '${name}'`, custom, 'spell it like uid=0:caps=KILL:ports=80');
  if (custom !== undefined) return customProfile(custom);
  return CONTAINER_PROFILES.find((one) => one.name === name);
}

function placeOf(fleet: Fleet): Place {
  const profile = (name: string): ContainerProfile => {
    const found = findProfile(name);
    if (found === undefined) throw new UsageError(`profile '${name}'`, 'there is none', 'see list');
    return found;
  };
  return {
    runtime: `${fleet.engine.name}-${fleet.runtime}`,
    isShared: true,
    profiles: CONTAINER_PROFILES,
    find: findProfile,
    draw: (seed, count) => drawProfiles(grantable(), seed, count).map(printCustom),
    usual: CONTAINER_PROFILES.filter(({ remapUsers = false }) =>
      remapUsers ? fleet.engine.remapsUsers : true,
    ).map(({ name }) => name),
    about: fleet.about,
    async launch(name, request) {
      try {
        return await fleet.launch(profile(name), request);
      } catch (error) {
        if (!(error instanceof ContainerRefusal)) throw error;
        throw new SetupFailure(error.kind, error.reason, error.remedy);
      }
    },
    release: (name) => fleet.release(name),
    [Symbol.asyncDispose]: () => fleet[Symbol.asyncDispose](),
  };
}
