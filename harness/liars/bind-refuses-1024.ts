/** port 1024 counts as privileged: off by one. */

import { ERRNO } from '../abi/errno.ts';
import type { Kernel } from '../kernel/index.ts';
import { failure, portOf } from './lie.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  bind: (fd, address, length) => {
    const privileged = (kernel.capget().out.effective & (1n << 10n)) !== 0n;
    return portOf(address) === 1024 && !privileged
      ? failure(ERRNO.EACCES, undefined)
      : kernel.bind(fd, address, length);
  },
});
