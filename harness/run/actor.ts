/** An actor in another process, warm and reused from scenario to scenario, behind a link. */

import type { CapabilityName } from '../abi/capability.ts';
import type { Identity, Observed, Operation } from '../law/operation.ts';
import type { Executor } from './executor.ts';
import { ActorLost, type Link } from './link.ts';
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
  /** Among others that overlap: at a moment of the shared clock, and left asleep for so many milliseconds. */
  | {
      readonly a: 'overlap';
      readonly op: Operation;
      readonly at: number;
      readonly patience: number;
    }
  | { readonly a: 'reset'; readonly base: Identity }
  /** Not answered: nobody is there any more. */
  | { readonly a: 'exit' };

export type ActorAnswer =
  | { readonly a: 'ready'; readonly pid: number; readonly permitted: readonly CapabilityName[] }
  | { readonly a: 'done' }
  /** After a scenario, with so many descriptors that nobody was told of. */
  | { readonly a: 'reset'; readonly left: number }
  | { readonly a: 'observed'; readonly observed: WireObserved }
  | { readonly a: 'broken'; readonly message: string };

export class RemoteExecutor implements Executor {
  readonly pid: number;
  readonly permitted: readonly CapabilityName[];
  readonly link: Link;
  /** Its process is no more. */
  ended = false;
  /** What it did to itself cannot be undone: it is for one scenario alone. */
  private isSpent = false;
  private readonly lines: LineReader;

  constructor(link: Link, hello: Omit<Extract<ActorRequest, { a: 'hello' }>, 'a'>) {
    this.link = link;
    this.lines = new LineReader((buffer) => link.read(buffer));
    const ready = this.ask({ a: 'hello', ...hello });
    if (ready.a !== 'ready') throw new ActorLost(`${link.name}: said ${ready.a} for hello`);
    this.pid = ready.pid;
    this.permitted = ready.permitted;
  }

  /** Tells the pids of all actors as this one knows them. */
  introduce(pids: readonly number[]): void {
    this.ask({ a: 'pids', pids });
  }

  begin(identity: Identity): void {
    this.ask({ a: 'begin', identity });
  }

  execute(op: Operation): Observed {
    if (op.call === 'exit') return this.end();
    if (op.call === 'confine') this.isSpent = true;
    this.tell({ a: 'execute', op });
    return this.observed();
  }

  /**
   * Begins an operation at a moment of the shared clock, or when those begun before it have ended, if that is later;
   * `observed` answers what came of it, one after another.
   */
  start(op: Operation, at: number, patience: number): void {
    this.tell({ a: 'overlap', op, at, patience });
  }

  /** Waits for what came of the operation that was begun. */
  observed(): Observed {
    const answer = this.answer();
    if (answer.a !== 'observed')
      throw new ActorLost(`${this.link.name}: said ${answer.a} for an operation`);
    return decodeObserved(answer.observed);
  }

  /** Whether an answer was read already, which a poll would not tell. */
  get hasAnswered(): boolean {
    return this.lines.hasNext;
  }

  reset(base: Identity): number {
    if (this.ended) return 0;
    const answer = this.ask({ a: 'reset', base });
    if (this.isSpent) this.end();
    return answer.a === 'reset' ? answer.left : 0;
  }

  [Symbol.dispose](): void {
    this.link[Symbol.dispose]();
  }

  private end(): Observed {
    this.ended = true;
    this.tell({ a: 'exit' });
    this.link.await();
    return { errno: '', ret: 0 };
  }

  private ask(request: ActorRequest): ActorAnswer {
    this.tell(request);
    return this.answer();
  }

  private tell(request: ActorRequest): void {
    this.link.write(encodeLine(request));
  }

  private answer(): ActorAnswer {
    const line = this.lines.next();
    if (line === undefined) throw new ActorLost(`${this.link.name}: ended`);
    const answer = JSON.parse(line) as ActorAnswer;
    if (answer.a === 'broken') throw new Error(answer.message);
    return answer;
  }
}
