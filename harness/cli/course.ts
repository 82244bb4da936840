/** The course of a session over all of its guests: what is planned, judged and under way. */

import type { GuestEvent } from '../run/protocol.ts';
import type { Ending, Over, Request, Running, SessionVerdict } from './session.ts';

/** What has been planned, judged and is under way, over all guests of a session. */
export class Course {
  /** Planned ids without a verdict; undefined until a plan is known. */
  left: string[] | undefined;
  /** Verdicts that guests told. */
  told = 0;
  readonly #first: Request;
  #running: (Running & { readonly since: number }) | undefined;
  readonly #seen = new Set<GuestEvent['e']>();

  constructor(request: Request) {
    this.#first = request;
    if (request.properties.length > 0) this.left = [...request.properties];
  }

  get isReady(): boolean {
    return this.#seen.has('ready');
  }

  get hasStarted(): boolean {
    return this.#seen.has('start');
  }

  request(): Request {
    return { ...this.#first, properties: this.left ?? [] };
  }

  /** Where a guest is: for the reason of a hang. */
  place(): string {
    return this.#running?.id ?? (this.isReady ? 'the time between two properties' : 'its start');
  }

  /** Takes note of an event; false when it is the second telling of one. */
  take(event: Exclude<GuestEvent, { e: 'refused' | 'end' }>): boolean {
    switch (event.e) {
      case 'ready':
        return this.#once(event.e);
      case 'plan':
        this.left ??= event.properties.map(({ id }) => id);
        return this.#once(event.e);
      case 'start':
        this.#seen.add(event.e);
        this.#running = { id: event.id, cases: 0, since: performance.now() };
        return true;
      case 'progress':
        if (this.#running !== undefined) this.#running.cases = event.cases;
        return true;
      case 'verdict':
        this.told += 1;
        this.#settle(event.verdict.id);
        return true;
      default:
        return true;
    }
  }

  /** The verdict on the property in which a guest was lost. */
  loseRunning(reason: string, held: boolean): SessionVerdict | undefined {
    if (this.#running === undefined) return undefined;
    const { id, cases, since } = this.#running;
    this.#settle(id);
    return {
      id,
      verdict: held ? 'crash' : 'broken',
      reason: held ? `${reason}; not even SIGKILL ends it` : reason,
      ...{ cases, rejected: 0, operations: 0, reached: {} },
      seed: this.#first.seed,
      ms: Math.round(performance.now() - since),
    };
  }

  over({ why, reason = '' }: Ending): Over {
    const left = (this.left ?? []).filter((id) => id !== this.#running?.id);
    const running = this.#running === undefined ? [] : [this.#running];
    return { e: 'over', why, reason, left, running };
  }

  #once(name: GuestEvent['e']): boolean {
    const isFirst = !this.#seen.has(name);
    this.#seen.add(name);
    return isFirst;
  }

  #settle(id: string): void {
    this.left = this.left?.filter((other) => other !== id);
    if (this.#running?.id === id) this.#running = undefined;
  }
}
