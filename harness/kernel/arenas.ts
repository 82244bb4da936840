/** Keeps the C library's allocator from opening files at moments of its own, which takes numbers of descriptors. */

import { libc } from './libc.ts';

const M_ARENA_MAX = -8;
/** As many as glibc has before it asks how many processors there are, which it reads from a file, in whatever thread. */
const ARENAS = 8;

export function limitArenas(): void {
  try {
    libc.func('mallopt', 'int', ['int', 'int'])(M_ARENA_MAX, ARENAS);
  } catch {
    // musl has neither arenas nor this function.
  }
}
