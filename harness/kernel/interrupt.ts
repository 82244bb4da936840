/** Makes a signal that does nothing but interrupt: a blocked call of the thread returns EINTR, or is restarted. */

import koffi from 'koffi';
import { LAYOUT } from './layout.ts';
import { libc } from './libc.ts';

/** A real-time signal that neither Node nor libuv uses (SIGRTMIN+8 of glibc). */
export const INTERRUPT_SIGNAL = 42;
/** Another one: a call goes on after it. */
export const RESTART_SIGNAL = 43;

/** koffi's view of dlsym: the address of a function as a number. */
const dlsym = libc.func('dlsym', 'intptr_t', ['intptr_t', 'str']);
const sigaction = libc.func('sigaction', 'int', ['int', 'void *', 'void *']);

/**
 * Installs libc's `abs` as the handler of a signal, without SA_RESTART unless told: it takes an int, touches nothing, and
 * may be called at any moment. (A handler in JavaScript would not run before the blocked call returned.)
 */
export function installInterruptHandler(signal: number, flags = 0): void {
  const handler = BigInt(dlsym(0, 'abs') as number | bigint);
  if (handler === 0n) throw new Error('interrupt: libc has no abs');
  const action = Buffer.alloc(LAYOUT.sigaction.size);
  action.writeBigUInt64LE(handler, LAYOUT.sigaction.sa_handler);
  action.writeInt32LE(flags, LAYOUT.sigaction.sa_flags);
  if ((sigaction(signal, action, null) as number) < 0)
    throw new Error(`interrupt: sigaction(${signal}) failed with errno ${koffi.errno()}`);
}
