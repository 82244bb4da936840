/** From observed facts to the place in which scenarios are written and judged. */

import type { CapabilityName } from '../abi/capability.ts';
import { assumableUids, type Facts, type Feature, parseRelease } from '../facts/index.ts';
import type { Identity } from '../law/operation.ts';
import type { ActorProcess, Place } from '../scenario/place.ts';

/** Ids worth trying: root, system, ordinary, and one at the far end of 16 bits. */
const UIDS = [0, 1000, 1001, 1, 33, 4242, 65_533];
const GIDS = [0, 1000, 1001, 5, 100, 4242];

/** Versions are weak evidence: for what is too dangerous to be tried. */
function isSince({ kernel }: Facts, major: number, minor: number): boolean {
  const [m, n] = parseRelease(kernel.release) ?? [0, 0];
  return m > major || (m === major && n >= minor);
}

/** Older traces were not asked for every feature. */
const present = (facts: Facts, feature: Feature): boolean =>
  facts.features[feature]?.state === 'present';

/** Where nobody is allowed to, everybody is refused; where there is no such option, nobody asks for it. */
function forceOf(facts: Facts): boolean | undefined {
  const state = facts.features['force-buffers']?.state;
  if (state === undefined || state === 'absent') return undefined;
  const { effective, permitted } = facts.capabilities;
  // Who asked could not, and somebody else might.
  const isOpen = permitted.includes('NET_ADMIN') && !effective.includes('NET_ADMIN');
  return state === 'denied' && isOpen ? undefined : state === 'present';
}

/** Who this thread is, as the law spells it. */
export function baseIdentity(facts: Facts): Identity {
  const { uid, gid, groups, capabilities } = facts;
  const { effective, permitted } = capabilities;
  const caps = effective.length === permitted.length ? 'all' : effective.join('+') || 'none';
  return {
    uid: [uid.real, uid.effective, uid.saved],
    gid: [gid.real, gid.effective, gid.saved],
    groups,
    caps: permitted.length === 0 ? 'none' : caps,
  };
}

export function placeOf(facts: Facts, processes: readonly ActorProcess[]): Place {
  const can = (name: CapabilityName): boolean => facts.capabilities.permitted.includes(name);
  const free =
    can('SETUID') && can('SETGID') && can('SETPCAP') && facts.setgroups && assumableUids(facts) > 1;
  const mapped = (map: Facts['uidMap']) => (id: number) =>
    map.some(({ inside, count }) => id >= inside && id < inside + count);
  const ranges = (map: Facts['uidMap']) => map.map(({ inside, count }) => [inside, count] as const);
  const own = (ids: readonly number[], first: number): number[] => [
    first,
    ...ids.filter((id) => id !== first),
  ];
  return {
    base: baseIdentity(facts),
    processes,
    uids: free
      ? own(UIDS.filter(mapped(facts.uidMap)), facts.uid.effective)
      : [facts.uid.effective],
    gids: free
      ? own(GIDS.filter(mapped(facts.gidMap)), facts.gid.effective)
      : [facts.gid.effective],
    groups: free,
    world: {
      somaxconn: facts.somaxconn,
      maxDgramQlen: facts.maxDgramQlen,
      localPortRange: facts.localPortRange,
      pingGroups: present(facts, 'ping-groups-sysctl') ? facts.pingGroups : undefined,
      portStart: facts.unprivilegedPortStart ?? 1024,
      buffers: facts.buffers && { ...facts.buffers, force: forceOf(facts) },
      protectedHardlinks: facts.protectedHardlinks,
      overflowUid: facts.overflowUid,
      overflowGid: facts.overflowGid,
      uids: ranges(facts.uidMap),
      gids: ranges(facts.gidMap),
      has: {
        peergroups: present(facts, 'so-peergroups'),
        peerpidfd: present(facts, 'so-peerpidfd'),
        passpidfd: present(facts, 'so-passpidfd'),
        passrights: present(facts, 'so-passrights'),
        oob: present(facts, 'unix-oob'),
        // What distributions have repaired on their own is left out (CVE-2025-38236).
        oobMended: isSince(facts, 6, 16),
        pidfdsOfTheReaped: isSince(facts, 6, 17),
        pidfdInfo: present(facts, 'pidfd-info'),
        marksOfStreamsAlone: isSince(facts, 6, 17),
        passedOnAtConnect: isSince(facts, 6, 16),
        passedByUnixAlone: isSince(facts, 6, 16),
        // Told since 5.15, and at first no more once somebody else had parted from it.
        connectedDatagrams: isSince(facts, 6, 10),
        reusePortByInetAlone: isSince(facts, 6, 13),
        // SO_RIGHTS_NOTRUNC is not there yet.
        rightsTruncated: !isSince(facts, 7, 3),
        passsec: present(facts, 'so-passsec'),
        unlabelled: facts.features['peersec-label']?.state === 'absent',
        inq: present(facts, 'so-inq'),
        // Repairs of older kernels refuse to pass them, too.
        rings: present(facts, 'io-uring') && isSince(facts, 6, 7),
        busyPoll: present(facts, 'so-busy-poll'),
        somaxconn: present(facts, 'somaxconn-writable'),
        pingGroups: present(facts, 'ping-groups-writable'),
        // Before, another network's identifiers could be in the way (ping.c ping_get_port()).
        pingersApart: isSince(facts, 6, 18),
        newNetworks: present(facts, 'new-networks') && can('SYS_ADMIN'),
        landlockScopes: present(facts, 'landlock-scopes'),
        landlockPorts: present(facts, 'landlock-ports'),
        landlockTcpAlone: present(facts, 'landlock-tcp-alone'),
        fsids: present(facts, 'fsids'),
        newMounts:
          present(facts, 'new-mounts') &&
          (['SYS_ADMIN', 'SYS_CHROOT'] as const).every((name) =>
            facts.capabilities.effective.includes(name),
          ),
        inet4: present(facts, 'tcp4') && present(facts, 'udp4'),
        inet6: present(facts, 'tcp6') && present(facts, 'udp6'),
        udplite: present(facts, 'udplite') && present(facts, 'udp4'),
        mptcp: present(facts, 'mptcp') && present(facts, 'tcp4'),
        netlink: present(facts, 'netlink'),
        kcmp: present(facts, 'kcmp'),
        procFd: present(facts, 'proc-fd'),
        unixFile: present(facts, 'unix-file'),
        procNetUnix: present(facts, 'proc-net-unix'),
        scmFds: present(facts, 'scm-fds'),
        scmFdsOfListeners: present(facts, 'scm-fds-listener'),
      },
    },
  };
}
