/** What the law is told of the place where it judges. */

import type { CapabilityName } from '../abi/capability.ts';
import type { IdMap } from './namespace.ts';

/** What the law is told of the place: observed facts, never assumed (see harness/facts). */
export interface World {
  readonly somaxconn: number;
  /** `net.unix.max_dgram_qlen`; undefined where it is not told. */
  readonly maxDgramQlen: number | undefined;
  /** `net.ipv4.ping_group_range` at the start of a scenario; undefined where it is not told. */
  readonly pingGroups?: readonly [first: number, last: number] | undefined;
  /** Undefined where they are not told. */
  readonly buffers?: BufferLimits | undefined;
  readonly localPortRange: readonly [number, number];
  /** `net.ipv4.ip_unprivileged_port_start` at the start of a scenario. */
  readonly portStart: number;
  readonly protectedHardlinks: boolean;
  readonly overflowUid: number;
  readonly overflowGid: number;
  /** Ids that exist in this user namespace: [first, count]. */
  readonly uids: readonly (readonly [number, number])[];
  readonly gids: readonly (readonly [number, number])[];
  readonly has: Readonly<
    Record<
      | 'peergroups'
      | 'peerpidfd'
      | 'passpidfd'
      | 'passrights'
      | 'oob'
      | 'oobMended'
      | 'pidfdsOfTheReaped'
      | 'pidfdInfo'
      | 'marksOfStreamsAlone'
      | 'passedOnAtConnect'
      | 'passedByUnixAlone'
      | 'connectedDatagrams'
      | 'reusePortByInetAlone'
      | 'rightsTruncated'
      | 'passsec'
      | 'unlabelled'
      | 'inq'
      | 'busyPoll'
      | 'rings'
      | 'kcmp'
      | 'newNetworks'
      | 'newMounts'
      | 'fsids'
      | 'landlockScopes'
      | 'landlockPorts'
      | 'landlockTcpAlone'
      | 'somaxconn'
      | 'pingGroups'
      | 'pingersApart'
      | 'inet4'
      | 'inet6'
      | 'udplite'
      | 'mptcp'
      | 'netlink',
      boolean
    >
  > &
    Readonly<Record<FileFeature, boolean>>;
  readonly actors: readonly ActorFacts[];
}

/** What a buffer is told to be at least and at most, doubled; and whether who has CAP_NET_ADMIN may go further, if anybody. */
export interface BufferLimits {
  readonly send: readonly [least: number, most: number];
  readonly receive: readonly [least: number, most: number];
  readonly force: boolean | undefined;
}

/** What /proc tells of descriptors and sockets, and SIOCUNIXFILE. */
export type FileFeature = 'procFd' | 'unixFile' | 'procNetUnix' | 'scmFds' | 'scmFdsOfListeners';

export interface ActorFacts {
  /** As it sees itself. */
  readonly pid: number;
  /** Its pid and network namespaces, counted from 0. */
  readonly pids: number;
  readonly network: number;
  /** Its pid in the first pid namespace, where its own is inside of that one; otherwise none is inside another. */
  readonly outerPid?: number | undefined;
  /** Maps of its user namespace, where it has one inside of the first, which owns every network. */
  readonly uids?: IdMap | undefined;
  readonly gids?: IdMap | undefined;
  readonly cred: Credentials;
  readonly permitted: readonly CapabilityName[];
  /** Its network is of its own user namespace: the effective uid, in the first one, of who made that. */
  readonly networkOf?: number | undefined;
  /** It may end. */
  readonly mortal?: boolean | undefined;
}

/** Ids are those of the first user namespace, here and in all that follows. */
export interface Credentials {
  readonly ruid: number;
  readonly euid: number;
  readonly suid: number;
  readonly rgid: number;
  readonly egid: number;
  readonly sgid: number;
  /** For files: the effective ones unless told by setfsuid(2). */
  readonly fsuid: number;
  readonly fsgid: number;
  readonly groups: readonly number[];
  readonly effective: ReadonlySet<CapabilityName>;
}
