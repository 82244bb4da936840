/** Capability profiles as data: who the guest is, and what it may do, before a scenario changes it. */

import type { CapabilityName } from '../../harness/abi/capability.ts';

/** A set of capabilities: those named alone, or all that there are but those named. */
export type CapabilityRule =
  | { readonly only: readonly CapabilityName[] }
  | { readonly without: readonly CapabilityName[] };

export interface Profile {
  readonly name: string;
  /** One plain sentence. */
  readonly text: string;
  readonly uid: number;
  readonly gid: number;
  /** Supplementary groups. */
  readonly groups: readonly number[];
  readonly capabilities: {
    /**
     * What can be had at all. "All" means what the launcher's own bounding set holds. A root user is
     * permitted the whole bounding set; any other user only what is ambient.
     */
    readonly bounding: CapabilityRule;
    readonly ambient: readonly CapabilityName[];
  };
  /** Whether the guest is in a user namespace of its own, also where it is not needed for the other ones. */
  readonly userNamespace: boolean;
  readonly noNewPrivileges: boolean;
  /** `net.ipv4.ip_unprivileged_port_start`; undefined leaves the kernel's own (1024 in a new namespace). */
  readonly portStart?: number;
}

const ALL: CapabilityRule = { without: [] };

const ROOT = {
  uid: 0,
  gid: 0,
  groups: [],
  capabilities: { bounding: ALL, ambient: [] },
  userNamespace: false,
  noNewPrivileges: false,
} as const satisfies Partial<Profile>;

const ORDINARY = { ...ROOT, uid: 1000, gid: 1000 } as const satisfies Partial<Profile>;

export const PROFILES: readonly Profile[] = [
  {
    ...ROOT,
    name: 'full-root',
    text: 'Root with every capability that this machine grants, so that scenarios may take any identity.',
  },
  {
    ...ROOT,
    name: 'root-without-capabilities',
    text: 'Uid 0 with no capability at all: the number alone must grant nothing.',
    capabilities: { bounding: { only: [] }, ambient: [] },
  },
  {
    ...ORDINARY,
    name: 'ordinary-user',
    text: 'Uid 1000 with no capability, as a person logs in.',
  },
  {
    ...ORDINARY,
    name: 'user-net-bind',
    text: 'Uid 1000 with CAP_NET_BIND_SERVICE and nothing else, as a service manager starts a web server.',
    capabilities: { bounding: ALL, ambient: ['NET_BIND_SERVICE'] },
  },
  {
    ...ROOT,
    name: 'root-without-net-bind',
    text: 'Root with every capability but CAP_NET_BIND_SERVICE: low ports must be refused to it.',
    capabilities: { bounding: { without: ['NET_BIND_SERVICE'] }, ambient: [] },
  },
  {
    ...ROOT,
    name: 'user-namespace-root',
    text: 'Root of a user namespace of its own, with every capability there and none outside.',
    userNamespace: true,
  },
  {
    ...ORDINARY,
    name: 'ordinary-user-all-ports',
    text: 'Uid 1000 with no capability, where ip_unprivileged_port_start is 0, as container engines set it.',
    portStart: 0,
  },
  {
    ...ORDINARY,
    name: 'confined-user',
    text: 'Uid 1000 with an empty bounding set and no_new_privs, as a hardened service runs.',
    capabilities: { bounding: { only: [] }, ambient: [] },
    noNewPrivileges: true,
  },
];

/** The profile of this name; throws one line that lists the known ones. */
export function findProfile(name: string): Profile {
  const found = PROFILES.find((profile) => profile.name === name);
  if (found) return found;
  const known = PROFILES.map((profile) => profile.name).join(', ');
  throw new Error(`no profile ${JSON.stringify(name)}: known are ${known}`);
}

/** Whether a rule grants this capability, given that it can be had at all. */
export function grants(rule: CapabilityRule, name: CapabilityName): boolean {
  return 'only' in rule ? rule.only.includes(name) : !rule.without.includes(name);
}
