/** the first two descriptors arrive in the wrong order. */

import type { Kernel } from '../kernel/index.ts';
import { changeRights } from './lie.ts';

export default (kernel: Kernel): Kernel => ({
  ...kernel,
  recvmsg: changeRights(kernel, ([a, b, ...rest]) =>
    a === undefined || b === undefined ? (a === undefined ? [] : [a]) : [b, a, ...rest],
  ),
});
