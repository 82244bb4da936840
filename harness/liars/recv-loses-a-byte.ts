/** a receive of more than eight bytes loses the last one. */

import type { Kernel } from '../kernel/index.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  recv: (fd, size, flags) => {
    const result = kernel.recv(fd, size, flags);
    return result.ret > 8
      ? { ...result, ret: result.ret - 1, out: result.out.subarray(0, -1) }
      : result;
  },
});
