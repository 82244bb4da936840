/** Slots that no operation fills: each is played as a number of its own that is never a descriptor. */

import type { Slot } from './operation.ts';

/** No limit goes so far (proc_sys_fs(5) nr_open). */
const BEYOND_ANY = 0x7fff_ffff;

/** By slot: below zero, what openat(2) means the working directory by, and beyond every limit. */
export const NEVER_OPEN: ReadonlyMap<Slot, number> = new Map([
  [9999, -1],
  [9998, -100],
  [9997, BEYOND_ANY],
]);
