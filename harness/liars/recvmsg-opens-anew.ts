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
      const closes = (kernel.fcntl(fd, F.F_GETFD, 0).ret & F.FD_CLOEXEC) !== 0;
      // Under the same number, and closed by execve as before: nothing else is to show.
      kernel.close(fd);
      kernel.fcntl(anew.ret, closes ? F.F_DUPFD_CLOEXEC : F.F_DUPFD, fd);
      kernel.close(anew.ret);
      return fd;
    }),
  ),
});
