/** Profiles of containers as data: what the engine is asked for, and what must then be seen inside. */

import type { CapabilityName } from '../../harness/abi/capability.ts';

export interface ContainerProfile {
  readonly name: string;
  /** One plain sentence. */
  readonly text: string;
  /** As `--user`; a uid other than 0 is left without capabilities by the engine. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Starting from the engine's default set, or from none, or from all that this machine can give. */
  readonly from: 'default' | 'none' | 'all';
  readonly add?: readonly CapabilityName[];
  readonly drop?: readonly CapabilityName[];
  /** Taken on inside, as engines cannot: this uid with these capabilities, ambient, and no others. */
  readonly ambient?: {
    readonly uid: number;
    readonly gid: number;
    readonly capabilities: readonly CapabilityName[];
  };
  /** `net.ipv4.ip_unprivileged_port_start`; undefined leaves the engine's own. */
  readonly portStart?: number;
  readonly noNewPrivileges?: true;
  readonly seccomp?: 'unconfined';
  readonly readOnlyRoot?: true;
  /** Leaves /proc/sys writable, which engines mount read-only. */
  readonly writableSysctls?: true;
  readonly remapUsers?: true;
  readonly network?: 'none' | 'bridge' | 'host';
  /** A second container for the other actors; it shares the directory of scenarios, and what is named here. */
  readonly companion?: { readonly shares: readonly ('network' | 'pids')[] };
}

const NOBODY_SPECIAL = { uid: 1000, gid: 1000 } as const;

export const CONTAINER_PROFILES: readonly ContainerProfile[] = [
  {
    name: 'engine-default',
    text: 'What the engine gives when nothing is asked: root with its default capabilities and seccomp filter.',
    from: 'default',
  },
  {
    name: 'no-capabilities',
    text: 'Uid 0 with every capability dropped, and ports below 1024 privileged.',
    from: 'none',
    portStart: 1024,
  },
  {
    name: 'only-net-bind',
    text: 'Uid 0 with CAP_NET_BIND_SERVICE and nothing else, as the usual advice for a web server says.',
    from: 'none',
    add: ['NET_BIND_SERVICE'],
    portStart: 1024,
  },
  {
    name: 'all-but-net-bind',
    text: 'Root with every capability that this machine grants but CAP_NET_BIND_SERVICE.',
    from: 'all',
    drop: ['NET_BIND_SERVICE'],
    portStart: 1024,
  },
  {
    name: 'plain-user',
    text: 'Uid 1000 with no capability, and ports below 1024 privileged.',
    user: NOBODY_SPECIAL,
    from: 'none',
    portStart: 1024,
  },
  {
    name: 'plain-user-net-bind',
    text: 'Uid 1000 with CAP_NET_BIND_SERVICE ambient and nothing else.',
    from: 'none',
    add: ['SETUID', 'SETGID', 'SETPCAP', 'NET_BIND_SERVICE'],
    ambient: { ...NOBODY_SPECIAL, capabilities: ['NET_BIND_SERVICE'] },
    portStart: 1024,
  },
  {
    name: 'only-setuid-setgid',
    text: 'Uid 0 with CAP_SETUID and CAP_SETGID and nothing else.',
    from: 'none',
    add: ['SETUID', 'SETGID'],
    portStart: 1024,
  },
  {
    name: 'only-dac-override',
    text: 'Uid 0 with CAP_DAC_OVERRIDE and nothing else: files open to it, identities and ports do not.',
    from: 'none',
    add: ['DAC_OVERRIDE'],
    portStart: 1024,
  },
  {
    name: 'ports-from-0',
    text: 'Uid 1000 with no capability, where every port is unprivileged.',
    user: NOBODY_SPECIAL,
    from: 'none',
    portStart: 0,
  },
  {
    name: 'ports-from-80',
    text: 'Uid 1000 with no capability, where ports from 80 up are unprivileged.',
    user: NOBODY_SPECIAL,
    from: 'none',
    portStart: 80,
  },
  {
    name: 'no-new-privileges',
    text: 'The engine’s default with no_new_privs set, as hardening guides ask for.',
    from: 'default',
    noNewPrivileges: true,
    portStart: 1024,
  },
  {
    name: 'seccomp-unconfined',
    text: 'The engine’s default capabilities without a seccomp filter.',
    from: 'default',
    seccomp: 'unconfined',
    portStart: 1024,
  },
  {
    name: 'read-only-root',
    text: 'The engine’s default on a root file system that cannot be written.',
    from: 'default',
    readOnlyRoot: true,
    portStart: 1024,
  },
  {
    name: 'writable-sysctls',
    text: 'The engine’s default and CAP_NET_ADMIN where /proc/sys can be written, so that thresholds move during a scenario.',
    from: 'default',
    add: ['NET_ADMIN'],
    writableSysctls: true,
    portStart: 1024,
  },
  {
    name: 'bridge-network',
    text: 'The engine’s default on its usual bridge, with an interface besides loopback.',
    from: 'default',
    network: 'bridge',
    portStart: 1024,
  },
  {
    name: 'host-network',
    text: 'The engine’s default in the network of the host, where nothing is bound: what needs a network of its own is skipped.',
    from: 'default',
    network: 'host',
  },
  {
    name: 'across-containers',
    text: 'Two containers that share a volume and nothing else: descriptors and credentials cross, pids are unseen and abstract names are not shared.',
    from: 'default',
    portStart: 1024,
    companion: { shares: [] },
  },
  {
    name: 'shared-network',
    text: 'Two containers that share a volume and a network, as in a pod: abstract names and ports are shared, pids are unseen.',
    from: 'default',
    portStart: 1024,
    companion: { shares: ['network'] },
  },
  {
    name: 'shared-pids',
    text: 'Two containers that share a volume and their pids: credentials tell the pid, abstract names are not shared.',
    from: 'default',
    portStart: 1024,
    companion: { shares: ['pids'] },
  },
  {
    name: 'remapped-users',
    text: 'The engine’s default under an engine that maps container users to others of the host.',
    from: 'default',
    remapUsers: true,
    portStart: 1024,
  },
];
