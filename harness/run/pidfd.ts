/** Pidfds that a call brings: whom they name, and whether one was made that nobody is told of. */

import { errnoName } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import { descriptorInfo, type Kernel, pidfdInfo, readWhole } from '../kernel/index.ts';
import type { Observed } from '../law/operation.ts';

/** The pid that fdinfo tells; not a number for what is no pidfd. */
const pidIn = (written: string): number =>
  Number(/^Pid:\s*(-?\d+)/m.exec(written)?.[1] ?? Number.NaN);

function pidOf(kernel: Kernel, fd: number): number {
  return pidIn(readWhole(kernel, descriptorInfo(fd)).out);
}

/** What a pidfd tells that stays open: by fdinfo, and by PIDFD_GET_INFO. */
export function pidfdTold(kernel: Kernel, fd: number): Observed {
  const text = readWhole(kernel, descriptorInfo(fd));
  if (text.ret < 0) return { errno: errnoName(text.errno), ret: -1 };
  const pid = pidIn(text.out);
  if (Number.isNaN(pid)) return { errno: '', ret: 0, fields: { pid: 'none' } };
  const { ret, errno, out } = pidfdInfo(kernel, fd);
  const info = ret < 0 ? errnoName(errno) : (out.pid ?? 'none');
  return { errno: '', ret: 0, fields: { pid, info, exit: out.exit ?? 'none' } };
}

/** Whom a pidfd names. */
export function lookAtPidfd(
  kernel: Kernel,
  fd: number,
): { readonly cloexec: number; readonly pid: number } {
  const cloexec = kernel.fcntl(fd, F.F_GETFD, 0).ret;
  const pid = pidOf(kernel, fd);
  return { cloexec, pid };
}

/** As the law spells what came with a message: `none`, the pid, or what is wrong with it. */
export function toldPidfds(
  kernel: Kernel,
  pidfds: readonly number[],
  isKept = false,
): string | number {
  const [only] = pidfds.map((fd) => toldPidfd(kernel, fd, isKept));
  if (only === undefined) return 'none';
  return pidfds.length === 1 ? only : `${pidfds.length} of them`;
}

function toldPidfd(kernel: Kernel, fd: number, isKept: boolean): string | number {
  if (fd < 0) return errnoName(-fd);
  const { cloexec, pid } = lookAtPidfd(kernel, fd);
  if (!isKept) kernel.close(fd);
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

/** Pidfds that stayed open from this number on and fill no slot; they are closed. */
export function leakedPidfds(
  kernel: Kernel,
  fd: number,
  from: number,
  isKept: (one: number) => boolean,
): number {
  const until = from < 0 ? from : nextNumber(kernel, fd);
  let leaked = 0;
  for (let one = from; one < until; one++) {
    if (isKept(one) || Number.isNaN(pidOf(kernel, one))) continue;
    kernel.close(one);
    leaked++;
  }
  return leaked;
}
