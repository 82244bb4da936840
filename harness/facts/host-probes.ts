/** Probes of what belongs to the whole machine or namespace: the port sysctl and user namespaces. */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { O_CLOEXEC, O_WRONLY } from '../abi/file.ts';
import type { Kernel } from '../kernel/interface.ts';
import { judge, PRESENT } from './attempt.ts';
import type { Facts, Probe } from './facts.ts';
import { isWhole, parseIdMap, parseNumber } from './proc.ts';

export const PORT_START = '/proc/sys/net/ipv4/ip_unprivileged_port_start';
export const PING_GROUPS = '/proc/sys/net/ipv4/ping_group_range';
const SOMAXCONN = '/proc/sys/net/core/somaxconn';
const MAX_USER_NAMESPACES = '/proc/sys/user/max_user_namespaces';

export function probePortStart(kernel: Kernel): Probe {
  return judge(kernel.stat(PORT_START), { what: `stat ${PORT_START}`, absent: ['ENOENT'] });
}

/** Writes the present value back, and only where the network is our own. */
const isWritable =
  (path: string) =>
  (kernel: Kernel, own: Facts['own']): Probe => {
    if (!own.network) {
      return { state: 'denied', reason: 'the network is the host’s, and is not written to' };
    }
    const value = readOptional(path);
    const opened = kernel.open(path, O_WRONLY | O_CLOEXEC, 0);
    // A read-only /proc/sys is how container engines protect it.
    if (opened.ret < 0) return judgeOpen(opened, path);
    const written = kernel.write(opened.ret, new TextEncoder().encode(value ?? ''));
    kernel.close(opened.ret);
    return judge(written, { what: `write to ${path}`, absent: ['EINVAL', 'EIO'] });
  };

type Writable = (kernel: Kernel, own: Facts['own']) => Probe;
export const probePortStartWritable: Writable = isWritable(PORT_START);
/** Older kernels do not show it in the networks of user namespaces. */
export const probeSomaxconnWritable: Writable = isWritable(SOMAXCONN);

const NOT_ALL: Probe = {
  state: 'denied',
  reason: 'this user namespace does not have every group, and is shown others than there are',
};

function hasEveryGroup(): boolean {
  const groups = parseIdMap(readOptional('/proc/self/gid_map') ?? '');
  return groups.length === 0 || isWhole(groups);
}

export function probePingGroups(kernel: Kernel): Probe {
  if (!hasEveryGroup()) return NOT_ALL;
  return judge(kernel.stat(PING_GROUPS), { what: `stat ${PING_GROUPS}`, absent: ['ENOENT'] });
}

export const probePingGroupsWritable: Writable = (kernel, own) =>
  hasEveryGroup() ? isWritable(PING_GROUPS)(kernel, own) : NOT_ALL;

function judgeOpen(opened: Parameters<typeof judge>[0], path: string): Probe {
  const probe = judge(opened, {
    what: `open ${path} for writing`,
    absent: ['ENOENT', 'EROFS'],
  });
  const readOnly = probe.state === 'absent' && probe.reason.endsWith('EROFS');
  return readOnly ? { state: 'denied', reason: probe.reason } : probe;
}

/** What `unshare --user true` told. */
export interface UnshareOutcome {
  readonly installed: boolean;
  readonly status: number | null;
  readonly stderr: string;
}

export function probeUserNamespaces(): Probe {
  if (!existsSync('/proc/self/ns/user')) {
    return { state: 'absent', reason: 'there is no /proc/self/ns/user' };
  }
  if (parseNumber(readOptional(MAX_USER_NAMESPACES)) === 0) {
    return { state: 'denied', reason: 'user.max_user_namespaces is 0' };
  }
  // A child process, because leaving a user namespace again is impossible.
  const child = spawnSync('unshare', ['--user', 'true'], { timeout: 10_000, encoding: 'utf8' });
  const installed = !(child.error && 'code' in child.error && child.error.code === 'ENOENT');
  return judgeUnshare({ installed, status: child.status, stderr: child.stderr ?? '' });
}

/** Words of strerror(3) that say what a failed `unshare` met; pure. */
export function judgeUnshare({ installed, status, stderr }: UnshareOutcome): Probe {
  if (!installed) {
    return {
      state: 'absent',
      reason: 'unshare (util-linux) is not installed, so it cannot be tried',
    };
  }
  if (status === 0) return PRESENT;
  const reason = stderr.trim().split('\n')[0] || `unshare ended with status ${status}`;
  if (/not permitted|denied|No space left|Too many users/.test(stderr)) {
    return { state: 'denied', reason };
  }
  if (/Invalid argument|not implemented/.test(stderr)) return { state: 'absent', reason };
  throw new Error(`probe: unshare --user: ${reason}, which was not foreseen`);
}

function readOptional(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
