/** Tests of the mark in a queue: what a receive takes around it, and where the law says nothing. */

import { expect, test } from 'vitest';
import { Course } from '../scenario/course.ts';
import { lastExpected } from '../scenario/fixtures/expected.ts';
import { stockPlace } from '../scenario/fixtures/place.ts';
import { worldOf } from '../scenario/place.ts';
import { parseScenario } from '../scenario/text.ts';
import type { Operation } from './operation.ts';
import { Unmodelled } from './rule.ts';

const PAIR =
  'actor 0 {uid 0/0/0 gid 0/0/0 groups [] caps all}\n[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)\n';
const URGENT = 'send(s1, 1, 7, MSG_OOB)';
const TAKE = 'recv(s0, 1, MSG_OOB)';
const READ = 'recv(s0, 9, MSG_DONTWAIT)';
const PEEK = 'recv(s0, 9, MSG_PEEK|MSG_DONTWAIT)';

/** What the last step comes to: an errno, or how many bytes, and the clause that decides it. */
function last(...lines: readonly string[]): string {
  const outcome = lastExpected(PAIR + lines.join('\n'));
  const told = outcome.expects.find(({ name }) => ['ret', 'value'].includes(name))?.want;
  return `${outcome.errno || told} ${outcome.rule.clause}`;
}

const some = (tag: number, size: number): string => `send(s1, ${size}, ${tag}, 0)`;

test('a receive stops before the mark, and passes over it from there', () => {
  const before = [some(1, 3), URGENT, some(2, 5)];

  expect(last(...before, READ)).toBe('3 O04');
  expect(last(...before, READ, READ)).toBe('5 O05');
  expect(last(...before, TAKE, READ)).toBe('3 O04');
  expect(last(...before, TAKE, READ, READ)).toBe('5 O08');
  expect(last(...before, READ, PEEK)).toBe('5 O07');
});

test('the mark moves on with a new urgent byte', () => {
  expect(last(URGENT, URGENT, READ)).toBe('1 O06');
  expect(last(some(1, 2), URGENT, TAKE, some(2, 3), URGENT, READ)).toBe('5 O04');
  expect(last(some(1, 2), URGENT, TAKE, some(2, 3), URGENT, TAKE, READ)).toBe('2 O04');
});

test('an urgent byte is dropped, or its place passed, also where nothing follows', () => {
  expect(last(URGENT, READ)).toBe('EAGAIN O05');
  expect(last(URGENT, TAKE, READ)).toBe('EAGAIN O11');
  expect(last(URGENT, PEEK)).toBe('EAGAIN O07');
  expect(last(URGENT, PEEK, TAKE)).toBe('1 O03');
  expect(last(URGENT, READ, TAKE)).toBe('EINVAL O03');
});

test('SO_OOBINLINE makes it a byte like others', () => {
  const inline = 'setsockopt(s0, SO_OOBINLINE, 1)';

  expect(last(inline, some(1, 3), URGENT, some(2, 5), READ)).toBe('3 O04');
  expect(last(inline, some(1, 3), URGENT, some(2, 5), READ, READ)).toBe('6 O14');
  expect(last(inline, URGENT, TAKE)).toBe('EINVAL O03');
});

test('who closes with the place of a read byte alone does not reset', () => {
  expect(last(URGENT, TAKE, 'close(s0)', 'recv(s1, 1, 0)')).toBe('0 O12');
  expect(last(URGENT, 'close(s0)', 'recv(s1, 1, 0)')).toBe('ECONNRESET S29');
  expect(last(URGENT, TAKE, some(1, 1), 'close(s0)', 'recv(s1, 1, 0)')).toBe('ECONNRESET S29');
});

test('SIOCATMARK tells the mark that comes next', () => {
  const ask = 'ioctl(s0, SIOCATMARK)';

  expect(last(some(1, 3), URGENT, ask)).toBe('0 O10');
  expect(last(some(1, 3), URGENT, READ, ask)).toBe('1 O10');
  expect(last(some(1, 3), URGENT, TAKE, READ, ask)).toBe('1 O10');
  expect(last(some(1, 3), URGENT, TAKE, READ, READ, ask)).toBe('0 O10');
});

test('before the repairs the law is silent about whatever follows an urgent byte, but that it can be taken', () => {
  const older = { ...stockPlace.world, has: { ...stockPlace.world.has, oobMended: false } };
  const place = { ...stockPlace, world: older };
  const isSaid = (...lines: readonly string[]): boolean => {
    const scenario = parseScenario(PAIR + lines.join('\n'));
    const course = new Course(worldOf(place, scenario));
    return scenario.operations.map((op: Operation) => course.take(op, false)).at(-1) !== undefined;
  };

  expect([TAKE, 'recv(s0, 1, MSG_OOB|MSG_PEEK)'].map((line) => isSaid(URGENT, line))).toEqual([
    ...[true, true],
  ]);
  expect(
    [READ, PEEK, URGENT, 'ioctl(s0, SIOCATMARK)', 'ioctl(s0, SIOCINQ)', 'poll(s0, POLLPRI, 0)'].map(
      (line) => isSaid(URGENT, TAKE, line) || isSaid(URGENT, line),
    ),
  ).toEqual(Array(6).fill(false));
  expect(isSaid(URGENT, TAKE, 'close(s0)', 'recv(s1, 1, MSG_DONTWAIT)')).toBe(false);
});

test('the law is silent about a byte for no room, and about peek offsets at a mark', () => {
  expect(() => last(URGENT, 'recv(s0, 0, MSG_OOB)')).toThrow(Unmodelled);
  expect(() => last('setsockopt(s0, SO_PEEK_OFF, 0)', URGENT, PEEK)).toThrow(Unmodelled);
});
