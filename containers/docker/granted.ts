/** Compares what a profile asks for with what is seen inside: a profile that was not granted must not be judged. */

import type { CapabilityName } from '../../harness/abi/capability.ts';
import type { Facts } from '../../harness/facts/facts.ts';
import type { ContainerProfile } from '../profiles/container-profiles.ts';

/** Filter mode of `Seccomp:` in /proc/self/status. */
const FILTER = 2;

/** One line for each thing that was asked for and not granted. */
export function notGranted(profile: ContainerProfile, facts: Facts): string[] {
  const { ambient, user, portStart, noNewPrivileges, seccomp, remapUsers } = profile;
  const { uid } = ambient ?? user ?? { uid: 0 };
  const lacks: string[] = [];
  const compare = (what: string, asked: unknown, seen: unknown): void => {
    if (asked !== seen) lacks.push(`asked for ${what} ${asked}, got ${seen ?? 'none'}`);
  };
  compare('uid', uid, facts.uid.effective);
  if (portStart !== undefined)
    compare('ip_unprivileged_port_start', portStart, facts.unprivilegedPortStart);
  if (noNewPrivileges) compare('no_new_privs', true, facts.noNewPrivileges);
  if (seccomp === 'unconfined' && facts.seccomp === FILTER)
    lacks.push('asked for no seccomp filter, got one');
  if (remapUsers && facts.uidMap.every(({ inside, outside }) => inside === outside))
    lacks.push('asked for mapped users, got those of the host');
  return [...lacks, ...capabilityLacks(profile, facts.capabilities.effective)];
}

function capabilityLacks(profile: ContainerProfile, seen: readonly CapabilityName[]): string[] {
  const asked = effectiveOf(profile);
  const missing = asked.atLeast.filter((name) => !seen.includes(name));
  const extra = seen.filter((name) => !asked.atMost(name));
  return [
    ...(missing.length > 0 ? [`asked for CAP_${missing.join(', CAP_')}, and lacks it`] : []),
    ...(extra.length > 0 ? [`did not ask for CAP_${extra.join(', CAP_')}, and has it`] : []),
  ];
}

/** Bounds of the effective set: engines differ in what their default is. */
function effectiveOf({ from, add = [], drop = [], user, ambient }: ContainerProfile): {
  readonly atLeast: readonly CapabilityName[];
  readonly atMost: (name: CapabilityName) => boolean;
} {
  const exactly = (names: readonly CapabilityName[]) => ({
    atLeast: names,
    atMost: (name: CapabilityName) => names.includes(name),
  });
  if (ambient !== undefined) return exactly(ambient.capabilities);
  if (user !== undefined) return exactly([]);
  if (from === 'none') return exactly(add);
  return { atLeast: add, atMost: (name) => !drop.includes(name) };
}
