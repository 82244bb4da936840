/** Pidfds that a call brings: whom they name, and whether one was made that nobody is told of. */

import { errnoName } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import type { Kernel } from '../kernel/index.ts';

/** The pid in fdinfo; not a number for what is no pidfd. */
function pidOf(kernel: Kernel, fd: number): number {
  const info = kernel.open(`/proc/thread-self/fdinfo/${fd}`, F.O_RDONLY | F.O_CLOEXEC, 0);
  if (info.ret < 0) return Number.NaN;
  const written = Buffer.from(kernel.read(info.ret, 4096).out).toString('latin1');
  kernel.close(info.ret);
  return Number(/^Pid:\s*(-?\d+)/m.exec(written)?.[1] ?? Number.NaN);
}

/** Whom a pidfd names; it is closed again at once. */
export function lookAtPidfd(
  kernel: Kernel,
  fd: number,
): { readonly cloexec: number; readonly pid: number } {
  const cloexec = kernel.fcntl(fd, F.F_GETFD, 0).ret;
  const pid = pidOf(kernel, fd);
  kernel.close(fd);
  return { cloexec, pid };
}

/** As the law spells what came with a message: `none`, the pid, or what is wrong with it. */
export function toldPidfds(kernel: Kernel, pidfds: readonly number[]): string | number {
  const [only] = pidfds.map((fd) => toldPidfd(kernel, fd));
  if (only === undefined) return 'none';
  return pidfds.length === 1 ? only : `${pidfds.length} of them`;
}

function toldPidfd(kernel: Kernel, fd: number): string | number {
  if (fd < 0) return errnoName(-fd);
  const { cloexec, pid } = lookAtPidfd(kernel, fd);
  if (cloexec < 0) return 'not open';
  if (Number.isNaN(pid)) return 'no pidfd';
  return (cloexec & F.FD_CLOEXEC) === 0 ? `${pid} without FD_CLOEXEC` : pid;
}

/** The number that the next descriptor will have; negative where none can be had. */
export function nextNumber(kernel: Kernel, fd: number): number {
  const { ret } = kernel.fcntl(fd, F.F_DUPFD_CLOEXEC, 0);
  if (ret >= 0) kernel.close(ret);
  return ret;
}

/** Pidfds that stayed open from this number on; they are closed. */
export function leakedPidfds(kernel: Kernel, fd: number, from: number): number {
  const until = from < 0 ? from : nextNumber(kernel, fd);
  let leaked = 0;
  for (let one = from; one < until; one++) {
    if (Number.isNaN(pidOf(kernel, one))) continue;
    kernel.close(one);
    leaked++;
  }
  return leaked;
}
