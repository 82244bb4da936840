/** What an environment *is*, observed where the actor runs and never assumed. */

import type { CapabilityName } from '../abi/capability.ts';

/** A range of a uid or gid map: `count` ids from `inside` here are `outside` in the parent namespace. */
export interface IdRange {
  readonly inside: number;
  readonly outside: number;
  readonly count: number;
}

export interface IdTriple {
  readonly real: number;
  readonly effective: number;
  readonly saved: number;
}

/** Whether an optional feature is there; `denied` is a policy (seccomp, LSM, capability), `absent` is not. */
export type Probe =
  | { readonly state: 'present' }
  | { readonly state: 'absent' | 'denied'; readonly reason: string };

/** The least and the most that a buffer is told to be, doubled as they are; undefined where that is not known. */
export interface BufferFacts {
  readonly send: readonly [least: number, most: number];
  readonly receive: readonly [least: number, most: number];
}

/** Optional features that a clause may need; each has a probe in `probes.ts`. */
export const FEATURES = [
  'unix-stream',
  'unix-seqpacket',
  'unix-dgram',
  'unix-oob',
  'tcp4',
  'tcp6',
  'udp4',
  'udp6',
  'udplite',
  'mptcp',
  'netlink',
  'so-peergroups',
  'so-peerpidfd',
  'so-passpidfd',
  'so-passrights',
  'so-passsec',
  'so-inq',
  'so-busy-poll',
  'peersec-label',
  'kcmp',
  'proc-fd',
  'unix-file',
  'proc-net-unix',
  'pidfd-info',
  'scm-fds',
  'scm-fds-listener',
  'force-buffers',
  'memfd',
  'io-uring',
  'pidfd',
  'statx',
  'port-start-sysctl',
  'port-start-writable',
  'somaxconn-writable',
  'ping-groups-sysctl',
  'ping-groups-writable',
  'user-namespaces',
  'new-networks',
  'new-mounts',
  'fsids',
  'landlock-scopes',
  'landlock-ports',
  'landlock-tcp-alone',
  'actors-own-pids',
  'actors-own-users',
] as const;
export type Feature = (typeof FEATURES)[number];

export interface Facts {
  readonly kernel: { readonly release: string; readonly version: string };
  /** As `uname -m` spells it. */
  readonly arch: string;
  /** e.g. `glibc 2.36` or `musl`. */
  readonly libc: string;
  /** Active Linux security modules; undefined where it cannot be read. */
  readonly lsm: readonly string[] | undefined;
  /** 0 off, 1 strict, 2 filter; undefined where `/proc` does not say. */
  readonly seccomp: number | undefined;
  readonly noNewPrivileges: boolean | undefined;
  readonly uid: IdTriple;
  readonly gid: IdTriple;
  readonly groups: readonly number[];
  readonly uidMap: readonly IdRange[];
  readonly gidMap: readonly IdRange[];
  /** Whether `setgroups(2)` may be called here at all (`/proc/self/setgroups`). */
  readonly setgroups: boolean;
  readonly capabilities: {
    readonly effective: readonly CapabilityName[];
    readonly permitted: readonly CapabilityName[];
    readonly bounding: readonly CapabilityName[] | undefined;
    readonly ambient: readonly CapabilityName[] | undefined;
  };
  /** Namespace kind (`net`, `mnt`, `pid`, `ipc`, `user`) to its link text. */
  readonly namespaces: Readonly<Record<string, string>>;
  /** `net.ipv4.ip_unprivileged_port_start`; undefined where the file does not exist. */
  readonly unprivilegedPortStart: number | undefined;
  readonly localPortRange: readonly [number, number];
  readonly somaxconn: number;
  /** `net.unix.max_dgram_qlen`; undefined where the file does not exist. */
  readonly maxDgramQlen: number | undefined;
  /** `net.ipv4.ping_group_range`; undefined where it is not told. Older traces were not asked. */
  readonly pingGroups?: readonly [first: number, last: number] | undefined;
  /** How far SO_SNDBUF and SO_RCVBUF go; older traces were not asked. */
  readonly buffers?: BufferFacts | undefined;
  readonly protectedHardlinks: boolean;
  readonly overflowUid: number;
  readonly overflowGid: number;
  readonly openFiles: { readonly soft: number; readonly hard: number };
  /** `/proc/sys/kernel/tainted`; undefined where it cannot be read. */
  readonly taint: number | undefined;
  readonly features: Readonly<Record<Feature, Probe>>;
  /** What of this environment is the run's own, so that it may be changed at will. */
  readonly own: {
    readonly network: boolean;
    readonly files: boolean;
    readonly pids: boolean;
  };
}
