/** the inode that bind makes has mode 0777 whatever the umask. */

import type { Kernel } from '../kernel/index.ts';
import { parseAddress } from '../kernel/index.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  bind: (fd, address, length) => {
    const result = kernel.bind(fd, address, length);
    const parsed = parseAddress(address, address.length);
    if (result.ret === 0 && parsed.kind === 'path') kernel.chmod(parsed.path, 0o777);
    return result;
  },
});
