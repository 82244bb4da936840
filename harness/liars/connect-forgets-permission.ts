/** connect says ECONNREFUSED where it should say that write permission is missing. */

import { ERRNO } from '../abi/errno.ts';
import type { Kernel } from '../kernel/index.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  connect: (fd, address, length) => {
    const result = kernel.connect(fd, address, length);
    return result.errno === ERRNO.EACCES ? { ...result, errno: ERRNO.ECONNREFUSED } : result;
  },
});
