/** a received memory file is opened anew: the same contents, another offset. */

import * as F from '../abi/file.ts';
import type { Kernel } from '../kernel/index.ts';
import { changeRights } from './lie.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  recvmsg: changeRights(kernel, (fds) =>
    fds.map((fd) => {
      if ((kernel.fstat(fd).out.mode & F.S_IFMT) !== F.S_IFREG) return fd;
      const anew = kernel.open(`/proc/self/fd/${fd}`, F.O_RDWR, 0);
      if (anew.ret < 0) return fd;
      kernel.close(fd);
      return anew.ret;
    }),
  ),
});
