import { expect, test } from 'vitest';
import { packageCheck } from './doctor-checks.ts';

test('a package that is missing is said to be, with its remedy', () => {
  expect(packageCheck('there-is-no-such-package', 'a title')).toEqual({
    name: 'a title',
    state: 'bad',
    value: 'is not installed',
    remedy: 'run npm ci',
  });
});

test('a package that is there is told with its version', () => {
  expect(packageCheck('koffi', 'koffi')).toMatchObject({
    state: 'good',
    value: expect.stringMatching(/^koffi \d+\.\d+/),
  });
});
