/** Opens the place that `--runtime` names. */

import { UsageError } from './errors.ts';
import type { Place, PlaceChoice } from './place.ts';
import { sandboxPlace } from './sandbox-place.ts';

export async function openPlace({ runtime, ociRuntime }: PlaceChoice): Promise<Place> {
  if (runtime !== 'sandbox') {
    // Half a second's worth of libraries that nobody else wants.
    const { openContainerPlace } = await import('./container-place.ts');
    return openContainerPlace(runtime, ociRuntime);
  }
  if (ociRuntime !== undefined)
    throw new UsageError(
      `--oci-runtime ${ociRuntime}`,
      'the sandbox has none',
      'give --runtime docker or --runtime podman, too',
    );
  return sandboxPlace;
}
