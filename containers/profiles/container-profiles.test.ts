import { expect, test } from 'vitest';
import { CAPABILITY } from '../../harness/abi/capability.ts';
import { CONTAINER_PROFILES } from './container-profiles.ts';

test('no two profiles share a name', () => {
  expect(new Set(CONTAINER_PROFILES.map(({ name }) => name)).size).toBe(CONTAINER_PROFILES.length);
});

test.each(CONTAINER_PROFILES)('$name says what it is in one sentence', ({ name, text }) => {
  expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  expect(text).toMatch(/^[A-Z][^\n]*\.$/);
  expect(text.slice(0, -1)).not.toMatch(/\.\s/);
});

test.each(CONTAINER_PROFILES)(
  '$name names capabilities that there are',
  ({ add, drop, ambient }) => {
    for (const name of [...(add ?? []), ...(drop ?? []), ...(ambient?.capabilities ?? [])])
      expect(CAPABILITY).toHaveProperty(name);
  },
);

test.each(CONTAINER_PROFILES)('$name asks for nothing that it also drops', ({ add, drop = [] }) => {
  expect((add ?? []).filter((name) => drop.includes(name))).toEqual([]);
});
