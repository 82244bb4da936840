/** open of a socket inode says EOPNOTSUPP, as POSIX has it, where Linux promises ENXIO. */

import { ERRNO } from '../abi/errno.ts';
import type { Kernel } from '../kernel/index.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  open: (path, flags, mode) => {
    const result = kernel.open(path, flags, mode);
    return result.errno === ERRNO.ENXIO ? { ...result, errno: ERRNO.EOPNOTSUPP } : result;
  },
});
