import { expect, test } from 'vitest';
import type { Kernel } from '../kernel/index.ts';
import { NEVER_OPEN } from '../law/never-open.ts';
import { Nobodys } from './nobodys.ts';

/** A kernel in which these numbers are open. */
const open = (...fds: readonly number[]): Kernel =>
  ({
    fcntl: (fd: number) => ({ ret: fds.includes(fd) ? 0 : -1, errno: 9, out: undefined }),
  }) as unknown as Kernel;

test('a slot that was closed keeps its number until somebody else has it', () => {
  const slots = [1, 2].map((slot) => [slot, 20 + slot] as const);
  const nobodys = new Nobodys(open(22));
  for (const [slot, fd] of slots) nobodys.leave(slot, fd);

  expect(slots.map(([slot]) => nobodys.numberFor(slot))).toEqual([21, -1]);
});

test('slots that were never open are numbers of nobody', () => {
  const nobodys = new Nobodys(open());

  expect([...NEVER_OPEN.keys(), 3].map((slot) => nobodys.numberFor(slot))).toEqual([
    -1, -100, 0x7fffffff, -1,
  ]);
});

test('nothing is remembered of a scenario that is over', () => {
  const nobodys = new Nobodys(open());
  nobodys.leave(1, 20);

  nobodys.clear();

  expect(nobodys.numberFor(1)).toBe(-1);
});
