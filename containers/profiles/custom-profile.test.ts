import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CAPABILITY, type CapabilityName } from '../../harness/abi/capability.ts';
import { type Custom, customProfile, parseCustom, printCustom } from './custom-profile.ts';
import { customProfiles, drawProfiles, shrinkProfile } from './random-profile.ts';

const ALL = Object.keys(CAPABILITY) as CapabilityName[];

test('a profile that is spelled out reads back', () => {
  fc.assert(
    fc.property(customProfiles(ALL), (custom) => {
      expect(parseCustom(printCustom(custom))).toEqual(custom);
    }),
  );
});

test('other names spell nothing out, and a slip is named', () => {
  expect(parseCustom('engine-default')).toBeUndefined();
  expect(parseCustom('uid=0:caps=KIL')).toContain('"caps=KIL" is none of uid=N');
  expect(parseCustom('uid=root')).toContain('"uid=root"');
  expect(parseCustom('ports=80:unconfined')).toContain('"unconfined"');
});

test('another uid with capabilities is taken on inside, and without any by the engine', () => {
  const with_ = customProfile(parseCustom('uid=33:caps=KILL') as Custom);
  const without = customProfile(parseCustom('uid=33:caps=none:ports=80') as Custom);

  expect(with_.ambient).toEqual({ uid: 33, gid: 33, capabilities: ['KILL'] });
  expect(with_.add).toContain('SETUID');
  expect(without.user).toEqual({ uid: 33, gid: 33 });
  expect(without).toMatchObject({ from: 'none', portStart: 80 });
});

test('the same seed draws the same profiles, of capabilities that can be granted', () => {
  const drawn = drawProfiles(['KILL', 'CHOWN'], 7, 20);

  expect(drawProfiles(['KILL', 'CHOWN'], 7, 20)).toEqual(drawn);
  expect(drawn).toHaveLength(20);
  for (const { capabilities } of drawn)
    for (const name of capabilities) expect(['KILL', 'CHOWN']).toContain(name);
});

describe('shrinking', () => {
  const start: Custom = {
    ...{ uid: 1000, capabilities: ['KILL', 'CHOWN', 'NET_RAW'], portStart: 80 },
    flags: ['read-only-root', 'bridge-network'],
  };

  test('keeps only what the failure needs', async () => {
    const needs = async ({ capabilities, portStart }: Custom): Promise<boolean> =>
      capabilities.includes('CHOWN') && portStart === 80;

    const { profile } = await shrinkProfile(start, needs, 100);

    expect(printCustom(profile)).toBe('uid=0:caps=CHOWN:ports=80');
  });

  test('stops where nothing plainer fails, and at its limit', async () => {
    expect(await shrinkProfile(start, async () => false, 100)).toMatchObject({ profile: start });
    expect(await shrinkProfile(start, async () => true, 2)).toMatchObject({ tried: 2 });
  });
});
