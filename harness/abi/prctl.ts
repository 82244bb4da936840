/** Numbers of prctl(2). */

export const PR = {
  SET_KEEPCAPS: 8,
  GET_SECCOMP: 21,
  CAPBSET_READ: 23,
  CAPBSET_DROP: 24,
  SET_SECUREBITS: 28,
  SET_NO_NEW_PRIVS: 38,
  GET_NO_NEW_PRIVS: 39,
  CAP_AMBIENT: 47,
} as const;
/** A bit of PR_SET_SECUREBITS. */
export const SECBIT_NO_SETUID_FIXUP = 1 << 2;
/** Second argument of PR_CAP_AMBIENT. */
export const PR_CAP_AMBIENT_IS_SET = 1;
export const PR_CAP_AMBIENT_RAISE = 2;
