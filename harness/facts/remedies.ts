/** What to do where an optional feature is missing: one line for each, that really helps. */

import type { Feature } from './facts.ts';
import type { OwnPart } from './requirements.ts';

/** How to get a feature that the kernel does not have. */
export const ABSENT_REMEDY = {
  'unix-stream': 'use a kernel built with CONFIG_UNIX',
  'unix-seqpacket': 'use a kernel built with CONFIG_UNIX',
  'unix-dgram': 'use a kernel built with CONFIG_UNIX',
  'unix-oob': 'use Linux 5.15 or later built with CONFIG_AF_UNIX_OOB',
  tcp4: 'use a kernel built with CONFIG_INET, with the loopback interface up',
  tcp6: 'use a kernel built with CONFIG_IPV6, or `sudo sysctl net.ipv6.conf.all.disable_ipv6=0`',
  udp4: 'use a kernel built with CONFIG_INET, with the loopback interface up',
  udp6: 'use a kernel built with CONFIG_IPV6, or `sudo sysctl net.ipv6.conf.all.disable_ipv6=0`',
  udplite: 'use a kernel with UDP-Lite',
  netlink: 'let AF_NETLINK through whatever filters families of sockets',
  mptcp: 'use a kernel with CONFIG_MPTCP, and write 1 to net.mptcp.enabled',
  'so-peergroups': 'use Linux 4.13 or later',
  'so-peerpidfd': 'use Linux 6.5 or later',
  'so-passpidfd': 'use Linux 6.5 or later',
  'so-passrights': 'use Linux 6.16 or later',
  'so-passsec': 'use a kernel built with CONFIG_SECURITY_NETWORK',
  'so-inq': 'use Linux 6.17 or later',
  'so-busy-poll': 'use a kernel built with CONFIG_NET_RX_BUSY_POLL',
  'peersec-label':
    'boot with SELinux, Smack or AppArmor active (`lsm=` on the kernel command line)',
  kcmp: 'use a kernel built with CONFIG_KCMP',
  'proc-fd': 'mount /proc',
  'unix-file': 'use Linux 4.11 or later',
  'proc-net-unix': 'mount /proc',
  'pidfd-info': 'use Linux 6.13 or later',
  'scm-fds': 'use Linux 5.6 or later, with /proc mounted',
  'scm-fds-listener': 'use a newer Linux, with /proc mounted',
  'force-buffers': 'use Linux 2.6.14 or later',
  'io-uring': 'use Linux 6.7 or later, and write 0 to kernel.io_uring_disabled',
  memfd: 'use Linux 3.17 or later built with CONFIG_MEMFD_CREATE',
  pidfd: 'use Linux 5.3 or later',
  statx: 'use Linux 4.11 or later',
  'port-start-sysctl': 'use Linux 4.11 or later, with /proc mounted',
  'port-start-writable': 'use Linux 4.11 or later, with /proc mounted',
  'somaxconn-writable': 'use a kernel that shows net.core.somaxconn here, with /proc mounted',
  'ping-groups-sysctl': 'use Linux 3.0 or later, with /proc mounted',
  'ping-groups-writable': 'use a kernel that shows net.ipv4.ping_group_range, with /proc mounted',
  'user-namespaces': 'use a kernel built with CONFIG_USER_NS, and install util-linux',
  'new-networks': 'use a kernel built with CONFIG_NET_NS, and install util-linux',
  fsids: 'use Linux',
  'landlock-scopes':
    'use Linux 6.12 or later built with CONFIG_SECURITY_LANDLOCK, and `lsm=` with landlock',
  'landlock-ports':
    'use Linux 6.7 or later built with CONFIG_SECURITY_LANDLOCK, and `lsm=` with landlock',
  'landlock-tcp-alone':
    'use Linux 6.15 or later, or a repaired older one, built with CONFIG_SECURITY_LANDLOCK',
  'new-mounts': 'use a kernel that has mount namespaces, with /proc mounted',
  'actors-own-pids': 'use a kernel built with CONFIG_PID_NS, and install util-linux',
  'actors-own-users':
    'use a kernel built with CONFIG_USER_NS, and install util-linux 2.36 or later',
} as const satisfies Readonly<Record<Feature, string>>;

const SECCOMP = 'run outside the container, or with `--security-opt seccomp=unconfined`';

/** How to get a feature that a policy forbids; seccomp is the usual one. */
export const DENIED_REMEDY: Readonly<Partial<Record<Feature, string>>> & {
  readonly usual: string;
} = {
  usual: SECCOMP,
  kcmp: `${SECCOMP}, and with \`kernel.yama.ptrace_scope\` at most 1`,
  'force-buffers':
    'run as root of the first user namespace (in a container: `--cap-add NET_ADMIN`)',
  'port-start-writable':
    'use `--profile full-root`, where the network namespace is the run’s own and its root may set it',
  'somaxconn-writable':
    'use `--profile full-root`, where the network namespace is the run’s own and its root may set it',
  'ping-groups-sysctl': 'use `--profile full-root`, whose user namespace has every group',
  'ping-groups-writable':
    'use `--profile full-root`, where the network namespace is the run’s own and its root has every group',
  'user-namespaces':
    '`sudo sysctl user.max_user_namespaces=10000`; on Ubuntu also `kernel.apparmor_restrict_unprivileged_userns=0`, on Debian `kernel.unprivileged_userns_clone=1`',
  'new-networks': 'use `--profile full-root` (in a container: `--cap-add SYS_ADMIN`)',
  'new-mounts': 'use `--profile full-root` (in a container: `--cap-add SYS_ADMIN`)',
  'actors-own-pids':
    'use `--profile full-root`, as root or where user namespaces are allowed (in a container: `--security-opt systempaths=unconfined --cap-add SYS_ADMIN`)',
  'actors-own-users':
    '`sudo sysctl user.max_user_namespaces=10000` (in a container: `--security-opt systempaths=unconfined --cap-add SYS_ADMIN`)',
};

/** How to get a part of the environment for the run alone. */
export const OWN_REMEDY = {
  network:
    'run as root, or allow user namespaces: `sudo sysctl user.max_user_namespaces=10000` (in a container: `--cap-add SYS_ADMIN`)',
  files:
    'run as root, or allow user namespaces: `sudo sysctl user.max_user_namespaces=10000` (in a container: `--cap-add SYS_ADMIN`)',
  pids: 'run as root with an unmasked /proc (in a container: `--security-opt systempaths=unconfined --cap-add SYS_ADMIN`)',
} as const satisfies Readonly<Record<OwnPart, string>>;
