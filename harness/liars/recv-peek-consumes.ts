/** MSG_PEEK takes the bytes away. */

import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  recv: (fd, size, flags) => kernel.recv(fd, size, flags & ~S.MSG_PEEK),
});
