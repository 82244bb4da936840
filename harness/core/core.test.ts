import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SUITES } from '../../suites/index.ts';
import { ASLEEP, OF_OTHERS, whyOutOfReach } from '../../suites/out-of-reach.ts';
import { coreParts } from '../../suites/whole-law/core.ts';
import { listRules } from '../law/rules.ts';
import { USUAL_RUNS } from '../run/property.ts';
import { ScenarioArbitrary } from '../scenario/arbitrary.ts';
import { stockPlace } from '../scenario/fixtures/place.ts';
import { parseScenario, printScenario } from '../scenario/text.ts';
import { isSensible } from '../scenario/walk.ts';
import { type Goal, goalsOfScenario } from './goals.ts';
import { siblings } from './siblings.ts';

const actors = stockPlace.processes.map(() => ({ identity: stockPlace.base }));
const core = coreParts().map(({ scenario: { operations } }) => ({ actors, operations }));
const playing = SUITES.flatMap(({ properties }) => properties).filter(({ id }) =>
  id.startsWith('whole-law.core.'),
);
const goals = new Set(core.flatMap((one) => [...goalsOfScenario(stockPlace, one)]));

/** What ought to be reached and is not. */
function missingIn(reached: ReadonlySet<Goal>): string[] {
  const anywhere = new Set([...reached].map((goal) => goal.split(' ')[1]));
  return listRules()
    .filter(({ call, id, errno }) => whyOutOfReach(call, id, errno) === undefined)
    .filter(({ id }) => !OF_OTHERS.has(id) && !ASLEEP.has(id))
    .filter(({ call, id, kind, may }) =>
      kind === 'guard'
        ? !(reached.has(`${call} ${id} false`) && (may === true || reached.has(`${call} ${id}`)))
        : !anywhere.has(id),
    )
    .map(({ call, id }) => `${call} ${id}`);
}

describe('the core', () => {
  test('reaches every rule both ways; if it does not: npm run core', () => {
    expect(core.length).toBeGreaterThan(200);
    expect(missingIn(goals)).toEqual([]);
  });

  test('is made of short scenarios in which the law has a say in every step', () => {
    expect(core.filter((one) => !isSensible(stockPlace, one))).toEqual([]);
    expect(Math.max(...core.map(({ operations }) => operations.length))).toBeLessThanOrEqual(20);
  });

  test.each([1, 2, 3, 4, 5])('is played whole, whatever the seed: %i', (seed) => {
    const played = playing.flatMap(({ actors: n = 1, aim, runs = USUAL_RUNS }) =>
      fc.sample(new ScenarioArbitrary(stockPlace, n, aim), { seed, numRuns: runs }),
    );
    const reached = new Set(played.flatMap((one) => [...goalsOfScenario(stockPlace, one)]));

    expect([...goals].filter((goal) => !reached.has(goal))).toEqual([]);
  });
});

test('where ids and capabilities are lacking, what cannot be played is left out', () => {
  const nobody = { uid: [1000, 1000, 1000], gid: [5, 5, 5], groups: [], caps: 'none' } as const;
  const poor = {
    ...{ ...stockPlace, base: nobody, uids: [1000], gids: [5], groups: false },
    processes: stockPlace.processes.map((process) => ({ ...process, permitted: [] })),
  };
  const scenarios = new ScenarioArbitrary(poor, 1, playing[0]?.aim ?? (() => undefined));
  const reached = new Set(
    fc.sample(scenarios, { seed: 1, numRuns: 400 }).flatMap((one) => {
      expect(isSensible(poor, one)).toBe(true);
      return [...goalsOfScenario(poor, one)];
    }),
  );

  expect(reached).toContain('connect connect.connected');
  expect(missingIn(reached)).toContain('bind bind.path.search');
});

test('without IPv6 nothing of it is played, and without the sysctl nothing of the port start', () => {
  const { has } = stockPlace.world;
  const place = { ...stockPlace, world: { ...stockPlace.world, has: { ...has, inet6: false } } };
  const scenarios = new ScenarioArbitrary(place, 1, playing[0]?.aim ?? (() => undefined));
  const text = fc.sample(scenarios, { seed: 1, numRuns: 200 }).map(printScenario).join('\n');

  expect(text).toContain('AF_INET,');
  expect(text).not.toMatch(/AF_INET6|port_start/);
});

test('a step has siblings that another call asks, and the others have none', () => {
  const [send, close] = parseScenario('send(s0, 1, 0, 0)\nclose(s0)').operations;

  expect(send && siblings(send).map(({ call }) => call)).toEqual(['sendmsg', 'sendto', 'write']);
  expect(close && siblings(close)).toEqual([]);
});
