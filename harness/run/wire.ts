/** Observations and lines on a pipe: synchronous, so that operations of several actors stay in order. */

import type { Observed } from '../law/operation.ts';

/** An observation with its bytes as latin1. */
export type WireObserved = Omit<Observed, 'data'> & { readonly data?: string };

export function encodeObserved(observed: Observed): WireObserved {
  const { data, ...rest } = observed;
  return data === undefined ? rest : { ...rest, data: Buffer.from(data).toString('latin1') };
}

export function decodeObserved(wire: WireObserved): Observed {
  const { data, ...rest } = wire;
  return data === undefined ? rest : { ...rest, data: Buffer.from(data, 'latin1') };
}

/** One message: all its characters are latin1, so one character is one byte. */
export function encodeLine(message: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(message)}\n`, 'latin1');
}

/** Splits what a blocking read gives into lines. */
export class LineReader {
  private readonly read: (buffer: Uint8Array) => number;
  private readonly buffer = Buffer.alloc(1 << 16);
  private rest = '';
  private readonly ready: string[] = [];

  constructor(read: (buffer: Uint8Array) => number) {
    this.read = read;
  }

  /** Whether a line was read already: nobody needs to wait for it. */
  get hasNext(): boolean {
    return this.ready.length > 0;
  }

  /** The next line; undefined at the end. */
  next(): string | undefined {
    while (this.ready.length === 0) {
      const n = this.read(this.buffer);
      if (n === 0) return undefined;
      const parts = (this.rest + this.buffer.toString('latin1', 0, n)).split('\n');
      this.rest = parts.pop() ?? '';
      this.ready.push(...parts);
    }
    return this.ready.shift();
  }
}
