/** Profiles drawn at random, and what is plainer than one of them. */

import fc from 'fast-check';
import type { CapabilityName } from '../../harness/abi/capability.ts';
import { type Custom, FLAGS } from './custom-profile.ts';

/** Plainest first: fast-check shrinks towards the front. */
const UIDS = [0, 1000, 33, 65_534];
const PORT_STARTS = [undefined, 1024, 0, 1, 80, 443, 1023, 1025, 10_000];

/** Capabilities that bear on sockets, files and identities: others would only hide these. */
const TELLING = [
  ...['CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER', 'FSETID', 'KILL', 'SETGID', 'SETUID'],
  ...['SETPCAP', 'NET_BIND_SERVICE', 'NET_BROADCAST', 'NET_ADMIN', 'NET_RAW', 'SYS_CHROOT'],
  ...['SYS_PTRACE', 'SYS_ADMIN', 'MKNOD', 'SETFCAP'],
] as readonly CapabilityName[];

/** Any profile of these capabilities; it shrinks to root with none and nothing else. */
export function customProfiles(grantable: readonly CapabilityName[]): fc.Arbitrary<Custom> {
  return fc.record(
    {
      uid: fc.constantFrom(...UIDS),
      capabilities: fc.subarray(TELLING.filter((name) => grantable.includes(name))),
      portStart: fc.constantFrom(...PORT_STARTS),
      flags: fc.subarray([...FLAGS]),
    },
    { noNullPrototype: true },
  );
}

/** So many profiles for a seed. */
export function drawProfiles(
  grantable: readonly CapabilityName[],
  seed: number,
  count: number,
): Custom[] {
  return fc.sample(customProfiles(grantable), { seed, numRuns: count });
}

/**
 * The plainest profile for which it still holds, step by step; it must hold for the given one.
 *
 * @param limit how many profiles may be tried
 */
export async function shrinkProfile(
  profile: Custom,
  holds: (candidate: Custom) => Promise<boolean>,
  limit: number,
): Promise<{ readonly profile: Custom; readonly tried: number }> {
  let [current, tried] = [profile, 0];
  search: for (;;) {
    for (const candidate of plainer(current)) {
      if (tried === limit) break search;
      tried += 1;
      if (!(await holds(candidate))) continue;
      current = candidate;
      continue search;
    }
    break;
  }
  return { profile: current, tried };
}

/** One difference less, the boldest first. */
function* plainer({ uid, capabilities, portStart, flags }: Custom): Generator<Custom> {
  const now = { uid, capabilities, portStart, flags };
  if (capabilities.length > 1) yield { ...now, capabilities: [] };
  if (uid !== 0) yield { ...now, uid: 0 };
  if (portStart !== undefined) yield { ...now, portStart: undefined };
  for (const flag of flags) yield { ...now, flags: flags.filter((one) => one !== flag) };
  for (const name of capabilities)
    yield { ...now, capabilities: capabilities.filter((one) => one !== name) };
}
