/** uid 0 may bind privileged ports without the capability. */

import { ERRNO } from '../abi/errno.ts';
import type { Kernel } from '../kernel/index.ts';
import { isUnix, success } from './lie.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  bind: (fd, address, length) => {
    const result = kernel.bind(fd, address, length);
    const root = kernel.getresuid().out[1] === 0;
    return result.errno === ERRNO.EACCES && !isUnix(address) && root ? success : result;
  },
});
