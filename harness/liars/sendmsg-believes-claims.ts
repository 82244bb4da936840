/** anybody may claim to be anybody in SCM_CREDENTIALS. */

import { ERRNO } from '../abi/errno.ts';
import type { Kernel } from '../kernel/index.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  sendmsg: (fd, message, flags) => {
    const result = kernel.sendmsg(fd, message, flags);
    return result.errno === ERRNO.EPERM
      ? { ret: message.data.length, errno: 0, out: undefined }
      : result;
  },
});
