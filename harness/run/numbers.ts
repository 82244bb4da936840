/** Which descriptor numbers are in use, as far as is known: whether a new descriptor got the lowest one that was free. */

import { F_GETFD } from '../abi/file.ts';
import type { Kernel } from '../kernel/index.ts';

/** Beyond these a number is looked at each time. */
const REMEMBERED = 4096;
/** Below this lies what the runtime and the harness have open. */
const SURVEYED = 256;

/**
 * The runtime has descriptors too, so that numbers cannot be told beforehand. One that is the lowest of those believed to
 * be free is taken as it comes, for that costs next to nothing; with any other the kernel is asked about those below it.
 * Threads of the runtime open a file now and then (malloc's arenas: how many processors there are), which may be closed
 * again when the kernel is asked: whoever is told of a miss looks whether it comes again (confirm.ts).
 */
export class Numbers {
  private readonly kernel: Kernel;
  private readonly used = new Uint8Array(REMEMBERED);
  /** All below are believed to be in use. */
  private next = 0;
  /** How many were made since it was last looked for what is left. */
  private made = 0;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    this.survey();
  }

  /** A call made a descriptor: whether no lower number was free, of those that are at least so. */
  take(fd: number, least = 0): boolean {
    this.made++;
    if (fd !== this.next) return this.look(fd, least);
    this.used[fd] = 1;
    this.advance();
    return true;
  }

  /** A call made several: whether they have the lowest numbers, in whatever order. */
  takeBoth(a: number, b: number): boolean {
    const isFirstLowest = this.take(a);
    return this.take(b) && isFirstLowest;
  }

  /** A call made several, in order: whether they have the lowest numbers, and those ascend. */
  takeAscending(fds: readonly number[]): boolean {
    let ascends = true;
    for (const [i, fd] of fds.entries()) {
      if (i > 0 && fd < (fds[i - 1] as number)) ascends = false;
      if (!this.take(fd)) ascends = false;
    }
    return ascends;
  }

  /** A descriptor was closed. */
  free(fd: number): void {
    if (fd < 0) return;
    this.used[fd] = 0;
    if (fd < this.next) this.next = fd;
  }

  /**
   * How many are in use that nobody was told of: to be asked when all that were made are closed. What was found is believed
   * to be in use from then on, as what the runtime opens is.
   */
  left(): number {
    let left = 0;
    // What nobody was told of has the lowest number, too: it is among as many as were made, or next to them.
    for (let n = this.next, others = this.made; others >= 0; n++) {
      if (this.used[n] === 1) continue;
      others--;
      if (this.kernel.fcntl(n, F_GETFD, 0).ret >= 0) left++;
    }
    if (left > 0) this.survey();
    this.made = 0;
    return left;
  }

  /** What is open now, nobody will be told of. */
  private survey(): void {
    for (let n = 0; n < SURVEYED; n++)
      if (this.kernel.fcntl(n, F_GETFD, 0).ret >= 0) this.used[n] = 1;
    if (this.used[this.next] === 1) this.advance();
  }

  /** Looks at all that may have been free; at every lower number, where even what was given was believed to be in use. */
  private look(fd: number, least: number): boolean {
    const isSurprise = fd < this.next || this.used[fd] === 1;
    let isLowest = true;
    for (let n = isSurprise ? least : Math.max(this.next, least); n < fd; n++) {
      if (!isSurprise && this.used[n] === 1) continue;
      if (this.kernel.fcntl(n, F_GETFD, 0).ret >= 0) this.used[n] = 1;
      else {
        this.free(n);
        isLowest = false;
      }
    }
    this.used[fd] = 1;
    if (this.used[this.next] === 1) this.advance();
    return isLowest;
  }

  private advance(): void {
    do this.next++;
    while (this.used[this.next] === 1);
  }
}
