/** Whether a thread can leave for a mount namespace of its own, mount something there, and come back. */

import * as F from '../abi/file.ts';
import type { Kernel, Result } from '../kernel/interface.ts';
import { judge, PRESENT } from './attempt.ts';
import type { Facts, Probe } from './facts.ts';

const NAMESPACE = '/proc/thread-self/ns/mnt';
const NONE = ['ENOSYS', 'EINVAL', 'ENOENT', 'ENODEV', 'EOPNOTSUPP', 'EBADF', 'ENOTDIR'];

const identity = (kernel: Kernel, path: string): string => {
  const { ret, out } = kernel.stat(path);
  return ret < 0 ? '' : `${out.dev}:${out.ino}`;
};

/** Tried by this thread itself, if it is sure that it comes back; the files of others are not touched. */
export function probeNewMounts(kernel: Kernel, own: Facts['own']): Probe {
  if (!own.files) return { state: 'absent', reason: 'the files are the host’s' };
  const home = kernel.open(NAMESPACE, F.O_RDONLY | F.O_CLOEXEC, 0);
  if (home.ret < 0) return judge(home, { what: `open of ${NAMESPACE}`, absent: NONE });
  const before = process.cwd();
  try {
    return comesBack(kernel, home.ret, before) ?? mounts(kernel);
  } finally {
    kernel.unshare(F.CLONE_FS);
    kernel.setns(home.ret, F.CLONE_NEWNS);
    kernel.chdir(before);
    kernel.close(home.ret);
  }
}

/** What keeps it from coming back; undefined where nothing does. */
function comesBack(kernel: Kernel, home: number, directory: string): Probe | undefined {
  const [root, here] = [identity(kernel, '/'), identity(kernel, '.')];
  kernel.unshare(F.CLONE_FS);
  const back = kernel.setns(home, F.CLONE_NEWNS);
  if (back.ret < 0) return judge(back, { what: 'setns to its mount namespace', absent: NONE });
  kernel.chdir(directory);
  if (identity(kernel, '/') === root && identity(kernel, '.') === here) return undefined;
  return { state: 'absent', reason: 'the root is not that of its mount namespace' };
}

function mounts(kernel: Kernel): Probe {
  const steps: readonly (readonly [string, () => Result])[] = [
    ['unshare of the mount namespace', () => kernel.unshare(F.CLONE_NEWNS)],
    ['mount MS_PRIVATE', () => kernel.mount('none', '/', '', F.MS_REC | F.MS_PRIVATE, '')],
    ['mount of a tmpfs', () => kernel.mount('sockspec', '/proc', 'tmpfs', 0, 'size=1m')],
    ['mount MS_BIND', () => kernel.mount('/proc', '/proc', '', F.MS_BIND, '')],
    [
      'mount MS_RDONLY',
      () => kernel.mount('none', '/proc', '', F.MS_BIND | F.MS_REMOUNT | F.MS_RDONLY, ''),
    ],
    ['umount of it', () => kernel.umount2('/proc', F.MNT_DETACH)],
  ];
  for (const [what, attempt] of steps) {
    const told = judge(attempt(), { what, absent: NONE });
    if (told !== PRESENT) return told;
  }
  return PRESENT;
}
