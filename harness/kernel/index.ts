/** The public face of the bindings. */

import { epollCalls } from './epoll-calls.ts';
import { fileCalls } from './file-calls.ts';
import type { Kernel } from './interface.ts';
import { manyMessages } from './many-messages.ts';
import { messageCalls } from './message-calls.ts';
import { processCalls } from './process-calls.ts';
import { signalCalls } from './signal-calls.ts';
import { socketCalls } from './socket-calls.ts';
import { specialCalls } from './special-calls.ts';

export * from './address.ts';
export { limitArenas } from './arenas.ts';
export * from './control.ts';
export * from './interface.ts';
export * from './interrupt.ts';
export { LAYOUT } from './layout.ts';
export { bringUpLoopback } from './loopback.ts';
export * from './pidfd-info.ts';
export * from './proc-file.ts';

/** The running kernel, through libc. */
export function openKernel(): Kernel {
  return {
    ...{ ...socketCalls, ...messageCalls, ...manyMessages, ...fileCalls },
    ...{ ...epollCalls, ...processCalls, ...signalCalls, ...specialCalls },
  };
}
