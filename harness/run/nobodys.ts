/** Numbers for descriptors that are not open: those that were open a moment ago, and some that never are. */

import { F_GETFD } from '../abi/file.ts';
import type { Kernel } from '../kernel/index.ts';
import { NEVER_OPEN } from '../law/never-open.ts';
import type { Slot } from '../law/operation.ts';

const NOBODYS = -1;

/**
 * A slot that was closed keeps its number as long as nobody else has that: neither another slot, nor the runtime. Who
 * looks may be too late, for threads of the runtime open files, too: whoever is told of a miss looks whether it comes
 * again (confirm.ts).
 */
export class Nobodys {
  private readonly real: Kernel;
  private readonly closed = new Map<Slot, number>();

  constructor(real: Kernel) {
    this.real = real;
  }

  /** The slot had this number until now. */
  leave(slot: Slot, fd: number): void {
    this.closed.set(slot, fd);
  }

  /** A number that is not open. */
  numberFor(slot: Slot): number {
    const fd = this.closed.get(slot);
    if (fd === undefined) return NEVER_OPEN.get(slot) ?? NOBODYS;
    return this.real.fcntl(fd, F_GETFD, 0).ret < 0 ? fd : NOBODYS;
  }

  clear(): void {
    this.closed.clear();
  }
}
