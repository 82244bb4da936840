/** Which descriptor numbers are in use, as far as is known: whether a new descriptor got the lowest one that was free. */

import { F_GETFD } from '../abi/file.ts';
import type { Kernel } from '../kernel/index.ts';

/** Beyond these a number is looked at each time. */
const REMEMBERED = 4096;

/**
 * The runtime has descriptors too, so that numbers cannot be told beforehand. One that is the lowest of those believed to
 * be free is taken as it comes, for that costs next to nothing; with any other the kernel is asked about those below it.
 */
export class Numbers {
  private readonly kernel: Kernel;
  private readonly used = new Uint8Array(REMEMBERED);
  /** All below are believed to be in use. */
  private next = 0;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /** A new descriptor is there: whether no lower number was free, of those that are at least so. */
  take(fd: number, least = 0): boolean {
    if (fd !== this.next) return this.look(fd, least);
    this.used[fd] = 1;
    this.advance();
    return true;
  }

  /** Descriptors that one call made: whether they have the lowest numbers, and those ascend. */
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

  /** Looks at all that may have been free before: at every lower number, where even that which was given was believed to be in use. */
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
