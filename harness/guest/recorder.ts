/** Tells every scenario with its observations, and the place in which they were made whenever it changes. */

import type { Bench } from '../run/bench.ts';
import type { Keep } from '../run/hunt.ts';
import type { Property } from '../run/property.ts';
import type { GuestEvent } from '../run/protocol.ts';
import { seedOf } from '../run/run-property.ts';
import { encodeObserved } from '../run/wire.ts';
import type { Place } from '../scenario/place.ts';
import { printScenario } from '../scenario/text.ts';

export class Recorder {
  readonly #bench: Bench;
  readonly #tell: (event: GuestEvent) => void;
  #told: Place | undefined;

  constructor(bench: Bench, tell: (event: GuestEvent) => void) {
    this.#bench = bench;
    this.#tell = tell;
  }

  /** The recorder of one property of a run. */
  of({ id }: Property, seed: number): Keep {
    return (index, scenario, observed) => {
      const { place } = this.#bench;
      if (place !== this.#told) this.#tell({ e: 'place', place });
      this.#told = place;
      this.#tell({
        e: 'trace',
        property: id,
        seed: seedOf(seed, id),
        path: String(index),
        scenario: printScenario(scenario),
        observed: observed.map(encodeObserved),
      });
    };
  }
}
