/** Another root directory for the calling thread, and the way back out of it. */

import { CLONE_FS } from '../abi/file.ts';
import type { Kernel, Result } from '../kernel/index.ts';

/** From a directory outside of the root `..` leads to the top, as nothing stops it there (path_resolution(7)). */
const TOP = '../'.repeat(40);

export class Root {
  private readonly real: Kernel;
  private readonly subject: Kernel;
  private isElsewhere = false;

  constructor(real: Kernel, subject: Kernel) {
    this.real = real;
    this.subject = subject;
  }

  enter(path: string | undefined): Result {
    // Of this thread alone.
    if (!this.isElsewhere) this.real.unshare(CLONE_FS);
    this.isElsewhere = true;
    return this.subject.chroot(path ?? TOP);
  }

  /** Back out; whoever calls has the right to, and is in the directory where scenarios begin. */
  leave(): void {
    if (!this.isElsewhere) return;
    // The subject is to know, and may be wrong.
    this.subject.chroot(TOP);
    const { ret, errno } = this.real.chroot(TOP);
    if (ret < 0) throw new Error(`the root of the beginning is out of reach: errno ${errno}`);
    this.isElsewhere = false;
  }
}
