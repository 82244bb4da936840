/** The second connection of a listener is the first one again: two clients share a queue. */

import type { Kernel } from '../kernel/index.ts';

export default (kernel: Kernel): Kernel => {
  const first = new Map<number, number>();
  return {
    ...kernel,
    accept4: (fd, flags, room) => {
      const result = kernel.accept4(fd, flags, room);
      const known = first.get(fd);
      if (result.ret < 0) return result;
      if (known === undefined) {
        first.set(fd, result.ret);
        return result;
      }
      const again = kernel.dup(known);
      if (again.ret < 0) return result;
      kernel.close(result.ret);
      return { ...result, ret: again.ret };
    },
    close: (fd) => {
      first.delete(fd);
      for (const [listener, accepted] of first) if (accepted === fd) first.delete(listener);
      return kernel.close(fd);
    },
  };
};
