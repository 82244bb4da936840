/** MSG_CMSG_CLOEXEC is forgotten. */

import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  recvmsg: (fd, room, flags) => kernel.recvmsg(fd, room, flags & ~S.MSG_CMSG_CLOEXEC),
});
