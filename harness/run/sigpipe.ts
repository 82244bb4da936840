/** SIGPIPE as an actor sees it: its thread keeps the signal pending, and takes it after a call that said EPIPE. */

import { SIG_BLOCK, SIGPIPE } from '../abi/signal.ts';
import type { Kernel } from '../kernel/index.ts';

const SIGNALS = 1n << BigInt(SIGPIPE - 1);

/** Whether one was pending, which it is no longer. */
export function takeSigpipe(kernel: Kernel): 0 | 1 {
  return kernel.rt_sigtimedwait(SIGNALS).ret === SIGPIPE ? 1 : 0;
}

/**
 * Blocks it for the calling thread: a blocked signal stays pending although it is ignored (signal(7)). One of our own
 * shows whether that is so here.
 */
export function keepSigpipe(kernel: Kernel): boolean {
  if (kernel.rt_sigprocmask(SIG_BLOCK, SIGNALS).ret < 0) return false;
  kernel.tgkill(kernel.getpid().ret, kernel.gettid().ret, SIGPIPE);
  return takeSigpipe(kernel) === 1;
}
