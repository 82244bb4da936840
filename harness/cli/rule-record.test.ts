/** Tests of what a run leaves of the law: one record for each environment, and a line where it was a whole run. */

import { expect, test } from 'vitest';
import { command } from './fixtures/command.ts';
import { outDirectories, resultsOf } from './fixtures/results.ts';

const newOut = outDirectories();
const PLAN = ['a.pass-rules', 'b.pass-rules'];
const rulesIn = (out: string) =>
  resultsOf(out).flatMap((record) => (record.t === 'rules' ? [record] : []));

test('the counts of all properties are one record before the end', async () => {
  const out = newOut();
  const { stdout } = await command(['run', '--out', out], PLAN);
  const [record, ...more] = rulesIn(out);

  expect(more).toEqual([]);
  expect(resultsOf(out).map(({ t }) => t)).toEqual([
    'header',
    'verdict',
    'verdict',
    'rules',
    'end',
  ]);
  expect(record?.properties).toEqual(PLAN);
  expect(record?.part).toBeUndefined();
  expect(record?.calls.listen?.find(({ id }) => id === 'listen.type')).toMatchObject({
    ...{ guard: { true: 4, false: 10 }, decisive: 4 },
  });
  expect(stdout).toMatch(/# rules: \d+ of \d+ not reached: socket: .* and \d+ more;/);
});

test.each([
  ['chosen properties', ['a.pass-rules'], 'properties were chosen'],
  ['fewer scenarios', ['--runs', '3'], '--runs was given'],
  ['less time', ['--time-per', '1s'], '--time-per was given'],
])('%s: the record says why it is a part, and no line complains', async (_, flags, part) => {
  const out = newOut();
  const { stdout } = await command(['run', ...flags, '--out', out], PLAN);

  expect(rulesIn(out).map((record) => record.part)).toEqual([part]);
  expect(stdout).not.toContain('# rules:');
});

test('of a shard nothing is told but to the merge, which adds up', async () => {
  const outs: string[] = [];
  for (const shard of ['1/2', '2/2']) {
    const out = newOut();
    const { stdout } = await command(['run', '--shard', shard, '--out', out], PLAN);
    expect(stdout).not.toContain('# rules:');
    outs.push(out);
  }
  const merged = newOut();
  await command(['merge', ...outs, '--out', merged]);
  const counted = rulesIn(merged).flatMap(({ calls }) => calls.listen ?? []);

  expect(
    counted.filter(({ id }) => id === 'listen.type').reduce((sum, one) => sum + one.decisive, 0),
  ).toBe(4);
});

test('what an interrupted run left and what a resumed one adds are both there', async () => {
  const out = newOut();
  await command(['run', '--out', out], ['a.pass-rules', 'b.die']);
  const before = rulesIn(out).length;
  await command(['run', '--resume', out], ['a.pass-rules', 'b.die']);

  expect(before).toBe(1);
  expect(rulesIn(out).length).toBeGreaterThanOrEqual(1);
});
