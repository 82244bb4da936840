/** PIDFD_GET_INFO: what a pidfd tells of its process, and of how that ended. */

import { PIDFD_GET_INFO, PIDFD_INFO_EXIT, PIDFD_INFO_PID } from '../abi/pidfd.ts';
import type { Kernel, Result } from './interface.ts';

/** Undefined where it is not told. */
export interface PidfdInfo {
  readonly pid: number | undefined;
  /** As wait4(2) tells it. */
  readonly exit: number | undefined;
}

/** The first version of struct pidfd_info; later ones are longer. */
const SIZE = 64;
const [MASK, PID, EXIT] = [0, 16, 60];

export function pidfdInfo(kernel: Kernel, fd: number): Result<PidfdInfo> {
  const asked = Buffer.alloc(SIZE);
  asked.writeBigUInt64LE(BigInt(PIDFD_INFO_PID | PIDFD_INFO_EXIT), MASK);
  const result = kernel.ioctl(fd, PIDFD_GET_INFO, asked);
  const out = Buffer.from(result.out);
  const mask = result.ret < 0 ? 0 : Number(out.readBigUInt64LE(MASK));
  return {
    ...result,
    out: {
      pid: (mask & PIDFD_INFO_PID) === 0 ? undefined : out.readUInt32LE(PID),
      exit: (mask & PIDFD_INFO_EXIT) === 0 ? undefined : out.readInt32LE(EXIT),
    },
  };
}
