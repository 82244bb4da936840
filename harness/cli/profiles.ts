/** Checks the names given to `--profile` before anything is launched. */

import { UsageError } from './errors.ts';
import { suggestion } from './nearest.ts';
import type { Place } from './place.ts';

/** The environments to run in, in order: those named, or the usual ones. */
export function chooseProfiles(place: Place, named: readonly string[] | undefined): string[] {
  const names = place.profiles.map(({ name }) => name);
  const chosen = [...new Set(named ?? place.usual)];
  for (const name of chosen) {
    if (!names.includes(name))
      throw new UsageError(
        `profile '${name}'`,
        'there is none of that name',
        suggestion(name, names, `there are ${names.join(', ')}`),
      );
  }
  return chosen;
}

/** The profile in an environment's id `<release>+<arch>/<profile>/<runtime>`. */
export function profileOf(env: string): string | undefined {
  return env.split('/').at(-2);
}
