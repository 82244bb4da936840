/** Tests of what epoll tells: how often, under which descriptor, for how long, and where the law says nothing. */

import { expect, test } from 'vitest';
import { lastExpected } from '../scenario/fixtures/expected.ts';
import { Unmodelled, wantText } from './rule.ts';

const BEGIN = `actor 0 {uid 0/0/0 gid 0/0/0 groups [] caps all}
[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
s2 = epoll_create1(0)
`;
const SEND = 'send(s1, 1, 7, 0)';
const READ = 'recv(s0, 9, MSG_DONTWAIT)';
const WAIT = 'epoll_wait(s2, 9, 0)';
const add = (how: string, events = 'POLLIN'): string =>
  `epoll_ctl(s2, ADD, s0, ${events}, ${how}, 5)`;

/** What the last step tells of the registration with the number 5, or its errno. */
function last(...lines: readonly string[]): string {
  const outcome = lastExpected(BEGIN + lines.join('\n'));
  const told = outcome.expects.find(({ name }) => name === 'of5')?.want;
  return outcome.errno || (told === undefined ? '' : wantText(told));
}

test('what is ready is told again and again, with EPOLLET once, and with EPOLLONESHOT once for all', () => {
  expect(last(add('-'), SEND, WAIT)).toBe('1');
  expect(last(add('-'), SEND, WAIT, WAIT)).toBe('1');
  expect(last(add('-'), SEND, READ, WAIT)).toBe('nothing');
  expect(last(add('ET'), SEND, WAIT)).toBe('1');
  expect(last(add('ET'), SEND, WAIT, WAIT)).toBe('nothing');
  expect(last(add('ET'), SEND, WAIT, SEND, WAIT)).toBe('1');
  expect(last(add('ONESHOT'), SEND, WAIT, SEND, WAIT)).toBe('nothing');
});

test('where something may have happened, both are allowed, and where nothing can have, one', () => {
  const other = '[s3, s4] = socketpair(AF_UNIX, SOCK_STREAM, 0)';
  const told = [add('ET'), SEND, SEND, WAIT];

  expect(last(...told, 'recv(s0, 1, MSG_DONTWAIT)', WAIT)).toBe('nothing, or 1');
  expect(last(...told, other, 'send(s3, 1, 8, 0)', WAIT)).toBe('nothing');
});

test('a change looks anew', () => {
  const change = 'epoll_ctl(s2, MOD, s0, POLLIN, ET, 5)';

  expect(last(add('ET'), SEND, WAIT, change, WAIT)).toBe('1');
  expect(last(add('ONESHOT'), SEND, WAIT, change, WAIT)).toBe('1');
});

test('a registration is that of its descriptor, and lasts as long as its file', () => {
  const kept = [add('-'), 's3 = dup(s0)', SEND, 'close(s0)'];

  expect(last(add('-'), add('-'))).toBe('EEXIST');
  expect(last(...kept, WAIT)).toBe('1');
  expect(last(...kept, 'epoll_ctl(s2, DEL, s3, 0, -, 6)')).toBe('ENOENT');
  expect(last(...kept, 'close(s3)', WAIT)).toBe('nothing');
});

test('who may have the number of a closed descriptor is nobody’s to know', () => {
  const kept = [add('-'), 's3 = dup(s0)', 'close(s0)', 's4 = dup(s3)'];

  expect(() => last(...kept, 'epoll_ctl(s2, ADD, s4, POLLIN, -, 6)')).toThrow(Unmodelled);
});
