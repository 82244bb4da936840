/** An actor in a process of its own, with a pid of its own; warm, and reused from scenario to scenario. */

import { type ChildProcess, spawn } from 'node:child_process';
import { readSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CapabilityName } from '../abi/capability.ts';
import { O_CLOEXEC } from '../abi/file.ts';
import { POLLIN } from '../abi/poll.ts';
import type { Kernel } from '../kernel/index.ts';
import type { Identity, Observed, Operation } from '../law/operation.ts';
import type { Executor } from './executor.ts';
import { decodeObserved, encodeLine, LineReader, type WireObserved } from './wire.ts';

export type ActorRequest =
  | {
      readonly a: 'hello';
      readonly subject?: string | undefined;
      readonly directory: string;
      readonly base: Identity;
    }
  | { readonly a: 'pids'; readonly pids: readonly number[] }
  | { readonly a: 'begin'; readonly identity: Identity }
  | { readonly a: 'execute'; readonly op: Operation }
  | { readonly a: 'reset'; readonly base: Identity };

export type ActorAnswer =
  | { readonly a: 'ready'; readonly pid: number; readonly permitted: readonly CapabilityName[] }
  | { readonly a: 'done' }
  | { readonly a: 'observed'; readonly observed: WireObserved }
  | { readonly a: 'broken'; readonly message: string };

const MAIN = fileURLToPath(new URL('./actor-main.ts', import.meta.url));
/** An actor has a watchdog of its own; silence beyond this means that it hangs. */
const SILENCE_MS = 10_000;

/** An actor that hangs or died; its scenario cannot be judged. */
export class ActorLost extends Error {}

export class RemoteExecutor implements Executor {
  readonly pid: number;
  readonly permitted: readonly CapabilityName[];
  private readonly child: ChildProcess;
  private readonly kernel: Kernel;
  private readonly requests: number;
  private readonly answers: number;
  private readonly lines: LineReader;

  /** Pipes, not sockets: the control channel must not show among what is tested. */
  constructor(kernel: Kernel, hello: Omit<Extract<ActorRequest, { a: 'hello' }>, 'a'>) {
    this.kernel = kernel;
    const [childReads, requests] = kernel.pipe2(O_CLOEXEC).out;
    const [answers, childWrites] = kernel.pipe2(O_CLOEXEC).out;
    this.requests = requests;
    this.answers = answers;
    this.child = spawn(process.execPath, [...process.execArgv, MAIN], {
      stdio: ['ignore', 'ignore', 'inherit', childReads, childWrites],
    });
    this.child.unref();
    kernel.close(childReads);
    kernel.close(childWrites);
    this.lines = new LineReader((buffer) => this.read(buffer));
    const ready = this.ask({ a: 'hello', ...hello });
    if (ready.a !== 'ready') throw new ActorLost(`actor: said ${ready.a} for hello`);
    this.pid = ready.pid;
    this.permitted = ready.permitted;
  }

  introduce(pids: readonly number[]): void {
    this.ask({ a: 'pids', pids });
  }

  begin(identity: Identity): void {
    this.ask({ a: 'begin', identity });
  }

  execute(op: Operation): Observed {
    const answer = this.ask({ a: 'execute', op });
    if (answer.a !== 'observed') throw new ActorLost(`actor: said ${answer.a} for an operation`);
    return decodeObserved(answer.observed);
  }

  reset(base: Identity): void {
    this.ask({ a: 'reset', base });
  }

  [Symbol.dispose](): void {
    this.kernel.close(this.requests);
    this.kernel.close(this.answers);
    this.child.kill('SIGKILL');
  }

  private read(buffer: Uint8Array): number {
    if (this.kernel.poll([{ fd: this.answers, events: POLLIN }], SILENCE_MS).ret !== 1)
      throw new ActorLost(`actor ${this.child.pid}: silent for ${SILENCE_MS} ms`);
    return readSync(this.answers, buffer);
  }

  private ask(request: ActorRequest): ActorAnswer {
    writeSync(this.requests, encodeLine(request));
    const line = this.lines.next();
    if (line === undefined) throw new ActorLost(`actor ${this.child.pid}: ended`);
    const answer = JSON.parse(line) as ActorAnswer;
    if (answer.a === 'broken') throw new Error(answer.message);
    return answer;
  }
}
