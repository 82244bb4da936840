/** Tests of the law of ping sockets: whose group counts, which numbers a writer has, and where the law is silent. */

import { describe, expect, test } from 'vitest';
import { Coverage } from '../judge/coverage.ts';
import { foresee } from '../judge/fixtures/foresee.ts';
import type { ActorKind } from '../scenario/cast.ts';
import { expectedOf } from '../scenario/fixtures/expected.ts';
import { stockPlaceFor } from '../scenario/fixtures/place.ts';
import type { Place } from '../scenario/place.ts';
import { parseScenario } from '../scenario/text.ts';
import type { Outcome } from './rule.ts';

const ROOT = '{uid 0/0/0 gid 0/0/0 groups [] caps all}';
const [ALONE, NESTED] = [['plain'], ['plain', 'own-users', 'own-users-and-network']] as const;

function lastOf(
  cast: readonly ActorKind[],
  operations: readonly string[],
  change: (place: Place) => Place = (place) => place,
): Outcome {
  const actors = cast.map((kind, i) => `actor ${i} ${kind === 'plain' ? '' : `${kind} `}${ROOT}`);
  const scenario = parseScenario([...actors, ...operations].join('\n'));
  const place = change(stockPlaceFor(cast));
  foresee(place, scenario, new Coverage());
  const last = expectedOf(place, scenario).at(-1);
  if (last === undefined) throw new Error('no outcome');
  return last;
}

const PING = 's0 = socket(AF_INET, SOCK_DGRAM, 1)';
const become = (gid: number, groups: string): string =>
  `become({uid 0/0/0 gid 0/${gid}/0 groups [${groups}] caps all})`;

describe('a ping socket', () => {
  test('is nobody’s to begin with, and whose who is of a group within the range', () => {
    const range = 'ping_groups(100, 200)';

    expect(lastOf(ALONE, [PING]).errno).toBe('EACCES');
    expect(lastOf(ALONE, [range, PING]).errno).toBe('EACCES');
    expect(lastOf(ALONE, [range, become(200, ''), PING]).rule.id).toBe('socket.ping.group');
    expect(lastOf(ALONE, [range, become(5, '1, 100'), PING]).rule.id).toBe(
      'socket.ping.supplementary',
    );
    expect(lastOf(ALONE, [range, become(5, '99, 201'), PING]).errno).toBe('EACCES');
  });

  test('is made by the number that a group has in the first user namespace', () => {
    expect(lastOf(NESTED, ['ping_groups(3000, 3000)', `1: ${PING}`]).errno).toBe('');
    expect(lastOf(NESTED, ['ping_groups(0, 100)', `1: ${PING}`]).errno).toBe('EACCES');
    expect(lastOf(NESTED, ['2: ping_groups(0, 0)', `2: ${PING}`]).errno).toBe('');
  });

  test('is nothing of which the law speaks where the range is not told', () => {
    const change = (place: Place): Place => ({
      ...place,
      world: { ...place.world, pingGroups: undefined },
    });

    expect(() => lastOf(ALONE, [PING], change)).toThrow('groups of ping sockets');
  });
});

describe('the identifier of a ping socket', () => {
  const bind = (fd: number, port: number): string => `bind(s${fd}, inet:0.0.0.0:${port})`;
  const two = ['ping_groups(0, 0)', PING, bind(0, 9), 's1 = socket(AF_INET, SOCK_DGRAM, 1)'];
  const unshared = 'setsockopt(s1, SO_REUSEADDR, 0)';

  test('is shared unless one of them does not want to', () => {
    expect(lastOf(ALONE, [...two, bind(1, 9)]).rule.id).toBe('bind.ping.shared');
    expect(lastOf(ALONE, [...two, unshared, bind(1, 9)]).errno).toBe('EADDRINUSE');
  });

  test('is in the way of other networks in older kernels, by chance', () => {
    const away = ['network(new)', 'ping_groups(0, 0)', 's1 = socket(AF_INET, SOCK_DGRAM, 1)'];
    const calls = [...two.slice(0, 3), ...away, unshared, bind(1, 9)];
    const older = (place: Place): Place => ({
      ...place,
      world: { ...place.world, has: { ...place.world.has, pingersApart: false } },
    });

    expect(lastOf(ALONE, calls).rule.id).toBe('bind.ping.of-another-network');
    expect(() => lastOf(ALONE, calls, older)).toThrow('another network');
  });
});
