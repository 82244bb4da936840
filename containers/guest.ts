/** A running guest as the host sees it, wherever it runs: embedded sandbox, container or virtual machine. */

import type { Facts } from '../harness/facts/facts.ts';
import type { GuestEvent } from '../harness/run/protocol.ts';

/**
 * Flags of a guest's runtime. With helper threads the collector may wait on a futex between a system call and
 * the reading of its errno, which then says EAGAIN: seen twice in nine million calls on a busy machine.
 * The heap starts small, grows by half of what is alive, and is collected in one go: without helper threads V8
 * marks so slowly beside the program that garbage would pile up to 80 MB and more. A pause is some 15 ms.
 */
export const GUEST_FLAGS = [
  '--single-threaded',
  '--initial-old-space-size=16',
  '--max-semi-space-size=4',
  '--no-incremental-marking',
  '--heap-growing-percent=50',
] as const;

export interface GuestExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** Take it with `await using`, so that nothing is left behind. */
export interface Guest extends AsyncDisposable {
  /** What the guest prints, to be read once. Ends when the guest does; a malformed line throws. */
  readonly events: AsyncIterable<GuestEvent>;
  /** What of the place is the run's own, as the launcher knows it. */
  readonly own: Facts['own'];
  /** Settles when the guest and all its processes have closed their output; never rejects. */
  readonly exited: Promise<GuestExit>;
  /** The last part of what the guest wrote to standard error. */
  stderrTail(): string;
  /** Ends the guest and everything it started, and waits for that; may be called again. */
  kill(): Promise<void>;
}

/** Characters kept of standard error: enough for a stack trace, and flat over a long run. */
const TAIL = 8192;

/** Keeps the end of a stream of text. */
export function tailOf(stream: NodeJS.ReadableStream): () => string {
  let tail = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    tail = (tail + chunk).slice(-TAIL);
  });
  return () => tail;
}

/**
 * Reads JSON lines from a byte stream, one event each.
 *
 * @param cutShort whether we ended the stream ourselves, so that its last line may be half a line
 */
export async function* readEvents(
  stream: AsyncIterable<Uint8Array | string>,
  cutShort: () => boolean = () => false,
): AsyncGenerator<GuestEvent> {
  for await (const { text, whole } of lines(stream)) {
    if (whole || !cutShort()) yield parseEvent(text);
  }
}

/** One line as an event; throws one line of text when it is none. */
export function parseEvent(line: string): GuestEvent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error(`guest: a line is not JSON: ${excerpt(line)}`);
  }
  if (isEvent(value)) return value;
  throw new Error(`guest: a line is no event: ${excerpt(line)}`);
}

const EVENTS: Readonly<Record<GuestEvent['e'], true>> = {
  ready: true,
  plan: true,
  start: true,
  progress: true,
  verdict: true,
  replayed: true,
  place: true,
  trace: true,
  measured: true,
  refused: true,
  end: true,
};

/** The host and the guest run the same sources, so the name vouches for the rest. */
function isEvent(value: unknown): value is GuestEvent {
  if (typeof value !== 'object' || value === null || !('e' in value)) return false;
  return typeof value.e === 'string' && Object.hasOwn(EVENTS, value.e);
}

interface Line {
  readonly text: string;
  /** Whether its end came. */
  readonly whole: boolean;
}

async function* lines(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<Line> {
  const decoder = new TextDecoder();
  // Chunks of an unfinished line stay apart until its end comes: joining each time would be quadratic.
  let parts: string[] = [];
  for await (const chunk of stream) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const pieces = text.split('\n');
    const rest = pieces.pop() ?? '';
    for (const piece of pieces) {
      const line = parts.join('') + piece;
      parts = [];
      if (line.trim() !== '') yield { text: line, whole: true };
    }
    parts.push(rest);
  }
  const last = parts.join('') + decoder.decode();
  if (last.trim() !== '') yield { text: last, whole: false };
}

function excerpt(line: string): string {
  return JSON.stringify(line.length > 120 ? `${line.slice(0, 120)}…` : line);
}
