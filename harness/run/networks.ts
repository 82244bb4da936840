/** Network namespaces of the calling thread: a new one, and the way back to where it began. */

import { CLONE_NEWNET } from '../abi/file.ts';
import type { Kernel, Result } from '../kernel/index.ts';
import { openNamespace } from './home-namespace.ts';

export class Networks {
  private readonly real: Kernel;
  private readonly subject: Kernel;
  /** The network of the beginning, while a scenario may be in another one. */
  private home: number | undefined;
  /** Whether the thread is in it. */
  isHome = true;

  constructor(real: Kernel, subject: Kernel) {
    this.real = real;
    this.subject = subject;
  }

  enter(to: 'new' | 'home'): Result {
    this.home ??= openNamespace(this.real, 'net');
    const result =
      to === 'new'
        ? this.subject.unshare(CLONE_NEWNET)
        : this.subject.setns(this.home, CLONE_NEWNET);
    if (result.ret === 0) this.isHome = to === 'home';
    return result;
  }

  /** Back home; whoever calls has the right to. */
  leave(): void {
    if (this.home === undefined) return;
    // The subject is to know, and may be wrong.
    this.subject.setns(this.home, CLONE_NEWNET);
    const { ret, errno } = this.real.setns(this.home, CLONE_NEWNET);
    if (ret < 0) throw new Error(`the network of the beginning is out of reach: errno ${errno}`);
    this.real.close(this.home);
    this.home = undefined;
    this.isHome = true;
  }
}
