import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SUITES } from '../index.ts';
import { CLAUSES } from './index.ts';

const ids = new Set(CLAUSES.map(({ id }) => id));
const law = new URL('../../harness/law/', import.meta.url);

test('every clause has an id of its own and one plain sentence', () => {
  expect(ids.size).toBe(CLAUSES.length);
  for (const { text } of CLAUSES) expect(text).toMatch(/^[A-Za-z0-9].{10,170}\.$/);
});

test('every clause that a rule of the law names is in the catalogue', () => {
  const named = readdirSync(law, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      [...readFileSync(new URL(file, law), 'utf8').matchAll(/'([A-Z]\d\d)'/g)].map(
        ([, id]) => id ?? '',
      ),
    );

  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
});

test('every clause that a property names is in the catalogue, and every clause has a property', () => {
  const named = new Set(
    SUITES.flatMap(({ properties }) => properties.flatMap(({ clauses }) => clauses)),
  );

  expect([...named].filter((id) => !ids.has(id))).toEqual([]);
  expect([...ids].filter((id) => !named.has(id))).toEqual([]);
});

test('property ids are unique, and their claims are sentences', () => {
  const properties = SUITES.flatMap((suite) => suite.properties);

  expect(new Set(properties.map(({ id }) => id)).size).toBe(properties.length);
  for (const { claim } of properties) expect(claim.length).toBeGreaterThan(20);
});
