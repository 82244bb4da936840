/** accept4 forgets SOCK_CLOEXEC. */

import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  accept4: (fd, flags, room) => kernel.accept4(fd, flags & ~S.SOCK_CLOEXEC, room),
});
