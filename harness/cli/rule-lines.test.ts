import { expect, test } from 'vitest';
import { sampleBundle } from '../../reports/fixtures/build.ts';
import { readBundle } from '../bundle/index.ts';
import { ruleLines } from './rule-lines.ts';

const linesOf = (kind: Parameters<typeof sampleBundle>[0], all = false) =>
  ruleLines(readBundle(sampleBundle(kind)).runs, all);

test('rules that a whole run did not reach are named on one line for each environment', () => {
  expect(linesOf('three-environments')).toEqual([
    '# rules: 3 of 9 not reached in 6.18.44+x86_64/plain-user/sandbox: bind: bind.inet.privileged, connect: connect.deaf, accept.oldest',
  ]);
});

test.each(['pass', 'mixed'] as const)('%s: all reached or a part only: no line', (kind) => {
  expect(linesOf(kind)).toEqual([]);
});

test('more than three are counted, unless all are asked for', () => {
  const text = sampleBundle('pass').replaceAll(/"false":\d+/g, '"false":0');
  const [short = '', long = ''] = [false, true].flatMap((all) =>
    ruleLines(readBundle(text).runs, all),
  );

  expect(short).toBe(
    '# rules: 6 of 8 not reached: bind: fd.not-open, bind: bind.path.exists, bind: bind.inet.privileged and 3 more; the report has them all',
  );
  expect(long).toContain('connect: connect.late');
});
