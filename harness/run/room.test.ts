/** Tests of room for descriptors, on the running kernel. */

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { RLIMIT_NOFILE } from '../abi/file.ts';
import { openKernel } from '../kernel/index.ts';
import { Room } from './room.ts';

const kernel = openKernel();
const EMFILE = 24;

/** Descriptors with free numbers between them. */
function scattered(gaps: readonly boolean[]): number[] {
  const all = gaps.map(() => kernel.dup(0).ret);
  return all.filter((fd, i) => {
    if (gaps[i]) kernel.close(fd);
    return !gaps[i];
  });
}

test('there is room for so many, and for one more for each that is closed', () => {
  const gaps = fc.array(fc.boolean(), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(gaps, fc.nat(5), fc.nat(4), (where, size, closing) => {
      const own = scattered([...where, false]);
      const before = kernel.getrlimit(RLIMIT_NOFILE).out;
      const room = new Room(kernel, kernel, size, Math.max(...own));
      const closed = own.splice(0, closing);
      for (const fd of closed) kernel.close(fd);
      const made: number[] = [];
      let failed = 0;
      while (failed === 0 && made.length < 40) {
        const { ret, errno } = room.kernel.dup(0);
        if (ret >= 0) made.push(ret);
        failed = errno;
      }

      expect([made.length, failed]).toEqual([size + closed.length, EMFILE]);
      expect(kernel.getrlimit(RLIMIT_NOFILE).out).toEqual(before);
      room.close();
      for (const fd of [...made, ...own]) expect(kernel.close(fd).ret).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test('nothing is limited between the calls, nor what makes no descriptor', () => {
  const room = new Room(kernel, kernel, 0, 10);
  const [soft] = kernel.getrlimit(RLIMIT_NOFILE).out;
  const free = kernel.dup(0).ret;

  expect(free).toBeGreaterThan(10);
  expect(room.kernel.dup(0)).toMatchObject({ ret: -1, errno: EMFILE });
  expect(room.kernel.getpid().ret).toBe(process.pid);
  expect(room.kernel.getrlimit(RLIMIT_NOFILE).out[0]).toBe(soft);
  kernel.close(free);
  room.close();
});
