/** Scenarios as a fast-check arbitrary: the aim generates, our own shrinker shrinks. */

import { Arbitrary, type Random, type Stream, stream, Value } from 'fast-check';
import type { Cast } from './cast.ts';
import type { Place } from './place.ts';
import type { Scenario } from './scenario.ts';
import { shrinkScenario } from './shrink.ts';
import { type Aim, Walk } from './walk.ts';

export class ScenarioArbitrary extends Arbitrary<Scenario> {
  private readonly place: Place;
  private readonly cast: Cast;
  private readonly aim: Aim;

  constructor(place: Place, cast: Cast, aim: Aim) {
    super();
    this.place = place;
    this.cast = cast;
    this.aim = aim;
  }

  override generate(random: Random): Value<Scenario> {
    const walk = new Walk(this.place, this.cast, random);
    this.aim(walk);
    return new Value(walk.scenario, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Scenario {
    return typeof value === 'object' && value !== null && 'operations' in value;
  }

  override shrink(value: Scenario): Stream<Value<Scenario>> {
    return stream(shrinkScenario(this.place, value)).map(
      (smaller) => new Value(smaller, undefined),
    );
  }
}
