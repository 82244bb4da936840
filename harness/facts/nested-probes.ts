/** Probes of whether other processes can live in namespaces inside of ours: tried as actors are started. */

import { spawnSync } from 'node:child_process';
import { PRESENT } from './attempt.ts';
import type { Probe } from './facts.ts';

const OWN_PIDS = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc'] as const;
const OWN_USERS = ['--user', '--map-root-user', '--keep-caps'] as const;

/** Whether a thread can leave for a network of its own. */
export function probeNewNetworks(): Probe {
  return attempt(['--net']);
}

export function probeOwnPids(): Probe {
  return attempt(OWN_PIDS);
}

/** Together with a pid namespace: a /proc of its own may be refused where the one around is covered in part. */
export function probeOwnUsers(): Probe {
  return attempt([...OWN_USERS, ...OWN_PIDS]);
}

function attempt(flags: readonly string[]): Probe {
  const child = spawnSync('unshare', [...flags, '--', 'setpriv', '--inh-caps=-all', 'true'], {
    timeout: 10_000,
    encoding: 'utf8',
  });
  if (child.error && 'code' in child.error && child.error.code === 'ENOENT')
    return { state: 'absent', reason: 'unshare (util-linux) is not installed' };
  return judgeNested(child.status, child.stderr ?? '');
}

/** Whatever went wrong, such actors cannot be had; the words of strerror(3) tell a policy apart. */
export function judgeNested(status: number | null, stderr: string): Probe {
  if (status === 0) return PRESENT;
  const reason = stderr.trim().split('\n')[0] || `unshare ended with status ${status}`;
  const isAbsent = /Invalid argument|not implemented|unrecognized|not found|No such file/.test(
    stderr,
  );
  return { state: isAbsent ? 'absent' : 'denied', reason };
}
