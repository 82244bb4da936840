import { expect, test } from 'vitest';
import { SO_PEERCRED } from '../abi/socket.ts';
import type { Observed } from '../law/operation.ts';
import { stockPlace } from '../scenario/fixtures/place.ts';
import { worldOf } from '../scenario/place.ts';
import { parseScenario } from '../scenario/text.ts';
import { Coverage } from './coverage.ts';
import { Judge } from './judge.ts';

const ACTOR = 'actor 0 {uid 0/0/0 gid 0/0/0 groups [] caps all}\n';
const ok: Observed = { errno: '', ret: 0 };
const failed = (errno: string): Observed => ({ errno, ret: -1 });

/** Judges a text against observations, one a line. */
function judge(text: string, observations: readonly Observed[]) {
  const scenario = parseScenario(ACTOR + text);
  const judging = new Judge(worldOf(stockPlace, scenario), new Coverage());
  return scenario.operations.map((op, i) => judging.take(op, observations[i] ?? ok));
}

test('an errno outside the set is a deviation that names the clause and the allowed', () => {
  const [, , last] = judge(
    's0 = socket(AF_UNIX, SOCK_STREAM, 0)\nbind(s0, path:"a")\ns1 = open("a", RDWR, 0600)',
    [ok, ok, failed('EOPNOTSUPP')],
  );

  expect(last?.deviation).toMatchObject({
    observed: 'EOPNOTSUPP',
    allowed: ['ENXIO'],
    rule: { clause: 'I05' },
    signature: 'open:open.socket:errno:EOPNOTSUPP',
  });
});

test('a success that must fail is a deviation', () => {
  const [, , last] = judge(
    's0 = socket(AF_UNIX, SOCK_STREAM, 0)\nbind(s0, path:"a")\ns1 = open("a", RDWR, 0600)',
    [ok, ok, ok],
  );

  expect(last?.deviation?.mismatch).toMatchObject({
    name: 'errno',
    seen: 'success',
    want: 'ENXIO',
  });
});

test('a wrong field is a deviation of its own clause', () => {
  const seen = { errno: '', ret: 0, fields: { length: 12, pid: 100, uid: 1000, gid: 0 } };
  const [, last] = judge(
    '[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)\ngetsockopt(s0, SO_PEERCRED, 12)',
    [ok, seen],
  );

  expect(SO_PEERCRED).toBe(17);
  expect(last?.deviation?.mismatch).toMatchObject({
    name: 'uid',
    seen: '1000',
    want: '0',
    rule: { clause: 'K02' },
  });
});

test('bytes of another payload are a deviation', () => {
  const [, , last] = judge(
    '[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)\nsend(s0, 4, 0, 0)\nrecv(s1, 9, MSG_DONTWAIT)',
    [ok, { errno: '', ret: 4 }, { errno: '', ret: 4, data: Buffer.from('else') }],
  );

  expect(last?.deviation?.mismatch).toMatchObject({ name: 'data', rule: { clause: 'S33' } });
});

test('a port below the start needs the capability, and the law says which clause', () => {
  const become = 'become({uid 1000/1000/1000 gid 1000/1000/1000 groups [] caps none})\n';
  const text = `${become}s0 = socket(AF_INET, SOCK_STREAM, 0)\nbind(s0, inet:127.0.0.1:1023)\nbind(s0, inet:127.0.0.1:1024)`;

  const honest = judge(text, [ok, ok, failed('EACCES'), ok]);
  const lying = judge(text, [ok, ok, ok, ok]);

  expect(honest.map(({ deviation }) => deviation)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(lying[2]?.deviation?.rule.clause).toBe('P01');
});

test('a call that blocks where it must not is a deviation', () => {
  const [, last] = judge(
    '[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)\nrecv(s1, 9, MSG_DONTWAIT)',
    [ok, failed('BLOCKS')],
  );

  expect(last?.deviation).toMatchObject({ observed: 'blocks', allowed: ['EAGAIN'] });
});

test('whose the working directory is, nobody has told', () => {
  const fields = { type: 'DIR', mode: 0o777, uid: 7, gid: 7, links: 2, size: 40, object: '0:45:2' };
  const [looked] = judge('stat(".")', [{ errno: '', ret: 0, fields }]);

  expect(looked?.deviation).toBeUndefined();
});
