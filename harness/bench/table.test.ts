/** Tests of the table: a row for each figure, and what is missed is said to be. */

import { expect, test } from 'vitest';
import { tableOf } from './table.ts';

const rate = { operationsPerSecond: 60_000, operationsPerProcessorSecond: 90_000, processor: 0.9 };
const theirs = { operationsPerSecond: 1000, operationsPerProcessorSecond: 2000 };

test('goals are met or missed, and figures without a goal are neither', () => {
  const table = tableOf([
    { figure: 'one process', values: rate },
    { figure: 'Hypothesis', values: theirs },
    { figure: 'memory', values: { scenarios: 1000, resident: 150 } },
    { figure: 'memory', values: { scenarios: 10_000, resident: 250 } },
  ]);

  expect(table).toMatch(/one process +\| 60,000 operations\/s +\| 50,000 +\| met/);
  expect(table).toMatch(/processor time +\| 45\.0 × +\| 30 × +\| met/);
  expect(table).toMatch(/state machine +\| 1,000 operations\/s +\| +\| +\|/);
  expect(table).toMatch(/150 MB after 1,000 scenarios +\| < 200 MB +\| met/);
  expect(table).toMatch(/250 MB after 10,000 scenarios +\| < 200 MB +\| missed/);
});

test('what was not measured has no row', () => {
  expect(tableOf([])).not.toMatch(/actors|getpid/);
});
