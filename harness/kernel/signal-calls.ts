/** The calls on signals of the calling thread: raw, for libc's wrappers keep some signals to themselves. */

import type { Kernel } from './interface.ts';
import { syscall } from './libc.ts';
import { bare } from './result.ts';

type SignalCalls = Pick<Kernel, 'rt_sigprocmask' | 'rt_sigtimedwait'>;

/** The kernel's sigset_t: one bit for each of 64 signals. */
const SET = 8;
const rt_sigprocmask = syscall('rt_sigprocmask', 'int', 'void *', 'void *', 'long');
const rt_sigtimedwait = syscall('rt_sigtimedwait', 'void *', 'void *', 'void *', 'long');

const set = Buffer.alloc(SET);
/** A struct timespec of no time at all. */
const atOnce = Buffer.alloc(16);

export const signalCalls: SignalCalls = {
  rt_sigprocmask: (how, signals) => {
    set.writeBigUInt64LE(signals);
    return bare(rt_sigprocmask(how, set, null, SET));
  },
  rt_sigtimedwait: (signals) => {
    set.writeBigUInt64LE(signals);
    return bare(rt_sigtimedwait(set, null, atOnce, SET));
  },
};
