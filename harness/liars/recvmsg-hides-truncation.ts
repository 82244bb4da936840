/** MSG_CTRUNC is never told. */

import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  recvmsg: (fd, room, flags) => {
    const result = kernel.recvmsg(fd, room, flags);
    return { ...result, out: { ...result.out, flags: result.out.flags & ~S.MSG_CTRUNC } };
  },
});
