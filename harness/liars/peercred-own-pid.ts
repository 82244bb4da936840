/** SO_PEERCRED tells the pid of the asker. */

import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  getsockopt: (fd, level, option, room) => {
    const result = kernel.getsockopt(fd, level, option, room);
    if (option !== S.SO_PEERCRED || result.out.length < 12) return result;
    const out = Buffer.from(result.out);
    if (out.readInt32LE(0) !== 0) out.writeInt32LE(kernel.getpid().ret, 0);
    return { ...result, out };
  },
});
