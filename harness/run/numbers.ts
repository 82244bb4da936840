/** Which descriptor numbers are in use, as far as is known: whether a new descriptor got the lowest one that was free. */

import { F_GETFD } from '../abi/file.ts';
import type { Kernel } from '../kernel/index.ts';

/** Beyond these a number is looked at each time. */
const REMEMBERED = 4096;
/** Below this lies what the runtime and the harness have open. */
const SURVEYED = 256;
/** How doubt of a call grows and goes; from where on it is told, and its most, so that some hits do not hide the misses. */
const DOUBT = { more: 2, less: 1, told: 6, most: 12 } as const;

/**
 * The runtime has descriptors too, so that numbers cannot be told beforehand. One that is the lowest of those believed to
 * be free is taken as it comes, for that costs next to nothing; with any other the kernel is asked about those below it.
 * Threads of the runtime open a file now and then (malloc's arenas: how many processors there are), which may be closed
 * again when the kernel is asked. So one miss is no miss: a call is doubted when it misses more than every third time.
 */
export class Numbers<Call extends string> {
  private readonly kernel: Kernel;
  private readonly used = new Uint8Array(REMEMBERED);
  /** All below are believed to be in use. */
  private next = 0;
  private readonly doubts = new Map<Call, number>();
  /** How many were made since it was last looked for what is left. */
  private made = 0;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    this.survey();
  }

  /** A call made a descriptor: whether no lower number was free, of those that are at least so; undefined if that is open. */
  take(call: Call, fd: number, least = 0): boolean | undefined {
    const isLowest = this.enter(fd, least);
    return isLowest && this.doubts.size === 0 ? true : this.told(call, isLowest);
  }

  /** A call made several: whether they have the lowest numbers, in whatever order. */
  takeBoth(call: Call, a: number, b: number): boolean | undefined {
    const isFirstLowest = this.enter(a, 0);
    const areLowest = this.enter(b, 0) && isFirstLowest;
    return areLowest && this.doubts.size === 0 ? true : this.told(call, areLowest);
  }

  /** A call made several, in order: whether they have the lowest numbers, and those ascend. */
  takeAscending(call: Call, fds: readonly number[]): boolean | undefined {
    let ascends = true;
    for (const [i, fd] of fds.entries()) {
      if (i > 0 && fd < (fds[i - 1] as number)) ascends = false;
      if (!this.enter(fd, 0)) ascends = false;
    }
    return this.told(call, ascends);
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

  private enter(fd: number, least: number): boolean {
    this.made++;
    if (fd !== this.next) return this.look(fd, least);
    this.used[fd] = 1;
    this.advance();
    return true;
  }

  private told(call: Call, isLowest: boolean): boolean | undefined {
    const before = this.doubts.get(call) ?? 0;
    const doubt = isLowest ? before - DOUBT.less : Math.min(before + DOUBT.more, DOUBT.most);
    if (doubt > 0) this.doubts.set(call, doubt);
    else this.doubts.delete(call);
    return isLowest || (doubt >= DOUBT.told ? false : undefined);
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
