/** Tests of the law for who has confined itself to some ports of TCP. */

import { expect, test } from 'vitest';
import { expectedOf } from '../scenario/fixtures/expected.ts';
import { stockPlaceFor } from '../scenario/fixtures/place.ts';
import { parseScenario } from '../scenario/text.ts';
import { Unmodelled } from './rule.ts';

const ROOT = '{uid 0/0/0 gid 0/0/0 groups [] caps all}';

/** What the law expects of the last line. */
function ruleOf(...lines: readonly string[]): string {
  const text = [`actor 0 mortal ${ROOT}`, 's0 = socket(AF_INET, SOCK_STREAM, 0)', ...lines];
  const outcomes = expectedOf(stockPlaceFor(['mortal']), parseScenario(text.join('\n')));
  const { errno = '', rule } = outcomes.at(-1) ?? {};
  return `${rule?.id} ${errno}`.trim();
}

test('a port that was left is bound, and no other', () => {
  expect(ruleOf('confine(bind, [80])', 'bind(s0, inet:127.0.0.1:80)')).toBe('bind.confined.left');
  expect(ruleOf('confine(bind, [80])', 'bind(s0, inet:127.0.0.1:81)')).toBe('bind.confined EACCES');
  expect(ruleOf('confine(bind, [80])', 'bind(s0, inet:192.0.2.1:81)')).toBe('bind.confined EACCES');
  expect(ruleOf('confine(bind, [])', 'bind(s0, inet:127.0.0.1:0)')).toBe(
    'bind.confined.zero EACCES',
  );
});

test('several confinements leave what all of them leave', () => {
  const twice = ['confine(bind, [80, 90])', 'confine(bind, [90, 95])'];

  expect(ruleOf(...twice, 'bind(s0, inet:127.0.0.1:90)')).toBe('bind.confined.left');
  for (const port of [80, 95])
    expect(ruleOf(...twice, `bind(s0, inet:127.0.0.1:${port})`)).toBe('bind.confined EACCES');
});

test('to be confined in one call is not to be confined in the other', () => {
  expect(ruleOf('confine(connect, [])', 'bind(s0, inet:127.0.0.1:5000)')).toBe('bind.port.free');
  expect(ruleOf('confine(bind, [])', 'connect(s0, inet:127.0.0.1:81)')).toBe(
    'connect.inet.nobody ECONNREFUSED',
  );
  expect(ruleOf('confine(connect, [])', 'connect(s0, inet:127.0.0.1:81)')).toBe(
    'connect.inet.confined EACCES',
  );
});

test('confined as before, without ports, it has all of them', () => {
  expect(ruleOf('confine()', 'bind(s0, inet:127.0.0.1:5000)')).toBe('bind.port.free');
});

test('the law is silent where there are no ports to confine to', () => {
  expect(() => ruleOf('confine(bind)')).toThrow(Unmodelled);
  expect(() => ruleOf('confine(bind, [65536])')).toThrow(Unmodelled);
});
