/** Tests of smaller casts: what is not needed of an actor's environment goes. */

import { expect, test } from 'vitest';
import { type ActorKind, KINDS, plainerKinds } from './cast.ts';
import { stockPlaceFor } from './fixtures/place.ts';
import type { Scenario } from './scenario.ts';
import { shrinkScenario } from './shrink.ts';
import { parseScenario, printScenario } from './text.ts';

const WITH_KINDS = (Object.keys(KINDS) as ActorKind[]).filter((kind) => kind !== 'plain');

/** Smaller and smaller, as long as the claim holds. */
function shrunk(scenario: Scenario, holds: (scenario: Scenario) => boolean): Scenario {
  const place = stockPlaceFor(scenario.actors.map(({ kind = 'plain' }) => kind));
  const descend = (from: Scenario): Scenario => {
    const next = shrinkScenario(place, from).find(holds);
    return next === undefined ? from : descend(next);
  };
  return descend(scenario);
}

const byAnother = ({ operations }: Scenario): boolean =>
  operations.some(({ call, by }) => call === 'socketpair' && by === 1);

function scenarioOf(kind: ActorKind): Scenario {
  const { base } = stockPlaceFor(['plain', kind]).processes[1]?.home ?? stockPlaceFor(1);
  const pair = { call: 'socketpair', domain: 1, type: 1, protocol: 0 } as const;
  return {
    actors: [{ identity: stockPlaceFor(1).base }, { identity: base, kind }],
    operations: [
      { ...pair, by: 0, as: [0, 1] },
      { call: 'become', by: 1, identity: { ...base, caps: 'none' } },
      { ...pair, by: 1, as: [2, 3] },
    ],
  };
}

test.each(WITH_KINDS)('an actor of kind %s needs no namespaces for what anybody can do', (kind) => {
  const { actors, operations } = shrunk(scenarioOf(kind), byAnother);

  expect(operations).toHaveLength(1);
  expect(actors.map((actor) => actor.kind)).toEqual([undefined, undefined]);
});

test.each(WITH_KINDS)('an actor of kind %s keeps what is needed', (kind) => {
  const needs = (scenario: Scenario): boolean =>
    byAnother(scenario) && scenario.actors[1]?.kind === kind;

  const { actors } = shrunk(scenarioOf(kind), needs);

  expect(actors[1]?.kind).toBe(kind);
});

test('smaller casts parse back', () => {
  const scenario = shrunk(scenarioOf('own-users-and-pids'), byAnother);

  expect(parseScenario(printScenario(scenario))).toEqual(scenario);
});

test('a kind is plainer than another when it has a part of what that one has', () => {
  expect(plainerKinds('own-users-and-pids')).toEqual(['plain', 'own-pids', 'own-users']);
  expect(plainerKinds('own-single-user')).toEqual(['plain', 'own-pids']);
  expect(plainerKinds('own-users')).toEqual(['plain']);
  expect(plainerKinds('plain')).toEqual([]);
});
