import { expect, test } from 'vitest';
import { strayEntries } from '../../suites/out-of-reach.ts';
import { RuleLog } from './rule-log.ts';

const of = { env: 'e', run: 'r', part: undefined };

test('nothing told is no record', () => {
  expect(new RuleLog().record(of)).toBeUndefined();
});

test('the record has every rule, with the sums of all properties', () => {
  const log = new RuleLog();
  log.add('b', { listen: { 'listen.type': [1, 5, 1], 'listen.listening': [0, 0, 4] } });
  log.add('a', { listen: { 'listen.type': [2, 3, 2] } });
  const record = log.record({ ...of, part: '--runs was given' });

  expect(record).toMatchObject({ properties: ['a', 'b'], part: '--runs was given' });
  const { listen = [], connect = [], '*': nowhere = [] } = record?.calls ?? {};
  expect(listen).toContainEqual({
    ...{ id: 'listen.type', clause: 'S04', guard: { true: 3, false: 8 }, decisive: 3 },
  });
  expect(listen).toContainEqual({ id: 'listen.listening', clause: 'S07', decisive: 4 });
  expect(connect.find(({ id }) => id === 'connect.full.blocks')?.shouldnot).toContain('blocks');
  expect(nowhere).toContainEqual({ id: 'connect.connected', clause: 'S11', decisive: 0 });
});

test('what is listed as out of reach is in the law', () => {
  expect(strayEntries()).toEqual([]);
});
