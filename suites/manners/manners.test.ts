import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ScenarioArbitrary } from '../../harness/scenario/arbitrary.ts';
import { stockPlace } from '../../harness/scenario/fixtures/place.ts';
import type { Aim } from '../../harness/scenario/walk.ts';
import { SUITES } from '../index.ts';
import { newPair } from '../moves.ts';
import { mannered } from './index.ts';

const property = mannered({
  ...{ id: 'a.property', claim: 'something', clauses: [], requires: [] },
  aim: (walk) => {
    const [fd] = newPair(walk);
    for (let i = 0; i < 4; i++) walk.go({ call: 'shutdown', fd, how: 0 });
    walk.go({ call: 'close', fd });
  },
});

const RUNS = 500;
const callsOf = (aim: Aim): string[][] =>
  fc
    .sample(new ScenarioArbitrary(stockPlace, 1, aim), { seed: 1, numRuns: RUNS })
    .map(({ operations }) => operations.map(({ call }) => call));

const AIMED = ['socketpair', 'shutdown', 'shutdown', 'shutdown', 'shutdown', 'close'];

test('many scenarios are what their property aims at, some use duplicates, look on, meddle, fail before or do several of it', () => {
  const all = callsOf(property.aim);
  const duplicates = (calls: string[]): boolean => calls.includes('dup');
  const looks = (calls: string[]): boolean =>
    calls.some((call) => ![...AIMED, 'dup'].includes(call));

  expect(all.filter((calls) => calls.join() === AIMED.join()).length).toBeGreaterThan(RUNS / 3);
  for (const has of [duplicates, looks])
    for (const hasNot of [duplicates, looks].filter((one) => one !== has))
      expect(all.filter((calls) => has(calls) && !hasNot(calls)).length).toBeGreaterThan(5);
  expect(all.filter((calls) => duplicates(calls) && looks(calls)).length).toBeGreaterThan(5);
  const fails = all.filter((calls) => calls.filter((call) => call === 'shutdown').length > 4);
  expect(fails.length).toBeGreaterThan(5);
  expect(fails.filter(looks).length).toBeGreaterThan(2);
});

test('some end with looks at what is there', () => {
  const looks = callsOf(property.aim).filter((calls) => {
    const after = calls.slice(calls.lastIndexOf('close') + 1);
    return after.length > 2;
  });

  expect(looks.length).toBeGreaterThan(20);
});

test('duplicates are closed with what they are of, if not before', () => {
  for (const calls of callsOf(property.aim)) {
    const count = (name: string): number => calls.filter((call) => call === name).length;
    // Passing takes a pair, and both of its ends are closed with it.
    expect(count('close')).toBe(1 + count('dup') + 3 * count('recvmsg'));
  }
});

test('plain is the aim and nothing besides', () => {
  expect(callsOf(property.plain ?? property.aim)).toEqual(
    Array.from({ length: RUNS }, () => AIMED),
  );
});

test('what counts calls, descriptors or time has no manners', () => {
  const all = SUITES.flatMap(({ properties }) => properties);
  const counts = all.filter(({ holds, limits, sleeps }) => holds ?? limits ?? sleeps);

  expect(counts.length).toBeGreaterThan(5);
  expect(counts.filter(({ plain }) => plain !== undefined)).toEqual([]);
});
