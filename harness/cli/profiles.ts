/** Checks the names given to `--profile` before anything is launched. */

import { UsageError } from './errors.ts';
import { suggestion } from './nearest.ts';
import { type Place, type PlaceChoice, RUNTIMES } from './place.ts';

/** The environments to run in, in order: those named, or the usual ones. */
export function chooseProfiles(place: Place, named: readonly string[] | undefined): string[] {
  const names = place.profiles.map(({ name }) => name);
  const chosen = [...new Set(named ?? place.usual)];
  for (const name of chosen) {
    if (place.find(name) === undefined)
      throw new UsageError(
        `profile '${name}'`,
        'there is none of that name',
        suggestion(name, names, `there are ${names.join(', ')}`),
      );
  }
  return chosen;
}

/** The names given and those drawn at random; drawn ones alone, where none is given. */
export function withDrawn(
  place: Place,
  named: readonly string[] | undefined,
  count: number | undefined,
  seed: number,
): readonly string[] | undefined {
  if (count === undefined) return named;
  if (place.draw === undefined)
    throw new UsageError(
      `--random-profiles ${count}`,
      `${place.runtime} has a fixed list of profiles`,
      'give --runtime docker, too',
    );
  return [...(named ?? []), ...place.draw(seed, count)];
}

/** The profile in an environment's id `<release>+<arch>/<profile>/<runtime>`. */
export function profileOf(env: string): string | undefined {
  return env.split('/').at(-2);
}

/** The place in an environment's id: the sandbox, unless it names an engine and its runtime. */
export function placeOf(env: string): PlaceChoice {
  const [name, ...rest] = env.split('/').at(-1)?.split('-') ?? [];
  const runtime = RUNTIMES.find((known) => known === name) ?? 'sandbox';
  return runtime === 'sandbox' ? { runtime } : { runtime, ociRuntime: rest.join('-') };
}
