/** connect to a name that nobody holds says ENOENT. */

import { ERRNO } from '../abi/errno.ts';
import type { Kernel } from '../kernel/index.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  connect: (fd, address, length) => {
    const result = kernel.connect(fd, address, length);
    return result.errno === ERRNO.ECONNREFUSED ? { ...result, errno: ERRNO.ENOENT } : result;
  },
});
