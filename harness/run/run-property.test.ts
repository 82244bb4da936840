/** Tests of what a run makes of known deviations, under a kernel that lies twice. */

import { describe, expect, test } from 'vitest';
import { replayUnderLies, verdictsUnderLies } from './fixtures/in-sandbox.ts';

const CLOSES = 'stream.close.end-or-reset';
const RECEIVES = 'stream.recv.bytes-as-sent';
const SHORT = 'recv:recv.bytes:ret:value';
const runs = 60;

/** How many scenarios ended with any of these. */
const sum = (deviations: Readonly<Record<string, number>> = {}): number =>
  Object.values(deviations).reduce((all, times) => all + times, 0);

describe('a known deviation', () => {
  test('is looked behind, counted, and reported in its smallest form', async () => {
    const [verdict] = await verdictsUnderLies({
      ...{ properties: [RECEIVES], runs },
      known: [{ signature: 'recv:*' }],
    });

    expect(verdict).toMatchObject({ verdict: 'fail', cases: runs });
    expect(verdict?.deviations?.[SHORT]).toBeGreaterThan(1);
    expect(sum(verdict?.deviations)).toBeLessThanOrEqual(runs);
    expect(Object.keys(verdict?.deviations ?? {})).toContain(verdict?.failure?.signature);
    expect(verdict?.failure?.shrunk.to).toBeLessThanOrEqual(4);
    expect(verdict?.failure?.steps.at(-1)?.diverges).toBe(true);
  });

  test('stands back behind one that is not known', async () => {
    const [verdict] = await verdictsUnderLies({
      ...{ properties: [CLOSES], runs },
      known: [{ signature: 'recv:*' }],
    });

    expect(verdict?.verdict).toBe('fail');
    expect(verdict?.failure?.signature).toMatch(/^send:/);
    expect(sum(verdict?.deviations)).toBeGreaterThan(0);
    expect(Object.keys(verdict?.deviations ?? {}).join()).not.toMatch(/send:/);
  });

  test('of another release hides nothing', async () => {
    const [verdict] = await verdictsUnderLies({
      ...{ properties: [RECEIVES], runs },
      known: [{ signature: 'recv:*', kernel: 'no such release' }],
    });

    expect(verdict?.failure?.signature).toMatch(/^recv:.*:ret:value$/);
    expect(verdict?.deviations).toBeUndefined();
    expect(verdict?.cases).toBeLessThan(runs);
  });

  test('that was shown already makes room for another', async () => {
    const verdicts = await verdictsUnderLies({
      ...{ properties: [RECEIVES, CLOSES, RECEIVES], runs },
      known: [{ signature: '*' }],
    });

    const signatures = verdicts.map(({ failure }) => failure?.signature);
    expect(signatures).toHaveLength(3);
    expect(new Set(signatures).size).toBe(3);
  });

  test('that is the only one is shown again', async () => {
    const one = { properties: [RECEIVES, RECEIVES], runs: 1, known: [{ signature: '*' }] };

    const [first, second] = await verdictsUnderLies(one);

    expect(sum(first?.deviations)).toBe(1);
    expect(second?.failure).toEqual(first?.failure);
  });

  test('does not stop a run that stops at the first failure, as an unknown one does', async () => {
    const both = { properties: [RECEIVES, CLOSES, RECEIVES], runs, failFast: true };

    const verdicts = await verdictsUnderLies({ ...both, known: [{ signature: 'recv:*' }] });

    expect(verdicts.map(({ id }) => id)).toEqual([RECEIVES, CLOSES]);
  });

  test('replays from its token alone, although others were met before it', async () => {
    const verdicts = await verdictsUnderLies({
      ...{ properties: [RECEIVES, RECEIVES], runs },
      known: [{ signature: '*' }],
    });
    const failure = verdicts[1]?.failure;
    const [, seed, path] = /@s(-?\d+):(.*)$/.exec(failure?.token ?? '') ?? [];

    const replayed = await replayUnderLies({
      ...{ properties: [RECEIVES], seed: Number(seed), path: `${path}` },
    });

    expect(failure?.signature).not.toBe(verdicts[0]?.failure?.signature);
    expect(replayed?.failure?.signature).toBe(failure?.signature);
    expect(replayed?.failure?.scenario).toBe(failure?.scenario);
  });
});
