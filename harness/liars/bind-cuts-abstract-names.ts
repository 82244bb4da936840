/** abstract names end at their first NUL. */

import type { Kernel } from '../kernel/index.ts';
import { isUnix } from './lie.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  bind: (fd, address, length) => {
    const end = isUnix(address) && address[2] === 0 ? address.indexOf(0, 3) : -1;
    return end > 3 ? kernel.bind(fd, address.subarray(0, end)) : kernel.bind(fd, address, length);
  },
});
