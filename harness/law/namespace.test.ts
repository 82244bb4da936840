/** Tests of what processes of different namespaces are told of each other. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stockPlace } from '../scenario/fixtures/place.ts';
import {
  gidOf,
  gidSeenBy,
  type IdMap,
  mapsUid,
  pidKey,
  pidSeenBy,
  uidOf,
  uidSeenBy,
  type Whereabouts,
} from './namespace.ts';

const { world } = stockPlace;
const OVERFLOW = world.overflowUid;

/** Ranges that overlap on neither side: gaps and lengths, with the outer ranges in another order. */
const maps: fc.Arbitrary<IdMap> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.nat(40), fc.nat(40)), {
    minLength: 1,
    maxLength: 5,
  })
  .map((ranges) => {
    let inside = 0;
    let outside = 10_000;
    return ranges.map(([count, gap, hole]) => {
      inside += gap + count;
      outside -= hole + count;
      return [inside - count, outside, count] as const;
    });
  });

describe('ids', () => {
  test('that are mapped come back as they went', () => {
    fc.assert(
      fc.property(maps, fc.nat(500), (uids, uid) => {
        const outside = uidOf(uid, { uids }, world);
        if (outside === undefined) return;
        expect(uidSeenBy(outside, { uids }, world)).toBe(uid);
        expect(mapsUid(outside, { uids })).toBe(true);
      }),
    );
  });

  test('that are not mapped are shown as the overflow id', () => {
    fc.assert(
      fc.property(maps, fc.integer({ min: 9000, max: 11_000 }), (uids, outside) => {
        const seen = uidSeenBy(outside, { uids }, world);
        expect(seen === OVERFLOW).toBe(!mapsUid(outside, { uids }));
      }),
    );
  });

  test('of the first namespace are what they are, and none beyond it', () => {
    expect(uidSeenBy(1234, {}, world)).toBe(1234);
    expect(uidOf(1234, {}, world)).toBe(1234);
    expect(gidOf(4_294_967_295, {}, world)).toBeUndefined();
  });

  test('of users and groups go through maps of their own', () => {
    const me = { uids: [[0, 2000, 10]], gids: [[0, 3000, 10]] } as const;

    expect([uidOf(5, me, world), gidOf(5, me, world)]).toEqual([2005, 3005]);
    expect([uidSeenBy(2005, me, world), gidSeenBy(2005, me, world)]).toEqual([5, OVERFLOW]);
  });
});

describe('the pid of', () => {
  const plain: Whereabouts = { pid: 100, pids: 0, outerPid: undefined };
  const inner: Whereabouts = { pid: 1, pids: 7, outerPid: 300 };
  const beside: Whereabouts = { pid: 1, pids: 8, outerPid: 301 };
  const apart: Whereabouts = { pid: 42, pids: 1, outerPid: undefined };
  const seen = (whom: Whereabouts, by: Whereabouts): number =>
    pidSeenBy(pidKey(whom.pid, whom), by);

  test.each([
    ['a process inside, seen from around it', inner, plain, 300],
    ['a process inside, seen by itself', inner, inner, 1],
    ['a process around, seen from inside', plain, inner, 0],
    ['a process beside, seen from inside', beside, inner, 0],
    ['a process in another container', apart, plain, 0],
    ['a process in a container, seen by itself', apart, apart, 42],
    ['a plain process', plain, plain, 100],
  ])('%s', (_, whom, by, pid) => {
    expect(seen(whom, by)).toBe(pid);
  });

  test('nobody is nobody for all', () => {
    for (const by of [plain, inner, apart]) expect(pidSeenBy(pidKey(0, by), by)).toBe(0);
  });
});
