import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FEATURES } from './facts.ts';
import { sampleFacts, sampleFeatures } from './fixtures/sample.ts';
import {
  describe,
  needsCapability,
  needsFeature,
  needsKernel,
  needsOwn,
  needsUids,
  type Requirement,
} from './requirements.ts';
import { assumableUids, unmet } from './unmet.ts';

const requirement: fc.Arbitrary<Requirement> = fc.oneof(
  fc.constantFrom(...FEATURES).map(needsFeature),
  fc.constantFrom('SETUID' as const, 'NET_RAW' as const).map((name) => needsCapability(name)),
  fc.integer({ min: 1, max: 70_000 }).map(needsUids),
  fc.constantFrom('network' as const, 'files' as const, 'pids' as const).map(needsOwn),
  fc.tuple(fc.nat(9), fc.nat(30)).map(([major, minor]) => needsKernel(major, minor)),
);

test('what is unmet has a reason, a remedy and a description of one line each', () => {
  const poor = sampleFacts({
    kernel: { release: '4.4.0', version: '' },
    uidMap: [{ inside: 0, outside: 1000, count: 1 }],
    own: { network: false, files: false, pids: false },
    features: sampleFeatures({ kcmp: { state: 'denied', reason: 'kcmp gives EPERM' } }),
  });

  fc.assert(
    fc.property(requirement, (one) => {
      const found = unmet([one], poor);
      const lines = [describe(one), ...(found ? [found.reason, found.remedy] : [])];
      for (const line of lines) expect(line).toMatch(/^[^\n]+$/);
    }),
  );
});

test('a list is unmet exactly when one of its requirements is', () => {
  fc.assert(
    fc.property(fc.array(requirement), (all) => {
      const facts = sampleFacts();
      const firstAlone = all.map((one) => unmet([one], facts)).find((found) => found !== undefined);
      expect(unmet(all, facts)).toEqual(firstAlone);
    }),
  );
});

test('every feature that is absent or denied is told as that', () => {
  for (const feature of FEATURES) {
    for (const state of ['absent', 'denied'] as const) {
      const features = sampleFeatures({ [feature]: { state, reason: 'why' } });
      const found = unmet([needsFeature(feature)], sampleFacts({ features }));
      expect(found).toMatchObject({ kind: state, reason: `no ${feature}: why` });
    }
  }
});

test('uids need a map, both capabilities and setgroups', () => {
  const full = sampleFacts();
  const single = sampleFacts({ uidMap: [{ inside: 0, outside: 1000, count: 1 }] });
  const weak = sampleFacts({ capabilities: { ...full.capabilities, permitted: ['SETUID'] } });

  expect(unmet([needsUids(3)], full)).toBeUndefined();
  expect(unmet([needsUids(2)], single)?.remedy).toContain('/etc/subuid');
  expect(unmet([needsUids(2)], weak)?.remedy).toContain('full-root');
  expect(unmet([needsUids(1)], weak)).toBeUndefined();
  expect(assumableUids(sampleFacts({ setgroups: false }))).toBe(1);
});

test('a missing own namespace is unsuitable, not denied', () => {
  const facts = sampleFacts({ own: { network: false, files: true, pids: true } });

  expect(unmet([needsOwn('files'), needsOwn('network')], facts)).toMatchObject({
    kind: 'unsuitable',
    reason: expect.stringContaining('network namespace'),
  });
});

test('a capability outside the bounding set has another remedy than a dropped one', () => {
  const facts = sampleFacts({
    capabilities: { effective: [], permitted: [], bounding: ['KILL'], ambient: [] },
  });

  expect(unmet([needsCapability('KILL')], facts)?.reason).toBe('CAP_KILL is not permitted');
  expect(unmet([needsCapability('CHOWN')], facts)?.remedy).toContain('--cap-add CHOWN');
});

test('kernel versions compare as numbers', () => {
  expect(unmet([needsKernel(6, 9)], sampleFacts())).toBeUndefined();
  expect(unmet([needsKernel(5, 99)], sampleFacts())).toBeUndefined();
  expect(unmet([needsKernel(6, 19)], sampleFacts())?.kind).toBe('absent');
  expect(unmet([needsKernel(7, 0)], sampleFacts())?.kind).toBe('absent');
});
