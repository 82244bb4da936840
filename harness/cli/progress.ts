/** Shows what runs, how far it is and how long it will take: a live line on a terminal, else a line now and then. */

import ora, { type Ora } from 'ora';
import type { Output } from './output.ts';

/** How far a run is. */
export interface Standing {
  readonly id: string;
  readonly phase: 'run' | 'shrink';
  readonly cases: number;
  readonly of: number;
  /** Properties judged and planned, over all environments. */
  readonly done: number;
  readonly total: number;
}

/** Where progress goes; `close` leaves nothing of it on a terminal. */
export interface Progress {
  show(standing: Standing): void;
  close(): void;
}

/** Seconds between two lines where there is no terminal. */
const LINE_EVERY = 5_000;

/** The progress that suits the stream: none if quiet, a spinner on a terminal, else lines. */
export function openProgress(output: Output, isQuiet: boolean): Progress {
  if (isQuiet) return { show: () => {}, close: () => {} };
  // A serial console is a terminal of no columns, on which a live line would clear lines without end.
  const { isTTY, columns = 80 } = output.stderr;
  return isTTY === true && columns > 0 ? new LiveLine(output) : new SparseLines(output);
}

class LiveLine implements Progress {
  readonly #spinner: Ora;
  readonly #output: Output;
  readonly #started = performance.now();

  constructor(output: Output) {
    this.#output = output;
    const { cyan } = output.errorColour;
    this.#spinner = ora({
      text: 'starting',
      stream: output.stderr as NodeJS.WriteStream,
      spinner: { interval: 80, frames: [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'].map(cyan) },
      color: false,
      discardStdin: false,
      isEnabled: true,
    }).start();
  }

  show(standing: Standing): void {
    const { dim } = this.#output.errorColour;
    const room = (this.#output.stderr.columns ?? 80) - 4;
    const tail = ` ${tailOf(standing, performance.now() - this.#started)}`;
    const id = shorten(standing.id, Math.max(12, room - tail.length));
    this.#spinner.text = `${id}${dim(tail)}`;
  }

  close(): void {
    this.#spinner.stop();
  }
}

class SparseLines implements Progress {
  readonly #output: Output;
  readonly #started = performance.now();
  #last = performance.now();

  constructor(output: Output) {
    this.#output = output;
  }

  show(standing: Standing): void {
    const now = performance.now();
    if (now - this.#last < LINE_EVERY) return;
    this.#last = now;
    this.#output.note(`sockspec: ${standing.id} ${tailOf(standing, now - this.#started)}`);
  }

  close(): void {}
}

/** `40/100 cases · 12/58 properties · 9 s left`. */
export function tailOf(standing: Standing, elapsed: number): string {
  const { cases, of, phase, done, total } = standing;
  const left = timeLeft(standing, elapsed);
  return [
    ...(phase === 'shrink' ? ['shrinking'] : of > 0 ? [`${cases}/${of} cases`] : []),
    ...(total > 0 ? [`${done}/${total} properties`] : []),
    ...(left === undefined ? [] : [`${inWords(left)} left`]),
  ].join(' · ');
}

/** Milliseconds left if the rest goes as what was done; undefined while it would be a guess. */
export function timeLeft(standing: Standing, elapsed: number): number | undefined {
  const { cases, of, done, total } = standing;
  if (total === 0 || elapsed < 1_000) return undefined;
  const share = (done + (of > 0 ? Math.min(1, cases / of) : 0)) / total;
  return share < 0.05 ? undefined : (elapsed * (1 - share)) / share;
}

/** `850 ms`, `9 s`, `3 min 20 s`, `2 h 5 min`. */
export function inWords(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min${seconds % 60 === 0 ? '' : ` ${seconds % 60} s`}`;
  return `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
}

function shorten(text: string, room: number): string {
  return text.length <= room ? text : `…${text.slice(1 - room)}`;
}
