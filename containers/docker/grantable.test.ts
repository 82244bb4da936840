import { expect, test } from 'vitest';
import { CAPABILITY } from '../../harness/abi/capability.ts';
import { grantable } from './container.ts';

test('the bounding set of a status file is read', () => {
  expect(grantable('Name:\tx\nCapBnd:\t0000000000000400\nCapAmb:\t0\n')).toEqual([
    'NET_BIND_SERVICE',
  ]);
  expect(grantable('CapBnd:\t0000000000000000\n')).toEqual([]);
  expect(grantable('CapBnd:\tffffffffffffffff\n')).toEqual(Object.keys(CAPABILITY));
});

test('where there is no such line nothing can be granted', () => {
  expect(grantable('Name:\tx\n')).toEqual([]);
});
