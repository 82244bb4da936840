/** The calls that make files of no file system and no name: counters, timers, sets of signals, rings. */

import type { Kernel } from './interface.ts';
import { syscall } from './libc.ts';
import { bare } from './result.ts';

type SpecialCalls = Pick<Kernel, 'eventfd2' | 'timerfd_create' | 'signalfd4' | 'io_uring_setup'>;

const eventfd2 = syscall('eventfd2', 'int', 'int');
const timerfd_create = syscall('timerfd_create', 'int', 'int');
const signalfd4 = syscall('signalfd4', 'int', 'void *', 'long', 'int');
const io_uring_setup = syscall('io_uring_setup', 'int', 'void *');

const CLOCK_MONOTONIC = 1;
/** The kernel's sigset_t, of no signal. */
const nothing = Buffer.alloc(8);
/** A struct io_uring_params. */
const params = Buffer.alloc(120);

export const specialCalls: SpecialCalls = {
  eventfd2: (count, flags) => bare(eventfd2(count, flags)),
  timerfd_create: (flags) => bare(timerfd_create(CLOCK_MONOTONIC, flags)),
  signalfd4: (fd, flags) => bare(signalfd4(fd, nothing, nothing.length, flags)),
  io_uring_setup: (entries) => {
    params.fill(0);
    return bare(io_uring_setup(entries, params));
  },
};
