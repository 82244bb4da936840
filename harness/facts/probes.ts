/** One probe for each optional feature: a real attempt that leaves nothing behind. */

import { KCMP_FILE, MFD_CLOEXEC } from '../abi/file.ts';
import {
  AF_INET,
  AF_INET6,
  AF_NETLINK,
  AF_UNIX,
  IPPROTO_MPTCP,
  IPPROTO_UDPLITE,
  MSG_DONTWAIT,
  MSG_OOB,
  SCM_INQ,
  SO_BUSY_POLL,
  SO_INQ,
  SO_PASSPIDFD,
  SO_PASSRIGHTS,
  SO_PASSSEC,
  SO_PEERGROUPS,
  SO_PEERPIDFD,
  SO_PEERSEC,
  SOCK_CLOEXEC,
  SOCK_DGRAM,
  SOCK_RAW,
  SOCK_SEQPACKET,
  SOCK_STREAM,
  SOL_SOCKET,
} from '../abi/socket.ts';
import { parseControl, pidfdInfo } from '../kernel/index.ts';
import type { Kernel, Result } from '../kernel/interface.ts';
import { judge, PRESENT } from './attempt.ts';
import { probeForce } from './buffer-probes.ts';
import type { Facts, Feature, Probe } from './facts.ts';
import {
  probeListing,
  probeProcFd,
  probeScmFds,
  probeScmFdsOfListener,
  probeUnixFile,
} from './file-probes.ts';
import {
  probePingGroups,
  probePingGroupsWritable,
  probePortStart,
  probePortStartWritable,
  probeSomaxconnWritable,
  probeUserNamespaces,
} from './host-probes.ts';
import { probeLandlockPorts, probeLandlockScopes, probeLandlockTcp } from './landlock-probes.ts';
import { probeNewMounts } from './mount-probe.ts';
import { probeNewNetworks, probeOwnPids, probeOwnUsers } from './nested-probes.ts';

/** A probe gets the kernel under test and what of the place is the run's own. */
export type ProbeFunction = (kernel: Kernel, own: Facts['own']) => Probe;

const NO_SOCKET = [
  'EAFNOSUPPORT',
  'ESOCKTNOSUPPORT',
  'EPROTONOSUPPORT',
  'EOPNOTSUPP',
  'EPROTOTYPE',
];
const NO_OPTION = ['ENOPROTOOPT', 'EOPNOTSUPP', 'EINVAL'];
const NO_CALL = ['ENOSYS', 'EINVAL', 'EOPNOTSUPP'];

export const PROBES = {
  'unix-stream': unixSocket('SOCK_STREAM', SOCK_STREAM),
  'unix-seqpacket': unixSocket('SOCK_SEQPACKET', SOCK_SEQPACKET),
  'unix-dgram': unixSocket('SOCK_DGRAM', SOCK_DGRAM),
  'unix-oob': onPair((kernel, fd) =>
    judge(kernel.send(fd, new Uint8Array(1), MSG_OOB | MSG_DONTWAIT), {
      what: 'send with MSG_OOB on a unix stream socket',
      absent: NO_OPTION,
    }),
  ),
  tcp4: inetSocket('AF_INET', SOCK_STREAM, loopback4()),
  tcp6: inetSocket('AF_INET6', SOCK_STREAM, loopback6()),
  udp4: inetSocket('AF_INET', SOCK_DGRAM, loopback4()),
  udp6: inetSocket('AF_INET6', SOCK_DGRAM, loopback6()),
  udplite: ofProtocol('UDP-Lite', SOCK_DGRAM, IPPROTO_UDPLITE),
  mptcp: ofProtocol('MPTCP', SOCK_STREAM, IPPROTO_MPTCP),
  netlink: (kernel) =>
    closing(kernel, kernel.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, 0), {
      what: 'socket(AF_NETLINK)',
      absent: NO_SOCKET,
    }),
  // ERANGE: the room was too small for the list or label, which therefore exists.
  'so-peergroups': readOption('SO_PEERGROUPS', SO_PEERGROUPS, 4096, ['ERANGE']),
  'so-peerpidfd': onPair((kernel, fd) => {
    const result = kernel.getsockopt(fd, SOL_SOCKET, SO_PEERPIDFD, 4);
    if (result.ret === 0) kernel.close(readInt(result.out));
    return judge(result, { what: 'getsockopt SO_PEERPIDFD', absent: NO_OPTION });
  }),
  'so-passpidfd': settledOption('SO_PASSPIDFD', SO_PASSPIDFD),
  'so-passrights': setOption('SO_PASSRIGHTS', SO_PASSRIGHTS),
  'so-passsec': settledOption('SO_PASSSEC', SO_PASSSEC),
  // It does not read back: what it is good for is looked at.
  'so-inq': onPair((kernel, fd, other) => {
    const set = kernel.setsockopt(fd, SOL_SOCKET, SO_INQ, new Uint8Array(Int32Array.of(1).buffer));
    const told = judge(set, { what: 'setsockopt SO_INQ', absent: NO_OPTION });
    if (told.state !== 'present') return told;
    kernel.send(other, new Uint8Array(1), MSG_DONTWAIT);
    const { out } = kernel.recvmsg(fd, { size: 1, controlRoom: 64, nameRoom: 0 }, MSG_DONTWAIT);
    const isThere = parseControl(out.control).some(({ type }) => type === SCM_INQ);
    return isThere ? PRESENT : { state: 'absent', reason: 'SO_INQ is taken, and nothing is told' };
  }),
  'so-busy-poll': readOption('SO_BUSY_POLL', SO_BUSY_POLL, 4, []),
  'peersec-label': readOption('SO_PEERSEC', SO_PEERSEC, 4096, ['ERANGE']),
  kcmp: onPair((kernel, fd) => {
    const pid = kernel.getpid().ret;
    return judge(kernel.kcmp(pid, pid, KCMP_FILE, fd, fd), { what: 'kcmp', absent: NO_CALL });
  }),
  'proc-fd': probeProcFd,
  'unix-file': probeUnixFile,
  'proc-net-unix': probeListing,
  'scm-fds': probeScmFds,
  'scm-fds-listener': probeScmFdsOfListener,
  'force-buffers': probeForce,
  'io-uring': (kernel) =>
    closing(kernel, kernel.io_uring_setup(1), { what: 'io_uring_setup', absent: NO_CALL }),
  memfd: (kernel) =>
    closing(kernel, kernel.memfd_create('sockspec', MFD_CLOEXEC), {
      what: 'memfd_create',
      absent: NO_CALL,
    }),
  pidfd: (kernel) =>
    closing(kernel, kernel.pidfd_open(kernel.getpid().ret, 0), {
      what: 'pidfd_open',
      absent: NO_CALL,
    }),
  'pidfd-info': (kernel) => {
    const pidfd = kernel.pidfd_open(kernel.getpid().ret, 0).ret;
    const asked = pidfdInfo(kernel, pidfd);
    if (pidfd >= 0) kernel.close(pidfd);
    return judge(asked, {
      what: 'ioctl PIDFD_GET_INFO',
      absent: ['ENOTTY', 'EINVAL', 'ENOSYS', 'EBADF'],
    });
  },
  statx: (kernel) => judge(kernel.stat('/'), { what: 'statx', absent: ['ENOSYS'] }),
  'port-start-sysctl': probePortStart,
  'port-start-writable': probePortStartWritable,
  'somaxconn-writable': probeSomaxconnWritable,
  'ping-groups-sysctl': probePingGroups,
  'ping-groups-writable': probePingGroupsWritable,
  'user-namespaces': () => probeUserNamespaces(),
  'new-networks': () => probeNewNetworks(),
  // An id that is none changes nothing.
  fsids: (kernel) =>
    judge(kernel.setfsuid(-1), { what: 'setfsuid', absent: ['ENOSYS', 'EINVAL', 'EPERM'] }),
  'landlock-scopes': probeLandlockScopes,
  'landlock-ports': probeLandlockPorts,
  'landlock-tcp-alone': probeLandlockTcp,
  'new-mounts': probeNewMounts,
  'actors-own-pids': () => probeOwnPids(),
  'actors-own-users': () => probeOwnUsers(),
} as const satisfies Readonly<Record<Feature, ProbeFunction>>;

/** Runs every probe. */
export function probeFeatures(kernel: Kernel, own: Facts['own']): Record<Feature, Probe> {
  const probed = Object.entries(PROBES).map(([feature, probe]: [string, ProbeFunction]) => [
    feature,
    probe(kernel, own),
  ]);
  return Object.fromEntries(probed) as Record<Feature, Probe>;
}

function unixSocket(name: string, type: number): ProbeFunction {
  return (kernel) => {
    const pair = kernel.socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0);
    if (pair.ret === 0) for (const fd of pair.out) kernel.close(fd);
    return judge(pair, { what: `socketpair(AF_UNIX, ${name})`, absent: NO_SOCKET });
  };
}

/** Tries on one end of a pair of unix stream sockets; without such sockets nothing of them is there. */
function onPair(attempt: (kernel: Kernel, fd: number, other: number) => Probe): ProbeFunction {
  return (kernel) => {
    const pair = kernel.socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (pair.ret !== 0) return judge(pair, { what: 'socketpair(AF_UNIX)', absent: NO_SOCKET });
    try {
      return attempt(kernel, ...pair.out);
    } finally {
      for (const fd of pair.out) kernel.close(fd);
    }
  };
}

function readOption(
  name: string,
  option: number,
  room: number,
  present: readonly string[],
): ProbeFunction {
  return onPair((kernel, fd) =>
    judge(kernel.getsockopt(fd, SOL_SOCKET, option, room), {
      what: `getsockopt ${name}`,
      absent: NO_OPTION,
      present,
    }),
  );
}

function setOption(name: string, option: number): ProbeFunction {
  return onPair((kernel, fd) =>
    judge(kernel.setsockopt(fd, SOL_SOCKET, option, new Uint8Array(Int32Array.of(1).buffer)), {
      what: `setsockopt ${name}`,
      absent: NO_OPTION,
    }),
  );
}

/** An option that reads back: some kernels take whatever they do not know, and forget it. */
function settledOption(name: string, option: number): ProbeFunction {
  return (kernel, own) => {
    const set = setOption(name, option)(kernel, own);
    return set.state === 'present' ? readOption(name, option, 4, [])(kernel, own) : set;
  };
}

/** The family, and its loopback address where the network is our own: elsewhere no port is bound, not even a free one. */
function inetSocket(
  family: 'AF_INET' | 'AF_INET6',
  type: number,
  address: Uint8Array,
): ProbeFunction {
  return (kernel, own) => {
    const domain = family === 'AF_INET' ? AF_INET : AF_INET6;
    const socket = kernel.socket(domain, type | SOCK_CLOEXEC, 0);
    if (socket.ret < 0) return judge(socket, { what: `socket(${family})`, absent: NO_SOCKET });
    const bound = own.network ? kernel.bind(socket.ret, address) : undefined;
    kernel.close(socket.ret);
    if (!bound) return PRESENT;
    return judge(bound, {
      what: `bind to the loopback address of ${family}`,
      absent: ['EADDRNOTAVAIL', 'EAFNOSUPPORT'],
    });
  };
}

/** Numbers from 256 up are none to older kernels, and some kernels can switch a protocol off. */
const NO_PROTOCOL = [...NO_SOCKET, 'EINVAL', 'ENOPROTOOPT'] as const;

/** A socket of the IPv4 protocol. */
function ofProtocol(name: string, type: number, protocol: number): ProbeFunction {
  return (kernel) => {
    const made = kernel.socket(AF_INET, type | SOCK_CLOEXEC, protocol);
    return closing(kernel, made, { what: `socket of ${name}`, absent: NO_PROTOCOL });
  };
}

function closing(kernel: Kernel, result: Result, expectation: Parameters<typeof judge>[1]): Probe {
  if (result.ret >= 0) kernel.close(result.ret);
  return judge(result, expectation);
}

/** `struct sockaddr_in` of 127.0.0.1, port 0; the family is in the machine's byte order. */
function loopback4(): Uint8Array {
  const address = new Uint8Array(16);
  address.set(new Uint8Array(Uint16Array.of(AF_INET).buffer));
  address.set([127, 0, 0, 1], 4);
  return address;
}

/** `struct sockaddr_in6` of ::1, port 0. */
function loopback6(): Uint8Array {
  const address = new Uint8Array(28);
  address.set(new Uint8Array(Uint16Array.of(AF_INET6).buffer));
  address.set([1], 23);
  return address;
}

function readInt(bytes: Uint8Array): number {
  return new Int32Array(bytes.slice(0, 4).buffer)[0] ?? -1;
}
