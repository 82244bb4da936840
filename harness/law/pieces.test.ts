/** Tests of sends that are larger than the room, and of receives that wait for the whole. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Coverage } from '../judge/coverage.ts';
import { describeOutcome } from '../judge/describe.ts';
import { Judge } from '../judge/judge.ts';
import { Course } from '../scenario/course.ts';
import { stockPlace } from '../scenario/fixtures/place.ts';
import { worldOf } from '../scenario/place.ts';
import { parseScenario } from '../scenario/text.ts';
import type { Observed } from './operation.ts';
import { payload } from './payload.ts';
import { Unmodelled } from './rule.ts';

const ACTORS = [0, 1, 2]
  .map((i) => `actor ${i} {uid 0/0/0 gid 0/0/0 groups [] caps all}\n`)
  .join('');
const PAIR = '[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)';
const SMALL = `${PAIR}\nsetsockopt(s0, SO_SNDBUF, 4096)`;
const PIECE = 4032;

const ok: Observed = { errno: '', ret: 0 };
const AGAIN: Observed = { errno: 'EAGAIN', ret: -1 };
const told = (ret: number): Observed => ({ errno: '', ret });
const interrupted = (ret: number): Observed => ({ errno: '', ret, fields: { interrupted: 1 } });
/** So many bytes of the payload with a tag. */
const bytes = (tag: number, from: number, to: number): Observed => ({
  errno: '',
  ret: to - from,
  data: payload(tag, from, to),
});

/** The verdicts on the steps behind the first lines, whose success goes without saying. */
function judge(begin: string, steps: readonly (readonly [text: string, seen: Observed])[]) {
  const scenario = parseScenario(`${ACTORS}${begin}\n${steps.map(([text]) => text).join('\n')}`);
  const { operations } = scenario;
  const judging = new Judge(worldOf(stockPlace, scenario), new Coverage());
  const before = operations.length - steps.length;
  return operations
    .map((op, i) => judging.take(op, steps[i - before]?.[1] ?? ok))
    .slice(before)
    .map(({ deviation, allowed }) => ({
      broken: deviation?.signature,
      clause: deviation?.rule.clause,
      allowed: allowed.map(describeOutcome),
    }));
}

const broken = (...asked: Parameters<typeof judge>) => judge(...asked).map((one) => one.broken);

describe('a send that does not wait, of more than there is room for', () => {
  const sends = (seen: Observed) => judge(SMALL, [['send(s0, 10000, 0, MSG_DONTWAIT)', seen]]);

  test('may be short, and is neither refused nor whole', () => {
    expect(sends(told(8064))[0]?.allowed).toEqual(['4032…8064']);
    expect([0, 4031, 8065, 10_000].map((ret) => sends(told(ret))[0]?.clause)).toEqual([
      ...['S41', 'S43', 'S43', 'S41'],
    ]);
    expect(sends(AGAIN)[0]?.broken).toBe('send:send.stream.short:errno:EAGAIN');
  });

  test('of which the peer reads as much as was told: no byte more, no byte less', () => {
    fc.assert(
      fc.property(fc.integer({ min: PIECE, max: 8064 }), fc.constantFrom(-1, 0, 1), (k, off) => {
        const [send, read] = broken(SMALL, [
          ['send(s0, 10000, 7, MSG_DONTWAIT)', told(k)],
          ['recv(s1, 20000, MSG_DONTWAIT)', bytes(7, 0, k + off)],
        ]);

        expect(send).toBeUndefined();
        expect(read).toBe(off === 0 ? undefined : 'recv:recv.sent-in-part:ret:value');
      }),
    );
  });

  test('is refused while the buffer is full; a piece that was read gives room again', () => {
    const again = (read: number, seen: Observed) =>
      broken(SMALL, [
        ['send(s0, 10000, 0, MSG_DONTWAIT)', told(8064)],
        ['send(s0, 9000, 1, MSG_DONTWAIT)', AGAIN],
        [`recv(s1, ${read}, MSG_DONTWAIT)`, bytes(0, 0, read)],
        ['send(s0, 9000, 2, MSG_DONTWAIT)', seen],
      ]).at(-1);

    expect([again(PIECE, told(PIECE)), again(PIECE, AGAIN)]).toEqual([undefined, undefined]);
    expect(again(8064, told(8064))).toBeUndefined();
    expect(again(8064, AGAIN)).toBe('send:send.stream.short:errno:EAGAIN');
  });

  test('is a write, too, where the descriptor is non-blocking', () => {
    const quick = SMALL.replace('SOCK_STREAM', 'SOCK_STREAM|SOCK_NONBLOCK');
    const [write, read, again] = broken(quick, [
      ['write(s0, 10000, 3)', told(8064)],
      ['read(s1, 9000)', bytes(3, 0, 8064)],
      ['read(s1, 9000)', AGAIN],
    ]);

    expect([write, read, again]).toEqual([undefined, undefined, undefined]);
    expect(broken(quick, [['write(s0, 10000, 3)', told(10_000)]])).toEqual([
      'write:send.stream.short:ret:value',
    ]);
  });

  test('where the buffer was never set, may take any part', () => {
    const sent = (seen: Observed) => broken(PAIR, [['send(s0, 300000, 0, MSG_DONTWAIT)', seen]])[0];

    expect([told(1), told(219_264), told(300_000)].map(sent)).toEqual([
      ...[undefined, undefined, undefined],
    ]);
    expect(sent(told(0))).toBe('send:send.stream.short:ret:value');
    expect(sent(AGAIN)).toBe('send:send.stream.short:errno:EAGAIN');
  });
});

describe('descriptors with a send that goes in pieces', () => {
  const SENT = `sendmsg(s0, 9000, 0, MSG_DONTWAIT, [rights[s1]])`;
  const object = '0:8:1';
  const carrying = (observed: Observed, rights: number): Observed => ({
    ...observed,
    fields: { flags: 0, creds: 'none', rights },
    passed: rights === 1 ? [{ object, cloexec: false }] : [],
  });
  const message = (size: number) => `[s5] = recvmsg(s1, ${size}, MSG_DONTWAIT, 24)`;

  test('come with its first byte, and end what is read at once, wherever the first piece ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8064 }), fc.nat(1), (end, rights) => {
        const found = broken(SMALL, [
          [SENT, { ...told(8064), passed: [{ object, cloexec: false }] }],
          [message(9000), carrying(bytes(0, 0, end), rights)],
          ...(end === 8064 ? [] : [['recv(s1, 9000, MSG_DONTWAIT)', bytes(0, end, 8064)] as const]),
        ]);

        if (rights === 1) expect(found.filter(Boolean)).toEqual([]);
        else expect(found[1]).toBe('recvmsg:recvmsg.rights:rights:value');
      }),
    );
  });

  test('other bytes than those that were sent are not read', () => {
    const [, read] = broken(SMALL, [
      [SENT, { ...told(8064), passed: [{ object, cloexec: false }] }],
      [message(9000), carrying({ ...bytes(0, 1, 4033) }, 1)],
    ]);

    expect(read).toMatch(/:data:value$/);
  });
});

describe('a send that may wait', () => {
  test('is short only if a signal ended its sleep', () => {
    const sends = (seen: Observed) => judge(SMALL, [['send(s0, 60000, 0, 0)', seen]])[0];

    expect(sends(interrupted(8064))?.broken).toBeUndefined();
    expect(sends(told(8064))).toMatchObject({ clause: 'S44' });
    expect(sends(interrupted(60_000))).toMatchObject({ clause: 'S41' });
  });

  test('is left alone where nobody knows whether there is any room', () => {
    const full = [['send(s0, 300000, 0, MSG_DONTWAIT)', told(200_000)]] as const;
    const asked = (size: number) => () => judge(PAIR, [...full, [`send(s0, ${size}, 1, 0)`, ok]]);

    for (const size of [1, 5, 300_000]) expect(asked(size)).toThrow(Unmodelled);
  });

  test('takes all for which there is room', () => {
    const sends = (seen: Observed) => broken(PAIR, [['send(s0, 20000, 0, 0)', seen]])[0];

    expect(sends(told(20_000))).toBeUndefined();
    expect(sends(interrupted(19_999))).toBe('send:send.stream.pieces.waiting:ret:value');
  });
});

describe('a receive that waits for the whole', () => {
  const all = (before: string, seen: Observed) =>
    judge(PAIR, [
      ['send(s0, 10, 0, 0)', told(10)],
      ...(before === '' ? [] : [[before, ok] as const]),
      ['recv(s1, 20, MSG_WAITALL)', seen],
    ]).at(-1);

  test('gives less only at the end, or when a signal ended its sleep', () => {
    expect(all('', bytes(0, 0, 10))).toMatchObject({ clause: 'S45' });
    expect(all('', { ...bytes(0, 0, 10), ...{ fields: { interrupted: 1 } } })?.broken).toBe(
      undefined,
    );
    for (const end of ['close(s0)', 'shutdown(s0, SHUT_WR)'])
      expect(all(end, bytes(0, 0, 10))?.broken).toBeUndefined();
  });
});

describe('what is done in pieces', () => {
  const parse = (text: string) => parseScenario(`${ACTORS}${text}`).operations;
  const CALLS = '1: send(s0, 300000, 1, MSG_DONTWAIT)\n& 2: s5 = socket(AF_UNIX, SOCK_STREAM, 0)';

  test('is not put beside other calls, and the judge is silent if it was', () => {
    const world = worldOf(stockPlace, parseScenario(`${ACTORS}1: ${PAIR}`));
    const [course, judging] = [new Course(world), new Judge(world, new Coverage())];
    for (const op of parse(`1: ${PAIR}`)) {
      course.take(op);
      judging.take(op, ok);
    }
    const calls = parse(CALLS).map((op, i) => ({
      op,
      observed: { ...told(i === 0 ? 5 : 0), during: { called: 0, returned: 9 } },
    }));

    expect(course.overlap(parse(CALLS), true)).toBe(false);
    expect(course.overlap(parse(CALLS.replace('300000', '3000')), true)).toBe(true);
    expect(() => judging.takeOverlapping(calls)).toThrow(Unmodelled);
  });

  test('sleeps only where that was asked for', () => {
    const course = new Course(worldOf(stockPlace, parseScenario(`${ACTORS}${SMALL}`)));
    for (const op of parse(SMALL)) course.take(op);
    const [send] = parse('send(s0, 60000, 0, 0)');

    expect(course.take(send as never)).toBeUndefined();
    expect(course.take(send as never, true)).toBe('');
  });
});
