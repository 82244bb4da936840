/** MSG_PEEK takes the bytes away. */

import type { Kernel } from '../kernel/index.ts';
import * as S from '../abi/socket.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  recv: (fd, size, flags) => kernel.recv(fd, size, flags & ~S.MSG_PEEK),
});
