/**
 * Sees a call that blocks, from a second thread: when a call lasts too long it interrupts the calling thread,
 * whose call then returns EINTR. A blocked call thus becomes an observation (`BLOCKS`), not a hang.
 */

import { Worker } from 'node:worker_threads';
import { SA_RESTART } from '../abi/signal.ts';
import {
  INTERRUPT_SIGNAL,
  installInterruptHandler,
  type Kernel,
  limitArenas,
  RESTART_SIGNAL,
} from '../kernel/index.ts';

/** A call that takes longer is blocked: nothing here waits for another machine. */
export const BLOCKED_AFTER_MS = 300;
const SETTLED_AFTER_MS = 3000;

/** Layout of the shared memory, in 32-bit words. */
export const WATCH = { call: 0, deadline: 1, fired: 2, settled: 3, aiming: 4 } as const;

export class Watchdog {
  private readonly words = new Int32Array(new SharedArrayBuffer(20));
  private readonly worker: Worker;
  private calls = 0;

  constructor(kernel: Kernel) {
    installInterruptHandler(INTERRUPT_SIGNAL);
    installInterruptHandler(RESTART_SIGNAL, SA_RESTART);
    limitArenas();
    this.worker = new Worker(new URL('./watchdog-worker.ts', import.meta.url), {
      workerData: { words: this.words, tgid: kernel.getpid().ret, tid: kernel.gettid().ret },
    });
    this.worker.unref();
  }

  /** Whether the second thread has begun: until then it opens and closes files. */
  get isSettled(): boolean {
    return Atomics.load(this.words, WATCH.settled) === 1;
  }

  /** Waits until it has, or for so long that it never will. */
  settle(): void {
    Atomics.wait(this.words, WATCH.settled, 0, SETTLED_AFTER_MS);
  }

  /** Before a call that might block; `extra` is time the call may rightly take, in ms. */
  enter(extra: number): void {
    this.calls = (this.calls % 0x3fffffff) + 1;
    this.words[WATCH.deadline] = BLOCKED_AFTER_MS + extra;
    Atomics.store(this.words, WATCH.call, this.calls);
  }

  /** After the call: whether it was interrupted because it blocked. A signal for it does not come later. */
  leave(): boolean {
    Atomics.store(this.words, WATCH.call, 0);
    if (Atomics.load(this.words, WATCH.aiming) === 1)
      Atomics.wait(this.words, WATCH.aiming, 1, SETTLED_AFTER_MS);
    return Atomics.load(this.words, WATCH.fired) === this.calls;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.worker.terminate();
  }
}
