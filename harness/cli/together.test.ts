/** Tests of several sessions at a time: nothing is told twice, nothing is lost, and one that fails ends the others. */

import { describe, expect, test } from 'vitest';
import { fakePlace } from './fixtures/fake-place.ts';
import type { Over, Request, SessionVerdict } from './session.ts';
import { deal, driveTogether, jobsIn } from './together.ts';

/** What guests come to that judge these properties, each its own part. */
async function runTogether(parts: readonly string[][], more: Partial<Request> = {}) {
  const place = fakePlace(parts.flat());
  const verdicts: SessionVerdict[] = [];
  let [guests, readies, plans] = [0, 0, 0];
  let over: Over | undefined;
  const launch = (request: Request) => {
    guests += 1;
    return place.launch('plain', request);
  };
  const session = { launch, silence: 1_000, stop: new AbortController().signal };
  const requests = parts.map(
    (properties): Request => ({ command: 'run', properties, seed: 7, ...more }),
  );
  for await (const event of driveTogether(session, requests)) {
    expect(over).toBeUndefined();
    if (event.e === 'verdict') verdicts.push(event.verdict);
    if (event.e === 'ready') readies += 1;
    if (event.e === 'plan') plans += 1;
    if (event.e === 'over') over = event;
  }
  const told = verdicts.map(({ id, verdict }) => `${id}: ${verdict}`).toSorted();
  return { told, guests, readies, plans, over };
}

describe('sessions together', () => {
  test('tell every verdict, and once what environment it is and what is planned', async () => {
    const { told, guests, readies, plans, over } = await runTogether([
      ['a.pass', 'c.fail'],
      ['b.pass', 'd.skip'],
    ]);

    expect(told).toEqual(['a.pass: pass', 'b.pass: pass', 'c.fail: fail', 'd.skip: skip']);
    expect([guests, readies, plans]).toEqual([2, 1, 1]);
    expect(over).toEqual({ e: 'over', why: 'end', reason: '', left: [], running: [] });
  });

  test('go on where a guest of one hangs or dies', async () => {
    const { told, guests, over } = await runTogether([
      ['a.hang', 'c.pass'],
      ['b.die', 'd.pass'],
    ]);

    expect(told).toEqual(['a.hang: broken', 'b.die: broken', 'c.pass: pass', 'd.pass: pass']);
    expect(guests).toBe(4);
    expect(over?.why).toBe('end');
  });

  test('end together at the first failure, where that was asked for', async () => {
    const { told, over } = await runTogether(
      [
        ['a.fail', 'c.pass'],
        ['b.hang', 'd.pass'],
      ],
      { failFast: true },
    );

    expect(told).toEqual(['a.fail: fail']);
    expect(over?.why).toBe('end');
    expect(over?.left).toContain('c.pass');
  });

  test('end as the one that ended worst', async () => {
    const lost = Array.from({ length: 6 }, (_, i) => `l${i}.die`);
    const { over } = await runTogether([['a.hang'], lost]);

    expect(over).toMatchObject({ why: 'lost', left: ['l5.die'] });
    expect(over?.running.map(({ id }) => id)).toEqual(['a.hang']);
  });
});

test('properties are dealt one by one, to no more than there are', () => {
  expect(deal(['a', 'b', 'c', 'd', 'e'], 2)).toEqual([
    ['a', 'c', 'e'],
    ['b', 'd'],
  ]);
  expect(deal(['a'], 4)).toEqual([['a']]);
  expect(deal([], 4)).toEqual([[]]);
});

test('where guests share their surroundings, there is one at a time', () => {
  expect(jobsIn({ isShared: true }, 4)).toBe(1);
  expect(jobsIn({}, 4)).toBe(4);
});
