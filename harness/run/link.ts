/** How an actor is spoken to: pipes, never sockets, which would show among what is tested. */

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { O_CLOEXEC, O_RDONLY, O_WRONLY } from '../abi/file.ts';
import { POLLIN } from '../abi/poll.ts';
import type { Kernel } from '../kernel/index.ts';
import { type ActorKind, KINDS } from '../scenario/cast.ts';
import { enclosed, type Inside, mapFiles } from './enclosure.ts';
import { patient } from './patience.ts';
import { encodeLine, LineReader } from './wire.ts';

/** An actor that hangs or died; its scenario cannot be judged. */
export class ActorLost extends Error {}

/** No namespaces were left for an actor, though there were when it was probed: nothing is wrong with it. */
export class NoNamespaces extends ActorLost {}

/** Words for an actor that is not met: its place shares no pipe with ours. */
export const DID_NOT_COME = 'did not come: the containers share no named pipe';

export interface Link extends Disposable {
  /** For messages: which actor this is. */
  readonly name: string;
  write(bytes: Uint8Array): void;
  /** The pipe on which answers come. */
  readonly answers: number;
  /** The actor's pid as we see it, where we started it ourselves. */
  readonly pid: number | undefined;
  /** Waits for bytes; 0 at the end. Throws ActorLost when nothing comes. */
  read(buffer: Uint8Array): number;
  /** Waits until the actor has ended, as nobody else will. */
  readonly await: () => void;
}

/** Named pipes to an actor in another container; that one makes them. */
export interface PipePaths {
  readonly requests: string;
  readonly answers: string;
}

const MAIN = fileURLToPath(new URL('./actor-main.ts', import.meta.url));
const THREAD_MAIN = fileURLToPath(new URL('./thread-main.ts', import.meta.url));
const ENCLOSED_MAIN = fileURLToPath(new URL('./enclosed-main.ts', import.meta.url));
/** An actor has a watchdog of its own; silence beyond this means that it hangs. */
const SILENCE_MS = patient(10_000);

/** Starts an actor here; it reads from descriptor 3 and answers on 4. */
export function spawnActor(kernel: Kernel): Link {
  return spawnLinked(kernel, [process.execPath, ...process.execArgv, MAIN]);
}

/** One that acts from its second thread. */
export function spawnThread(kernel: Kernel, kind: ActorKind): Link {
  return spawnLinked(kernel, [process.execPath, ...process.execArgv, THREAD_MAIN], kind);
}

/** Starts an actor in namespaces of its own, and tells its pid as we know it. */
export function spawnEnclosed(
  kernel: Kernel,
  kind: ActorKind,
  inside: Inside | undefined,
): { readonly link: Link; readonly pid: number } {
  const main = KINDS[kind].pids ? ENCLOSED_MAIN : MAIN;
  const link = spawnLinked(
    kernel,
    enclosed(kind, [process.execPath, ...process.execArgv, main]),
    kind,
  );
  try {
    const pid = Number(new LineReader((buffer) => link.read(buffer)).next());
    if (!Number.isInteger(pid))
      throw new NoNamespaces(`no namespaces were left for an actor of the kind ${kind}`);
    if (inside !== undefined) writeMaps(`/proc/${pid}`, mapFiles(kind, inside));
    link.write(encodeLine('go'));
    // What was started is the one that waits for it.
    return { link: { ...link, pid }, pid };
  } catch (error) {
    link[Symbol.dispose]();
    throw error;
  }
}

function writeMaps(process: string, files: ReturnType<typeof mapFiles>): void {
  for (const [file, text] of files) {
    try {
      writeFileSync(`${process}/${file}`, text);
    } catch (error) {
      throw new NoNamespaces(`${file}: ${error instanceof Error ? error.message : error}`);
    }
  }
}

function spawnLinked(kernel: Kernel, command: readonly string[], kind?: ActorKind): Link {
  const [childReads, requests] = kernel.pipe2(O_CLOEXEC).out;
  const [answers, childWrites] = kernel.pipe2(O_CLOEXEC).out;
  const [program = '', ...words] = command;
  const child: ChildProcess = spawn(program, words, {
    stdio: ['ignore', 'ignore', 'inherit', childReads, childWrites],
  });
  // A program that is not there shows as an actor that ends.
  child.on('error', () => {});
  child.unref();
  kernel.close(childReads);
  kernel.close(childWrites);
  const { pid } = child;
  const name = `actor ${[pid, kind].join(' ').trimEnd()}`;
  let ended = false;
  const reaped = (): void => {
    ended = true;
    reap(kernel, pid ?? 0, name);
  };
  // The pid of one that was waited for is another's soon.
  const stop = () => ended || child.kill('SIGKILL');
  return linkOf(kernel, { name, requests, answers, pid, await: reaped }, stop);
}

const WNOHANG = 1;
const A_MOMENT_MS = 1;

function reap(kernel: Kernel, pid: number, name: string): void {
  const until = performance.now() + SILENCE_MS;
  while (kernel.wait4(pid, WNOHANG).ret === 0) {
    if (performance.now() > until) throw new ActorLost(`${name}: does not end`);
    kernel.poll([], A_MOMENT_MS);
  }
}

/** Meets an actor that was started elsewhere; waits until it is there. */
export function meetActor(kernel: Kernel, paths: PipePaths): Link {
  awaitFile(paths.answers);
  const requests = kernel.open(paths.requests, O_WRONLY | O_CLOEXEC, 0);
  const answers = kernel.open(paths.answers, O_RDONLY | O_CLOEXEC, 0);
  if (requests.ret < 0 || answers.ret < 0)
    throw new ActorLost(`actor at ${paths.requests}: cannot be opened`);
  // It ends by itself when nobody writes to it any more.
  const name = `actor at ${paths.requests}`;
  const pipes = { requests: requests.ret, answers: answers.ret };
  const never = (): never => {
    throw new ActorLost(`${name}: was not started here`);
  };
  return linkOf(kernel, { name, ...pipes, pid: undefined, await: never }, () => {});
}

function awaitFile(path: string): void {
  const until = performance.now() + SILENCE_MS;
  while (!existsSync(path)) {
    if (performance.now() > until) throw new ActorLost(`actor at ${path} ${DID_NOT_COME}`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}

function linkOf(
  kernel: Kernel,
  parts: Pick<Link, 'name' | 'answers' | 'pid' | 'await'> & { readonly requests: number },
  stop: () => void,
): Link {
  const { name, answers, requests, pid } = parts;
  return {
    ...{ name, answers, pid, await: parts.await },
    write(bytes) {
      writeSync(requests, bytes);
    },
    read(buffer) {
      if (kernel.poll([{ fd: answers, events: POLLIN }], SILENCE_MS).ret !== 1)
        throw new ActorLost(`${name}: silent for ${SILENCE_MS} ms`);
      return readSync(answers, buffer);
    },
    [Symbol.dispose]() {
      kernel.close(requests);
      kernel.close(answers);
      stop();
    },
  };
}
