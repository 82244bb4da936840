import { expect, test } from 'vitest';
import { listRules } from './rules.ts';

const rules = listRules();

test('a call and an id name one rule', () => {
  const names = rules.map(({ call, id }) => `${call} ${id}`);

  expect(names.length).toBeGreaterThan(380);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test.each([
  ['guard', 'connect', 'connect.nobody'],
  ['value', '', 'connect.connected'],
  ['note', '', 'peercred.unchanged'],
])('of every kind there are some: %s', (kind, call, id) => {
  expect(rules.find((rule) => rule.call === call && rule.id === id)).toMatchObject({ kind });
});
