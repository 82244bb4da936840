/** open of a socket inode says ENXIO to those who may not even read it. */

import { ERRNO } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import type { Kernel } from '../kernel/index.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  open: (path, flags, mode) => {
    const result = kernel.open(path, flags, mode);
    const sock = kernel.stat(path);
    const denied =
      result.errno === ERRNO.EACCES && sock.ret === 0 && (sock.out.mode & F.S_IFMT) === F.S_IFSOCK;
    return denied ? { ...result, errno: ERRNO.ENXIO } : result;
  },
});
