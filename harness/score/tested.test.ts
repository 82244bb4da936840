/** Tests of what is taken from a report of the tests. */

import { expect, test } from 'vitest';
import { uncaughtIn } from './tested.ts';

const liar = (name: string) => ({ name, subject: `${name}.ts`, property: 'a.property' });
const one = (name: string, title: string, status: string) => ({
  ...{ ancestorTitles: [name], title, status },
});

test('a liar is caught if its test passed, and not if it failed, was skipped, or is missing', () => {
  const report = JSON.stringify({
    testResults: [
      {
        name: '/somewhere/harness/liars/liars.test.ts',
        assertionResults: [
          one('a', 'is caught by a.property within ten seconds', 'passed'),
          one('b', 'is caught by a.property within ten seconds', 'failed'),
          one('c', 'is caught by a.property within ten seconds', 'pending'),
          one('', 'the honest kernel passes a.property', 'passed'),
        ],
      },
      {
        name: '/somewhere/else.test.ts',
        assertionResults: [one('d', 'is caught by chance', 'passed')],
      },
    ],
  });

  const uncaught = uncaughtIn(report, ['a', 'b', 'c', 'd', 'e'].map(liar));

  expect(uncaught.map(({ name }) => name)).toEqual(['b', 'c', 'd', 'e']);
});
