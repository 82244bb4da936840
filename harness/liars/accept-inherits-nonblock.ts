/** accepted sockets are non-blocking when their listener is. */

import * as F from '../abi/file.ts';
import type { Kernel } from '../kernel/index.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  accept4: (fd, flags, room) => {
    const inherited = kernel.fcntl(fd, F.F_GETFL, 0).ret & F.O_NONBLOCK;
    const result = kernel.accept4(fd, flags, room);
    if (result.ret >= 0 && inherited) kernel.fcntl(result.ret, F.F_SETFL, F.O_NONBLOCK);
    return result;
  },
});
