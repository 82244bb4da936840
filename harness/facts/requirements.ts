/** What a property needs of its environment, as data that can be shown and checked before the first case. */

import type { CapabilityName } from '../abi/capability.ts';
import type { Feature } from './facts.ts';

/** Parts of an environment that may be the run's own. */
export type OwnPart = 'network' | 'files' | 'pids';

export type Requirement =
  | { readonly kind: 'feature'; readonly feature: Feature }
  | {
      readonly kind: 'capability';
      readonly name: CapabilityName;
      readonly set: 'effective' | 'permitted';
    }
  /** At least so many distinct uids that a process may assume. */
  | { readonly kind: 'uids'; readonly count: number }
  | { readonly kind: 'own'; readonly what: OwnPart }
  /** The weakest evidence: distributions backport. Take a feature where there is a probe. */
  | { readonly kind: 'kernel'; readonly atLeast: readonly [major: number, minor: number] };

export function needsFeature(feature: Feature): Requirement {
  return { kind: 'feature', feature };
}

export function needsCapability(
  name: CapabilityName,
  set: 'effective' | 'permitted' = 'permitted',
): Requirement {
  return { kind: 'capability', name, set };
}

export function needsUids(count: number): Requirement {
  return { kind: 'uids', count };
}

export function needsOwn(what: OwnPart): Requirement {
  return { kind: 'own', what };
}

export function needsKernel(major: number, minor: number): Requirement {
  return { kind: 'kernel', atLeast: [major, minor] };
}

const OWN_TEXT: Readonly<Record<OwnPart, string>> = {
  network: 'a network namespace of its own',
  files: 'a file system of its own',
  pids: 'a pid namespace of its own',
};

/** The requirement in words, to stand after "requires". */
export function describe(requirement: Requirement): string {
  switch (requirement.kind) {
    case 'feature':
      return `feature ${requirement.feature}`;
    case 'capability':
      return `CAP_${requirement.name} ${requirement.set}`;
    case 'uids':
      return requirement.count === 1 ? '1 uid' : `${requirement.count} uids it can assume`;
    case 'own':
      return OWN_TEXT[requirement.what];
    case 'kernel':
      return `kernel ${requirement.atLeast.join('.')} or later`;
    default:
      return requirement satisfies never;
  }
}
