/** Numbers of prctl(2): the questions that the facts ask. */

export const PR = {
  GET_SECCOMP: 21,
  CAPBSET_READ: 23,
  GET_NO_NEW_PRIVS: 39,
  CAP_AMBIENT: 47,
} as const;
/** Second argument of PR_CAP_AMBIENT. */
export const PR_CAP_AMBIENT_IS_SET = 1;
