/** Tests of the law for actors of different user namespaces: what counts where. */

import { describe, expect, test } from 'vitest';
import { Coverage } from '../judge/coverage.ts';
import { foresee } from '../judge/fixtures/foresee.ts';
import type { ActorKind } from '../scenario/cast.ts';
import { expectedOf } from '../scenario/fixtures/expected.ts';
import { stockPlaceFor } from '../scenario/fixtures/place.ts';
import { parseScenario } from '../scenario/text.ts';
import type { Outcome } from './rule.ts';

const ROOT = '{uid 0/0/0 gid 0/0/0 groups [] caps all}';

/** The outcome that the law expects of the last operation, with actors of these kinds. */
function lastOf(cast: readonly ActorKind[], ...operations: readonly string[]): Outcome {
  const actors = cast.map((kind, i) => `actor ${i} ${kind === 'plain' ? '' : `${kind} `}${ROOT}`);
  const scenario = parseScenario([...actors, ...operations].join('\n'));
  const place = stockPlaceFor(cast);
  foresee(place, scenario, new Coverage());
  const last = expectedOf(place, scenario).at(-1);
  if (last === undefined) throw new Error('no outcome');
  return last;
}

const wanted = ({ expects }: Outcome) =>
  Object.fromEntries(expects.map(({ name, want }) => [name, want]));
const BOUND = ['s0 = socket(AF_UNIX, SOCK_STREAM, 0)', 'bind(s0, path:"p0")'];
const NESTED = ['plain', 'own-users'] as const;
const LISTENS = ['s0 = socket(AF_UNIX, SOCK_STREAM, 0)', 'bind(s0, abstract:"a")', 'listen(s0, 1)'];

describe('an actor that is root inside', () => {
  test('is shown owners that it does not map as nobody', () => {
    expect(wanted(lastOf(NESTED, ...BOUND, '1: stat("p0")'))).toMatchObject({
      uid: 65_534,
      gid: 4242,
    });
  });

  test('owns as another what it makes', () => {
    const made = BOUND.map((line) => `1: ${line}`);

    expect(wanted(lastOf(NESTED, ...made, 'stat("p0")'))).toMatchObject({ uid: 2000, gid: 3000 });
  });

  test('has no say over a file whose owner it does not map', () => {
    expect(lastOf(NESTED, ...BOUND, '1: chmod("p0", 0600)').errno).toBe('EPERM');
    expect(lastOf(NESTED, ...BOUND, 'chown("p0", 2007, 3007)', '1: chmod("p0", 0600)').errno).toBe(
      '',
    );
  });

  test('needs the group mapped as well where a capability is to override the mode', () => {
    const given = (owner: string) =>
      lastOf(NESTED, ...BOUND, owner, 'chmod("p0", 00)', '1: s1 = open("p0", WRONLY, 0600)').errno;

    expect(given('chown("p0", 2007, 3007)')).toBe('ENXIO');
    expect(given('chown("p0", 2007, 1001)')).toBe('EACCES');
  });

  test('gets no low port of the network around, and others as anybody does', () => {
    const bind = (by: string, port: number) =>
      lastOf(
        NESTED,
        `${by}s0 = socket(AF_INET, SOCK_STREAM, 0)`,
        `${by}bind(s0, inet:127.0.0.1:${port})`,
      );

    expect(bind('1: ', 80)).toMatchObject({ errno: 'EACCES', rule: { clause: 'P07' } });
    expect(bind('1: ', 1024).errno).toBe('');
    expect(bind('', 80).errno).toBe('');
  });

  test.each([
    ['own-users', 'EPERM'],
    ['own-users-and-pids', ''],
    ['own-pids', ''],
  ] as const)('claims another pid as %s: %s', (kind, errno) => {
    // 5000000 is no pid: who may claim it is told that.
    const said = lastOf(
      ['plain', kind],
      '1: [s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)',
      '1: sendmsg(s0, 1, 0, 0, [creds(5000000, 0, 0)])',
    ).errno;

    expect(said).toBe(errno === '' ? 'ESRCH' : errno);
  });

  test('claims no id that it does not map', () => {
    const claim = (uid: number) =>
      lastOf(
        NESTED,
        '1: [s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)',
        `1: sendmsg(s0, 1, 0, 0, [creds(pid(1), ${uid}, 0)])`,
      ).errno;

    expect([claim(0), claim(1001), claim(1000), claim(2000)]).toEqual(['', '', 'EINVAL', 'EINVAL']);
  });

  test('becomes nobody that it does not map', () => {
    expect(() =>
      lastOf(NESTED, '1: become({uid 1000/1000/1000 gid 0/0/0 groups [] caps all})'),
    ).toThrow(/does not map/);
  });
});

describe('SO_PEERGROUPS', () => {
  test('keeps the order of the first namespace', () => {
    const groups = 'groups [0, 1000, 1001]';
    const last = lastOf(
      NESTED,
      ...LISTENS.map((line) => `1: ${line}`),
      `become({uid 0/0/0 gid 0/0/0 ${groups} caps all})`,
      's1 = socket(AF_UNIX, SOCK_STREAM, 0)',
      'connect(s1, abstract:"a")',
      '1: s2 = accept4(s0, 0)',
      '1: getsockopt(s2, SO_PEERGROUPS, 64)',
    );

    expect(wanted(last)).toMatchObject({ value: '4242,100,65534' });
  });

  test('leaves groups that nobody here has a number for where they are', () => {
    const last = lastOf(
      ['plain'],
      'become({uid 0/0/0 gid 0/0/0 groups [65534, 65534, 0] caps all})',
      '[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)',
      'getsockopt(s0, SO_PEERGROUPS, 64)',
    );

    expect(wanted(last)).toMatchObject({ value: '65534,65534,0' });
  });
});
