/** a reset looks like an ordinary end. */

import { ERRNO } from '../abi/errno.ts';
import type { Kernel } from '../kernel/index.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  recv: (fd, size, flags) => {
    const result = kernel.recv(fd, size, flags);
    return result.errno === ERRNO.ECONNRESET
      ? { ret: 0, errno: 0, out: new Uint8Array(0) }
      : result;
  },
});
