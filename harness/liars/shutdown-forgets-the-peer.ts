/** shutdown does nothing. */

import { ERRNO } from '../abi/errno.ts';
import type { Kernel } from '../kernel/index.ts';
import { success } from './lie.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  shutdown: (fd, how) => {
    const result = kernel.shutdown(fd, 3);
    return how >= 0 && how <= 2 && result.errno === ERRNO.EINVAL ? success : result;
  },
});
