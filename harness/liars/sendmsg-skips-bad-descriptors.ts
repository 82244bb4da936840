/** a message with a descriptor that is not open is sent without its descriptors. */

import { ERRNO } from '../abi/errno.ts';
import type { Kernel } from '../kernel/index.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  sendmsg: (fd, message, flags) => {
    const result = kernel.sendmsg(fd, message, flags);
    return result.errno === ERRNO.EBADF
      ? kernel.sendmsg(fd, { data: message.data }, flags)
      : result;
  },
});
