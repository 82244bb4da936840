/** stat shows a socket inode as a named pipe. */

import * as F from '../abi/file.ts';
import type { Kernel } from '../kernel/index.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  stat: (path) => {
    const result = kernel.stat(path);
    const isSocket = (result.out.mode & F.S_IFMT) === F.S_IFSOCK;
    return isSocket
      ? { ...result, out: { ...result.out, mode: (result.out.mode & ~F.S_IFMT) | F.S_IFIFO } }
      : result;
  },
});
