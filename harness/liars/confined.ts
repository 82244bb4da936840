/** Liars about Landlock's scope of abstract names. */

import { ERRNO } from '../abi/errno.ts';
import type { Kernel } from '../kernel/index.ts';
import { failure, forgiven, type Liars, liar, parsed, success, swapped } from './lie.ts';

const CONFINED = 'stream.connect.confined-to-names-of-its-own';

/** Wraps a kernel that knows whether it is confined. */
const confined =
  (lie: (kernel: Kernel, isSo: () => boolean) => Partial<Kernel>) =>
  (kernel: Kernel): Kernel => {
    let isConfined = false;
    return {
      ...kernel,
      ...lie(kernel, () => isConfined),
      landlock_restrict_self: (fd) => {
        const result = kernel.landlock_restrict_self(fd);
        isConfined ||= result.ret === 0;
        return result;
      },
    };
  };

export default {
  'confinement-is-said-and-not-done': liar(
    CONFINED,
    'landlock_restrict_self does nothing.',
    (kernel) => ({ ...kernel, landlock_restrict_self: () => success }),
  ),
  'confined-reach-everybody': liar(
    CONFINED,
    'connect to names of others is a success for who is confined.',
    forgiven('connect', 'EPERM'),
  ),
  'confinement-says-eacces': liar(
    CONFINED,
    'connect to names of others is EACCES for who is confined.',
    swapped('connect', 'EPERM', 'EACCES'),
  ),
  'confinement-covers-paths': liar(
    CONFINED,
    'who is confined is refused at pathnames, too.',
    confined((kernel, isSo) => ({
      connect: (fd, address, length) => {
        const result = kernel.connect(fd, address, length);
        return result.ret === 0 && isSo() && parsed(address).kind === 'path'
          ? failure(ERRNO.EPERM, undefined)
          : result;
      },
    })),
  ),
  'confined-reach-nobody': liar(
    CONFINED,
    'who is confined does not reach its own abstract names either.',
    confined((kernel, isSo) => ({
      connect: (fd, address, length) => {
        const result = kernel.connect(fd, address, length);
        return result.ret === 0 && isSo() && parsed(address).kind === 'abstract'
          ? failure(ERRNO.EPERM, undefined)
          : result;
      },
    })),
  ),
} satisfies Liars;
