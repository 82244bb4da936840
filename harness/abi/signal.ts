/** Numbers of signals (the same on x86-64 and arm64). */

export const SIGPIPE = 13;
export const SIGURG = 23;

/** For sigprocmask(2). */
export const SIG_BLOCK = 0;

/** For sigaction(2). */
export const SA_RESTART = 0x10000000;
