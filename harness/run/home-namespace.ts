/** The namespace of a kind in which a thread began, kept open so that it can come back. */

import { F_DUPFD_CLOEXEC, O_CLOEXEC, O_RDONLY } from '../abi/file.ts';
import type { Kernel } from '../kernel/index.ts';

/** Well above the numbers of a scenario's descriptors. */
const ABOVE = 900;

export const namespaceFile = (kind: 'net' | 'mnt'): string => `/proc/thread-self/ns/${kind}`;

/** A descriptor of the one in which the thread is. */
export function openNamespace(real: Kernel, kind: 'net' | 'mnt'): number {
  const file = namespaceFile(kind);
  const { ret, errno } = real.open(file, O_RDONLY | O_CLOEXEC, 0);
  if (ret < 0) throw new Error(`${file} does not open: errno ${errno}`);
  const high = real.fcntl(ret, F_DUPFD_CLOEXEC, ABOVE);
  real.close(ret);
  if (high.ret < 0) throw new Error(`no descriptor from ${ABOVE} up: errno ${high.errno}`);
  return high.ret;
}
