/** Memory for out parameters: made once, its address taken once, grown when a call needs more. */

import { addressOf } from './libc.ts';

export class Arena {
  buffer: Buffer;
  address: bigint;

  constructor(size: number) {
    this.buffer = Buffer.alloc(size);
    this.address = addressOf(this.buffer);
  }

  /** At least so many bytes. */
  room(size: number): Buffer {
    if (size > this.buffer.length) {
      this.buffer = Buffer.alloc(size * 2);
      this.address = addressOf(this.buffer);
    }
    return this.buffer;
  }

  /** A copy of the first bytes: a plain Uint8Array, for a Buffer prints, compares and slices differently. */
  copy(length: number): Uint8Array {
    const size = Math.max(0, Math.min(length, this.buffer.length));
    const bytes = new Uint8Array(size);
    if (size > 0) bytes.set(this.buffer.subarray(0, size));
    return bytes;
  }
}
