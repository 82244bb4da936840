/** Numbers of pidfds that are newer than most headers. */

/** _IOWR(0xFF, 11, struct pidfd_info), with the first 64 bytes of that. */
export const PIDFD_GET_INFO = 0xc040_ff0b;
/** Bits of its mask. */
export const PIDFD_INFO_PID = 1;
export const PIDFD_INFO_EXIT = 8;
