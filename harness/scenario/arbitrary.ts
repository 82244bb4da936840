/** Scenarios as a fast-check arbitrary: the aim generates, our own shrinker shrinks. */

import { Arbitrary, type Random, type Stream, stream, Value } from 'fast-check';
import type { Place } from './place.ts';
import type { Scenario } from './scenario.ts';
import { shrinkScenario } from './shrink.ts';
import { type Aim, Walk } from './walk.ts';

export class ScenarioArbitrary extends Arbitrary<Scenario> {
  private readonly place: Place;
  private readonly actors: number;
  private readonly aim: Aim;

  constructor(place: Place, actors: number, aim: Aim) {
    super();
    this.place = place;
    this.actors = actors;
    this.aim = aim;
  }

  override generate(random: Random): Value<Scenario> {
    const walk = new Walk(this.place, this.actors, random);
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
