import { expect, test } from 'vitest';
import type { Interval, Observed } from '../law/operation.ts';
import { stockPlace } from '../scenario/fixtures/place.ts';
import { worldOf } from '../scenario/place.ts';
import { endOfBurst } from '../scenario/scenario.ts';
import { parseScenario } from '../scenario/text.ts';
import { Coverage } from './coverage.ts';
import { Judge } from './judge.ts';

const ACTORS = [0, 1, 2, 3].map((i) => `actor ${i} {uid 0/0/0 gid 0/0/0 groups [] caps all}\n`);
const ok: Observed = { errno: '', ret: 0 };
const failed = (errno: string): Observed => ({ errno, ret: -1 });
const at = (called: number, returned: number, observed: Observed): Observed => ({
  ...observed,
  during: { called, returned } satisfies Interval,
});

/** Judges a text to its end; gives the first deviation. */
function judge(text: string, observations: readonly Observed[]) {
  const { actors, operations } = parseScenario(ACTORS.join('') + text);
  const judging = new Judge(worldOf(stockPlace, { actors }), new Coverage());
  for (let start = 0, next = 0; start < operations.length; start = next) {
    next = endOfBurst(operations, start);
    const calls = operations.slice(start, next).map((op, i) => ({
      op,
      observed: observations[start + i] ?? ok,
    }));
    const judged =
      calls.length === 1
        ? calls.map(({ op, observed }) => judging.take(op, observed))
        : judging.takeOverlapping(calls);
    const index = judged.findIndex((one) => one?.deviation !== undefined);
    if (index >= 0) return { step: start + index, deviation: judged[index]?.deviation };
  }
  return undefined;
}

const MS = 1_000_000;

const BINDS = `1: s0 = socket(AF_UNIX, SOCK_STREAM, 0)
2: s1 = socket(AF_UNIX, SOCK_STREAM, 0)
1: bind(s0, abstract:"a")
& 2: bind(s1, abstract:"a")`;

test.each([
  ['the first wins', ok, failed('EADDRINUSE'), undefined],
  ['the second wins', failed('EADDRINUSE'), ok, undefined],
  ['both win', ok, ok, 'overlapping:bind:bind.abstract.taken:errno:success'],
  ['none wins', failed('EADDRINUSE'), failed('EADDRINUSE'), 'overlapping:bind:bind.abstract:'],
])('of two binds at once: %s', (_, one, other, signature) => {
  const found = judge(BINDS, [ok, ok, at(10, 50, one), at(20, 40, other)]);

  if (signature === undefined) expect(found).toBeUndefined();
  else expect(found?.deviation?.signature).toContain(signature.split(':').slice(0, 2).join(':'));
});

test('what was over before another began came first', () => {
  const later = judge(BINDS, [ok, ok, at(60, 90, ok), at(10, 50, failed('EADDRINUSE'))]);
  const meeting = judge(BINDS, [ok, ok, at(40, 90, ok), at(10, 50, failed('EADDRINUSE'))]);

  expect(later?.step).toBe(3);
  expect(later?.deviation).toMatchObject({ allowed: [expect.stringContaining('success')] });
  expect(meeting).toBeUndefined();
});

const BIND_AND_CLOSE = BINDS.replace('\n&', '\n& 1: close(s0)\n&');

test.each([
  ['at the time of the close', at(60, 95, ok), undefined],
  ['before the close', at(30, 60, ok), 4],
])('two calls of one process keep their order: the other bind comes %s', (_, other, step) => {
  const seen = [ok, ok, at(10, 50, ok), at(70, 90, ok), other];

  expect(judge(BIND_AND_CLOSE, seen)?.step).toBe(step);
});

test('polls that run out before their time leave an order to look for', () => {
  const text = `1: [s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
2: [s2, s3] = socketpair(AF_UNIX, SOCK_STREAM, 0)
1: poll(s0, 1, 40)
& 2: poll(s2, 1, 40)`;
  const nothing = { ...ok, fields: { revents: 0 } };
  const wrong = { ...ok, fields: { revents: 1 } };

  expect(judge(text, [ok, ok, at(10, 50, nothing), at(20, 40, wrong)])?.step).toBe(3);
});

test('a receive that makes room while it takes more is not one moment: the judge says nothing', () => {
  const full = `1: [s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
1: setsockopt(s0, SO_SNDBUF, 4096)
1: send(s0, 3700, 1, MSG_DONTWAIT)
2: s2 = socket(AF_UNIX, SOCK_STREAM, 0)
1: recv(s1, 4000, MSG_DONTWAIT)
& 2: close(s2)`;
  const sent = { ...ok, ret: 3700 };
  const seen = [ok, ok, sent, ok, at(10, 50, sent), at(20, 40, ok)];

  expect(() => judge(full, seen)).toThrow('a call in pieces');
});

const WAITING = `[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
sendmsg(s1, 1, 0, 0, [rights[s0]])
1: s2 = socket(AF_UNIX, SOCK_STREAM, 0)
1: bind(s2, abstract:"l")
1: listen(s2, 5)
2: s3 = socket(AF_UNIX, SOCK_STREAM, 0)
1: s4 = accept4(s2, 0)
&& 2: connect(s3, abstract:"l")`;
const sent: Observed = { ...ok, ret: 1 };
const before = [ok, sent, ok, ok, ok, ok];
const accepted: Observed = {
  ...ok,
  fields: { length: 2, address: 'unnamed', cloexec: 0, nonblock: 0 },
};

test('who sleeps is woken by what comes', () => {
  expect(judge(WAITING, [...before, at(0, 90, accepted), at(40, 60, ok)])).toBeUndefined();
});

test('who sleeps on although somebody came is a deviation', () => {
  const found = judge(WAITING, [
    ...before,
    at(0, 90 * MS, failed('BLOCKS')),
    at(10 * MS, 20 * MS, ok),
  ]);

  expect(found).toMatchObject({
    step: 6,
    deviation: { observed: expect.stringContaining('blocks'), rule: { clause: 'S19' } },
  });
});

test('who was woken shortly before it was interrupted may not have run yet', () => {
  const late = [at(0, 90 * MS, failed('BLOCKS')), at(40 * MS, 60 * MS, ok)];

  expect(judge(WAITING, [...before, ...late])).toBeUndefined();
});

test('a poll that ran out before somebody wrote is no deviation, one that ran out after is', () => {
  const text = `[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)
1: s2 = socket(AF_UNIX, SOCK_STREAM, 0)
1: bind(s2, abstract:"l")
1: listen(s2, 5)
2: s3 = socket(AF_UNIX, SOCK_STREAM, 0)
1: poll(s2, POLLIN, 10)
&& 2: connect(s3, abstract:"l")`;
  const ranOut: Observed = { ...ok, fields: { revents: 0 } };
  const polled = at(0, 11 * MS, ranOut);

  expect(judge(text, [ok, ok, ok, ok, ok, polled, at(10.5 * MS, 10.6 * MS, ok)])).toBeUndefined();
  expect(judge(text, [ok, ok, ok, ok, ok, polled, at(4 * MS, 5 * MS, ok)])?.step).toBe(5);
});

test('what calls left open is told by what is seen later, once and for all', () => {
  const text = `1: s0 = socket(AF_UNIX, SOCK_STREAM, 0)
1: bind(s0, abstract:"l")
1: listen(s0, 5)
2: s1 = socket(AF_UNIX, SOCK_STREAM, 0)
3: s2 = socket(AF_UNIX, SOCK_STREAM, 0)
2: connect(s1, abstract:"l")
& 3: connect(s2, abstract:"l")
1: s3 = accept4(s0, 0)
1: s4 = accept4(s0, 0)
1: getsockopt(s3, SO_PEERCRED, 12)
1: getsockopt(s4, SO_PEERCRED, 12)`;
  const [second, third] = [300, 400].map((pid) => ({
    ...ok,
    fields: { length: 12, pid, uid: 0, gid: 0 },
  }));
  const start = [ok, ok, ok, ok, ok, at(0, 9, ok), at(0, 9, ok), accepted, accepted];

  expect(judge(text, [...start, second as Observed, third as Observed])).toBeUndefined();
  expect(judge(text, [...start, third as Observed, second as Observed])).toBeUndefined();
  expect(judge(text, [...start, third as Observed, third as Observed])?.step).toBe(10);
});
