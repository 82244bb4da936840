/** A spawned process as a guest: its events, its end, and its killing. */

import type { ChildProcessByStdio } from 'node:child_process';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { type Guest, type GuestExit, readEvents, tailOf } from '../guest.ts';

export type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** The child must have been spawned, and lead a process group of its own. */
export function guestOf(child: Child, own: Guest['own'], signal?: AbortSignal): Guest {
  const stderrTail = tailOf(child.stderr);
  const output = child.stdout.pipe(new PassThrough());
  let closed = false;
  let killed = false;
  const exited = new Promise<GuestExit>((resolve) => {
    // 'close' comes when the last process that holds the output has gone, not only the first.
    child.on('close', (code, name) => {
      closed = true;
      resolve({ code, signal: name });
    });
  });
  const kill = async (): Promise<void> => {
    // A number that has been given back may name a stranger.
    if (!closed && child.pid !== undefined) killGroup(child.pid);
    killed = true;
    child.stdout.unpipe(output);
    child.stdout.resume();
    output.end();
    await exited;
  };
  const onAbort = (): void => void kill();
  signal?.addEventListener('abort', onAbort, { once: true });
  void exited.then(() => signal?.removeEventListener('abort', onAbort));
  return {
    events: readEvents(output, () => killed),
    own,
    exited,
    stderrTail,
    kill,
    [Symbol.asyncDispose]: kill,
  };
}

/** The inside of a pid namespace dies with its parent; where there is none, the whole group is ours. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
