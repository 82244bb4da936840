/** What is measured: properties of one process over sockets and descriptors, and scenarios drawn from them. */

import * as fc from 'fast-check';
import { descriptorPassing } from '../../suites/descriptor-passing/index.ts';
import { streamConnections } from '../../suites/stream-connections/index.ts';
import type { Property } from '../run/property.ts';
import { ScenarioArbitrary } from '../scenario/arbitrary.ts';
import type { Place } from '../scenario/place.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** All of the promise that connections are connections: sockets, bytes, names, ends. */
export const CHANNELS: readonly Property[] = streamConnections.properties.filter(isAlone);

/** Those and messages with descriptors, for what is replayed in C. */
export const REPLAYED: readonly Property[] = [
  ...CHANNELS,
  ...descriptorPassing.properties.filter(isAlone),
];

function isAlone({ actors = 1, sleeps, limits }: Property): boolean {
  return actors === 1 && !sleeps && !limits;
}

/** A scenario with the property that it is for. */
export interface Drawn {
  readonly property: Property;
  readonly scenario: Scenario;
}

/** So many scenarios of each property. */
export function draw(
  properties: readonly Property[],
  place: Place,
  each: number,
  seed: number,
): Drawn[] {
  return properties.flatMap((property) =>
    fc
      .sample(new ScenarioArbitrary(place, property.actors ?? 1, property.aim), {
        numRuns: each,
        seed,
      })
      .map((scenario) => ({ property, scenario })),
  );
}
