import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOrphan, type Owner, parseOwner, printOwner, thisOwner } from './owner.ts';

const owners: fc.Arbitrary<Owner> = fc.record({
  boot: fc.uuid(),
  pids: fc.nat().map(String),
  pid: fc.integer({ min: 1, max: 4_194_304 }),
  start: fc.nat().map(String),
});

test('what is printed reads back the same', () => {
  fc.assert(
    fc.property(owners, (owner) => {
      expect(parseOwner(printOwner(owner))).toEqual(owner);
    }),
  );
});

test.each(['', 'somebody', 'boot 1 2', 'boot 1 2 x', 'boot  1 2 3', 'boot 1 2 3 4'])(
  'nobody is read from "%s"',
  (text) => expect(parseOwner(text)).toBeUndefined(),
);

test('this process is no orphan’s owner', () => {
  const owner = thisOwner();

  expect(parseOwner(printOwner(owner))).toEqual(owner);
  expect(isOrphan(owner)).toBe(false);
});

describe('an orphan', () => {
  const OWNER: Owner = { boot: 'b', pids: '1', pid: 7, start: '100' };
  const CASES: [
    what: string,
    here: Pick<Owner, 'boot' | 'pids'>,
    start: string | undefined,
    is: boolean,
  ][] = [
    ['has an owner who is gone', { boot: 'b', pids: '1' }, undefined, true],
    ['has an owner whose pid is a stranger’s now', { boot: 'b', pids: '1' }, '200', true],
    ['has none who is still there', { boot: 'b', pids: '1' }, '100', false],
    ['has none of another boot or machine', { boot: 'c', pids: '1' }, undefined, false],
    ['has none of another pid namespace', { boot: 'b', pids: '2' }, undefined, false],
  ];

  test.each(CASES)('%s', (_, here, start, is) => {
    expect(isOrphan(OWNER, here, () => start)).toBe(is);
  });
});
