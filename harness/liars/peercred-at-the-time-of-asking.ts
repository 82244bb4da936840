/** SO_PEERCRED tells the ids of the asker at the time of asking. */

import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  getsockopt: (fd, level, option, room) => {
    const result = kernel.getsockopt(fd, level, option, room);
    if (option !== S.SO_PEERCRED || result.out.length < 12) return result;
    const out = Buffer.from(result.out);
    if (out.readInt32LE(0) === 0) return result;
    out.writeUInt32LE(kernel.getresuid().out[1], 4);
    out.writeUInt32LE(kernel.getresgid().out[1], 8);
    return { ...result, out };
  },
});
