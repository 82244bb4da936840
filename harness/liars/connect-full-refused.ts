/** connect to a full queue says ECONNREFUSED instead of EAGAIN. */

import { ERRNO } from '../abi/errno.ts';
import type { Kernel } from '../kernel/index.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  connect: (fd, address, length) => {
    const result = kernel.connect(fd, address, length);
    return result.errno === ERRNO.EAGAIN ? { ...result, errno: ERRNO.ECONNREFUSED } : result;
  },
});
