/** Memory for out parameters: made once, its address taken once, grown when a call needs more. */

import { addressOf } from './libc.ts';

/** sizeof(struct sockaddr_storage). */
const ANY = 128;
const MARK = 0x5a;

/** Below any memory of a process (vm.mmap_min_addr). */
export const NOWHERE = 8n;

export class Arena {
  buffer: Buffer;
  address: bigint;
  /** The same memory without the ways of a Buffer. */
  private bytes: Uint8Array;

  constructor(size: number) {
    this.buffer = Buffer.alloc(size);
    this.bytes = new Uint8Array(this.buffer.buffer, this.buffer.byteOffset, size);
    this.address = addressOf(this.buffer);
  }

  /** At least so many bytes. */
  room(size: number): Buffer {
    if (size > this.buffer.length) {
      this.buffer = Buffer.alloc(size * 2);
      this.bytes = new Uint8Array(this.buffer.buffer, this.buffer.byteOffset, size * 2);
      this.address = addressOf(this.buffer);
    }
    return this.buffer;
  }

  /** A copy of the first bytes: a plain Uint8Array, for a Buffer prints, compares and slices differently. */
  copy(length: number): Uint8Array {
    return this.bytes.slice(0, Math.max(0, length));
  }

  /** Marks what any address may take. */
  guard(): void {
    this.bytes.fill(MARK, 0, ANY);
  }

  /** Whether the mark is gone behind an address of so many bytes, or behind the room for it. */
  isSpilled(room: number, length: number): boolean {
    for (let i = Math.max(0, Math.min(room, length)); i < ANY; i++)
      if (this.bytes[i] !== MARK) return true;
    return false;
  }
}
