/** Checks requirements against observed facts, before the first case: why a property is skipped, and what helps. */

import type { Facts, IdRange } from './facts.ts';
import { parseRelease } from './proc.ts';
import { ABSENT_REMEDY, DENIED_REMEDY, OWN_REMEDY } from './remedies.ts';
import { describe, type Requirement } from './requirements.ts';

/** Why a property cannot run here: three kinds that are kept apart in data and reports. */
export interface Unmet {
  /** The kernel has it not; a policy forbids it; or the host would be disturbed. */
  readonly kind: 'absent' | 'denied' | 'unsuitable';
  readonly reason: string;
  readonly remedy: string;
}

/** The first requirement that these facts do not meet, or undefined when all are met. */
export function unmet(requirements: readonly Requirement[], facts: Facts): Unmet | undefined {
  for (const requirement of requirements) {
    const found = check(requirement, facts);
    if (found) return found;
  }
  return undefined;
}

/** How many distinct uids (with a gid each) a process here can take on. */
export function assumableUids(facts: Facts): number {
  const { permitted } = facts.capabilities;
  const may = permitted.includes('SETUID') && permitted.includes('SETGID');
  if (!may || !facts.setgroups) return 1;
  return Math.max(1, Math.min(size(facts.uidMap), size(facts.gidMap)));
}

function check(requirement: Requirement, facts: Facts): Unmet | undefined {
  switch (requirement.kind) {
    case 'feature':
      return checkFeature(requirement, facts);
    case 'capability':
      return checkCapability(requirement, facts);
    case 'uids':
      return checkUids(requirement.count, facts);
    case 'own':
      if (facts.own[requirement.what]) return undefined;
      return {
        kind: 'unsuitable',
        reason: `needs ${describe(requirement)}, and would disturb the host's`,
        remedy: OWN_REMEDY[requirement.what],
      };
    case 'kernel':
      return checkKernel(requirement.atLeast, facts.kernel.release);
    default:
      return requirement satisfies never;
  }
}

function checkFeature(
  { feature }: Extract<Requirement, { kind: 'feature' }>,
  facts: Facts,
): Unmet | undefined {
  const probe = facts.features[feature];
  if (probe.state === 'present') return undefined;
  const remedy =
    probe.state === 'absent'
      ? ABSENT_REMEDY[feature]
      : (DENIED_REMEDY[feature] ?? DENIED_REMEDY.usual);
  return { kind: probe.state, reason: `no ${feature}: ${probe.reason}`, remedy };
}

function checkCapability(
  { name, set }: Extract<Requirement, { kind: 'capability' }>,
  facts: Facts,
): Unmet | undefined {
  if (facts.capabilities[set].includes(name)) return undefined;
  const bounding = facts.capabilities.bounding;
  if (bounding && !bounding.includes(name)) {
    return {
      kind: 'denied',
      reason: `CAP_${name} is not in the bounding set`,
      remedy: `use \`--profile full-root\`; in a container \`--cap-add ${name}\``,
    };
  }
  return {
    kind: 'denied',
    reason: `CAP_${name} is not ${set}`,
    remedy: 'use `--profile full-root`, as root or where user namespaces are allowed',
  };
}

function checkUids(count: number, facts: Facts): Unmet | undefined {
  const have = assumableUids(facts);
  if (have >= count) return undefined;
  const mapped = Math.min(size(facts.uidMap), size(facts.gidMap));
  if (mapped < count || !facts.setgroups) {
    return {
      kind: 'denied',
      reason: `needs ${count} uids, and this user namespace maps ${mapped}`,
      remedy:
        'run as root, or install uidmap and add a range for this user to /etc/subuid and /etc/subgid (`sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $USER`)',
    };
  }
  return {
    kind: 'denied',
    reason: `needs ${count} uids, and CAP_SETUID and CAP_SETGID are not both permitted`,
    remedy: 'use `--profile full-root`, as root or where user namespaces are allowed',
  };
}

function checkKernel(atLeast: readonly [number, number], release: string): Unmet | undefined {
  const have = parseRelease(release);
  const wanted = atLeast.join('.');
  if (!have) {
    return {
      kind: 'absent',
      reason: `needs kernel ${wanted}, and "${release}" is no version`,
      remedy: `use kernel ${wanted} or later`,
    };
  }
  const [major, minor] = have;
  if (major > atLeast[0] || (major === atLeast[0] && minor >= atLeast[1])) return undefined;
  return {
    kind: 'absent',
    reason: `needs kernel ${wanted}, and this is ${release}`,
    remedy: `use kernel ${wanted} or later`,
  };
}

function size(map: readonly IdRange[]): number {
  return map.reduce((sum, range) => sum + range.count, 0);
}
