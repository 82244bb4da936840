/** Mount namespaces of the calling thread: a new one, what is mounted there, and the way back to where it began. */

import * as F from '../abi/file.ts';
import type { Kernel, Result } from '../kernel/index.ts';
import type { OperationOf } from '../law/operation.ts';
import { namespaceFile, openNamespace } from './home-namespace.ts';

export class Mounts {
  private readonly real: Kernel;
  private readonly subject: Kernel;
  private readonly directory: string;
  /** The namespace of the beginning, while a scenario may be in another one. */
  private home: number | undefined;

  constructor(real: Kernel, subject: Kernel, directory: string) {
    this.real = real;
    this.subject = subject;
    this.directory = directory;
  }

  enter(to: 'new' | 'home'): Result {
    this.home ??= openNamespace(this.real, 'mnt');
    if (to === 'home') return this.enterHome(this.home);
    const result = this.subject.unshare(F.CLONE_NEWNS);
    if (result.ret === 0) this.keepApart(this.home);
    return result;
  }

  /** Back home; whoever calls has the right to. */
  leave(): void {
    if (this.home === undefined) return;
    // The subject is to know, and may be wrong.
    this.enterHome(this.home);
    const { ret, errno } = this.real.setns(this.home, F.CLONE_NEWNS);
    if (ret < 0) throw new Error(`the mounts of the beginning are out of reach: errno ${errno}`);
    this.real.chdir(this.directory);
    this.real.close(this.home);
    this.home = undefined;
  }

  private enterHome(home: number): Result {
    // Threads that were made meanwhile share what setns(2) changes, and would keep it from doing so.
    this.real.unshare(F.CLONE_FS);
    const result = this.subject.setns(home, F.CLONE_NEWNS);
    if (result.ret === 0) this.real.chdir(this.directory);
    return result;
  }

  /** Nothing that is mounted from now on reaches the others, whatever the subject did in truth. */
  private keepApart(home: number): void {
    const { real } = this;
    if (real.stat(namespaceFile('mnt')).out.ino === real.fstat(home).out.ino)
      real.unshare(F.CLONE_NEWNS);
    const { ret, errno } = real.mount('none', '/', '', F.MS_REC | F.MS_PRIVATE, '');
    if (ret < 0) throw new Error(`mounts cannot be made private: errno ${errno}`);
  }
}

/** Where there are user namespaces a mount keeps what it must not lose. */
const KEPT = F.MS_NOSUID | F.MS_NODEV;

export function bindMount(
  kernel: Kernel,
  { from, to, readOnly }: Pick<OperationOf<'mount_bind'>, 'from' | 'to' | 'readOnly'>,
): Result {
  const bound = kernel.mount(from, to, '', F.MS_BIND, '');
  if (bound.ret < 0 || readOnly === 0) return bound;
  const flags = F.MS_BIND | F.MS_REMOUNT | F.MS_RDONLY | KEPT;
  return kernel.mount('none', to, '', flags, '');
}

/** With room for a few names. */
export function emptyMount(kernel: Kernel, path: string): Result {
  return kernel.mount('sockspec', path, 'tmpfs', KEPT, 'mode=0777,size=1m');
}
