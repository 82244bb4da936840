import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInside, type Look, outermost, planReach } from './reach.ts';

function look(closed: readonly string[], entries: readonly string[] = []): Look {
  return { isOpen: (path) => !closed.includes(path), entries: () => [...entries] };
}

test('nothing is covered when every directory is open', () => {
  expect(planReach(['/srv/sockspec', '/usr/bin'], look([]))).toEqual({ covers: [], binds: [] });
});

test('the outermost closed directory is covered and the project bound on it', () => {
  expect(planReach(['/root/a/sockspec', '/usr/bin'], look(['/root', '/root/a']))).toEqual({
    covers: ['/root'],
    binds: ['/root/a/sockspec'],
  });
});

test('a closed project is bound entry by entry', () => {
  const plan = planReach(['/home/a/sockspec'], look(['/home/a/sockspec'], ['harness', 'suites']));

  expect(plan.covers).toEqual(['/home/a/sockspec']);
  expect(plan.binds).toEqual(['/home/a/sockspec/harness', '/home/a/sockspec/suites']);
});

test('no cover lies in another, and each bind lies in one', () => {
  const path = fc
    .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 })
    .map((words) => `/${words.join('/')}`);

  fc.assert(
    fc.property(fc.array(path), fc.array(path), (needed, closed) => {
      const { covers, binds } = planReach(needed, look(closed, ['x', 'y']));
      expect(outermost(covers)).toEqual(covers);
      for (const bind of binds) expect(covers.some((cover) => isInside(bind, cover))).toBe(true);
      for (const cover of covers) expect(closed).toContain(cover);
    }),
  );
});
