import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AF_UNIX } from '../harness/abi/socket.ts';
import type { OwnPart } from '../harness/facts/index.ts';
import type { CallName } from '../harness/law/operation.ts';
import { ScenarioArbitrary } from '../harness/scenario/arbitrary.ts';
import { KINDS, kindsOf } from '../harness/scenario/cast.ts';
import { stockPlaceFor } from '../harness/scenario/fixtures/place.ts';
import type { Scenario } from '../harness/scenario/scenario.ts';
import { shrinkScenario } from '../harness/scenario/shrink.ts';
import { slotsMade } from '../harness/scenario/slots.ts';
import { parseScenario, printScenario } from '../harness/scenario/text.ts';
import { isSensible } from '../harness/scenario/walk.ts';
import { SUITES } from './index.ts';

const properties = SUITES.flatMap((suite) => suite.properties);

describe.each(properties.map((property) => [property.id, property] as const))(
  '%s',
  (_, property) => {
    const place = stockPlaceFor(property.actors);
    const scenarios = new ScenarioArbitrary(place, property.actors ?? 1, property.aim);

    test('writes scenarios that parse back to the same data', () => {
      fc.assert(
        fc.property(scenarios, (scenario) => {
          expect(parseScenario(printScenario(scenario))).toEqual(scenario);
        }),
        { numRuns: 40 },
      );
    });

    test('writes scenarios in which the law has a say in every step', () => {
      fc.assert(
        fc.property(scenarios, (scenario) => {
          expect(isSensible(place, scenario)).toBe(true);
          expect(scenario.operations.length).toBeGreaterThan(0);
        }),
        { numRuns: 40 },
      );
    });

    test('shrinks to smaller scenarios that the law understands', () => {
      fc.assert(
        fc.property(scenarios, (scenario) => {
          const made = new Set(scenario.operations.flatMap(slotsMade));
          let looked = 0;
          for (const smaller of shrinkScenario(place, scenario)) {
            expect(printScenario(smaller)).not.toBe(printScenario(scenario));
            expect(smaller.operations.length).toBeLessThanOrEqual(scenario.operations.length);
            expect(smaller.operations.flatMap(slotsMade).every((slot) => made.has(slot))).toBe(
              true,
            );
            looked++;
            if (looked > 60) break;
          }
        }),
        { numRuns: 8 },
      );
    });

    test('replays from seed and path', () => {
      const once = fc.sample(scenarios, { seed: 7, numRuns: 3 });
      const again = fc.sample(scenarios, { seed: 7, numRuns: 3 });

      expect(again.map(printScenario)).toEqual(once.map(printScenario));
    });
  },
);

/** Calls that look at or change names in the working directory. */
const ON_PATHS: ReadonlySet<CallName> = new Set([
  'open',
  'stat',
  'lstat',
  'unlink',
  'rename',
  'link',
  'symlink',
  'mkdir',
  'rmdir',
  'mknod',
  'chmod',
  'chown',
  'truncate',
  'execve',
]);

/** Calls that write to what is the whole network's. */
const SYSCTLS: ReadonlySet<CallName> = new Set([
  'port_start',
  'port_range',
  'somaxconn',
  'ping_groups',
]);

/** Parts of the environment that a scenario uses as if they were its own. */
function partsUsed({ operations }: Scenario): Set<OwnPart> {
  const used = new Set<OwnPart>();
  const inet = new Set(
    operations.flatMap((op) => (op.call === 'socket' && op.domain !== AF_UNIX ? op.as : [])),
  );
  for (const op of operations) {
    if (ON_PATHS.has(op.call)) used.add('files');
    if (SYSCTLS.has(op.call)) used.add('network');
    if (op.call !== 'bind' && op.call !== 'connect') continue;
    if (op.address.kind !== 'path') used.add('network');
    else if (!inet.has(op.fd)) used.add('files');
  }
  return used;
}

test.each(properties.map((property) => [property.id, property] as const))(
  '%s asks for every part of the environment that it uses',
  (_, property) => {
    const own = new Set(property.requires.flatMap((one) => (one.kind === 'own' ? [one.what] : [])));
    const place = stockPlaceFor(property.actors);
    // Manners use none, and duplicates would hide which sockets have ports.
    const aim = property.plain ?? property.aim;
    const scenarios = new ScenarioArbitrary(place, property.actors ?? 1, aim);

    const used = new Set(
      fc
        .sample(scenarios, { seed: 3, numRuns: 100 })
        .flatMap((scenario) => [...partsUsed(scenario)]),
    );

    expect([...used].filter((part) => !own.has(part))).toEqual([]);
  },
);

test('properties ask for every kind of actor that they cast', () => {
  for (const { id, actors, requires } of properties) {
    const features = requires.flatMap((one) => (one.kind === 'feature' ? [one.feature] : []));
    for (const kind of kindsOf(actors)) {
      if (KINDS[kind].users !== 'none') expect(features, id).toContain('actors-own-users');
      else if (KINDS[kind].pids) expect(features, id).toContain('actors-own-pids');
    }
    expect(kindsOf(actors)[0], id).toBe('plain');
  }
});

test('a scenario that cannot be read is refused with its line', () => {
  const start = 'actor 0 {uid 0/0/0 gid 0/0/0 groups [] caps all}\n';

  expect(() => parseScenario(`${start}s0 = sokket(AF_UNIX, SOCK_STREAM, 0)`)).toThrow(
    /^line 2: operation/,
  );
  expect(() => parseScenario(`${start}listen(s0)`)).toThrow(
    /^line 2: listen: takes 2 arguments, not 1/,
  );
  expect(() => parseScenario(`${start}bind(s0, somewhere)`)).toThrow(
    /^line 2: address: cannot read 'somewhere'/,
  );
  expect(() => parseScenario(start.replace('0 {', '0 own-goals {'))).toThrow(
    /^line 1: actor: there is no kind 'own-goals'/,
  );
});
