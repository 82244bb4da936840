/** Network namespaces of the calling thread: a new one, and the way back to where it began. */

import { CLONE_NEWNET, F_DUPFD_CLOEXEC, O_CLOEXEC, O_RDONLY } from '../abi/file.ts';
import type { Kernel, Result } from '../kernel/index.ts';

const HERE = '/proc/thread-self/ns/net';
/** Well above the numbers of a scenario's descriptors. */
const ABOVE = 900;

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
    this.home ??= this.remember();
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

  private remember(): number {
    const { ret, errno } = this.real.open(HERE, O_RDONLY | O_CLOEXEC, 0);
    if (ret < 0) throw new Error(`${HERE} does not open: errno ${errno}`);
    const high = this.real.fcntl(ret, F_DUPFD_CLOEXEC, ABOVE);
    this.real.close(ret);
    if (high.ret < 0) throw new Error(`no descriptor from ${ABOVE} up: errno ${high.errno}`);
    return high.ret;
  }
}
