/** Tests of smaller scenarios: what only seems to be needed goes. */

import { expect, test } from 'vitest';
import { stockPlace } from './fixtures/place.ts';
import { shrinkScenario } from './shrink.ts';
import { parseScenario, printScenario } from './text.ts';

const actor = 'actor 0 {uid 0/0/0 gid 0/0/0 groups [] caps all}';
const smallerOf = (lines: readonly string[]): string[] =>
  [...shrinkScenario(stockPlace, parseScenario([actor, ...lines].join('\n')))].map((one) =>
    printScenario(one).trim(),
  );

test('a duplicate gives way to the descriptor itself, wherever it is used', () => {
  const [pair, sent] = ['[s0, s1] = socketpair(AF_UNIX, SOCK_DGRAM, 0)', 's2 = dup(s0)'];
  const smaller = smallerOf([
    ...[pair, sent, 'kcmp(s2, s2)', 'connect(s1, proc:s2)'],
    ...['sendmsg(s2, 1, 0, 0, [rights[s2, s1]])', 'close(s2)'],
  ]);

  const plain = ['kcmp(s0, s0)', 'connect(s1, proc:s0)', 'sendmsg(s0, 1, 0, 0, [rights[s0, s1]])'];
  expect(smaller).toContain([actor, pair, ...plain].join('\n'));
});

test('so does one that was passed to oneself', () => {
  const [pair, socket] = [
    '[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)',
    's2 = socket(AF_UNIX, SOCK_STREAM, 0)',
  ];
  const passed = ['sendmsg(s0, 1, 0, 0, [rights[s2]])', '[s3] = recvmsg(s1, 1, 0, 24)'];
  const smaller = smallerOf([pair, socket, ...passed, 'listen(s3, 0)', 'close(s3)']);

  expect(smaller).toContain([actor, pair, socket, 'listen(s2, 0)'].join('\n'));
});

test('of two arguments that may be left out the last goes first, for they are told by their places', () => {
  const socket = 's0 = socket(AF_UNIX, SOCK_STREAM, 0)';
  const smaller = smallerOf([socket, 'setsockopt(s0, SO_RCVTIMEO, 20, 16, 5)']);

  expect(smaller).toContain([actor, socket, 'setsockopt(s0, SO_RCVTIMEO, 20, 16)'].join('\n'));
  expect(smaller.join('\n')).not.toMatch(/SO_RCVTIMEO, 20, 5\)/);
});
