/**
 * SIGPIPE and SIGURG as an actor sees them: its thread keeps these signals pending, and takes the one after a call that
 * said EPIPE, the other when it is asked for it.
 */

import { SIG_BLOCK, SIGPIPE, SIGURG } from '../abi/signal.ts';
import type { Kernel } from '../kernel/index.ts';

const bit = (signal: number): bigint => 1n << BigInt(signal - 1);

/** Whether one was pending, which it is no longer. */
function take(kernel: Kernel, signal: number): 0 | 1 {
  return kernel.rt_sigtimedwait(bit(signal)).ret === signal ? 1 : 0;
}

export const takeSigpipe = (kernel: Kernel): 0 | 1 => take(kernel, SIGPIPE);
export const takeSigurg = (kernel: Kernel): 0 | 1 => take(kernel, SIGURG);

/**
 * Blocks them for the calling thread: a blocked signal stays pending although it is ignored (signal(7)). Those of our own
 * show whether that is so here.
 */
export function keepSignals(kernel: Kernel): boolean {
  if (kernel.rt_sigprocmask(SIG_BLOCK, bit(SIGPIPE) | bit(SIGURG)).ret < 0) return false;
  const kept = [SIGPIPE, SIGURG].map((signal) => {
    kernel.tgkill(kernel.getpid().ret, kernel.gettid().ret, signal);
    return take(kernel, signal);
  });
  return kept.every((one) => one === 1);
}

/** None is left. */
export function dropSignals(kernel: Kernel): void {
  takeSigpipe(kernel);
  takeSigurg(kernel);
}
