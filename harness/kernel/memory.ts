/** Memory for out parameters: made once, its address taken once, grown when a call needs more. */

import { addressOf, wrapper } from './libc.ts';

/** sizeof(struct sockaddr_storage). */
const ANY = 128;
const MARK = 0x5a;

/** Below any memory of a process (vm.mmap_min_addr). */
export const NOWHERE = 8n;

/** No page is larger. */
const PAGE = 65_536;
const PROT_NONE = 0;
const mprotect = wrapper('mprotect', 'int', 'void *', 'long', 'int');

/** Memory that ends: what comes behind it can be neither read nor written. */
export class Edge {
  private readonly buffer = Buffer.alloc(3 * PAGE);
  private readonly end: number;
  private readonly address: bigint;

  constructor() {
    const start = addressOf(this.buffer);
    const within = Number(start % BigInt(PAGE));
    this.end = 2 * PAGE - within;
    this.address = start + BigInt(this.end);
    if (mprotect(this.address, PAGE, PROT_NONE) !== 0) throw new Error('mprotect: failed');
  }

  /** Where a buffer begins of which so many bytes are there, with these in it. */
  before(inside: number, bytes: Uint8Array): bigint {
    this.buffer.set(bytes.subarray(0, inside), this.end - inside);
    return this.address - BigInt(inside);
  }

  /** The first bytes of such a buffer. */
  copy(inside: number, length: number): Uint8Array {
    const from = this.end - inside;
    return new Uint8Array(this.buffer.subarray(from, from + Math.min(inside, length)));
  }
}

/** Marks what any address may take. */
export function guard(bytes: Uint8Array): void {
  bytes.fill(MARK, 0, ANY);
}

/** Whether the mark is gone behind an address of so many bytes, or behind the room for it. */
export function isSpilled(bytes: Uint8Array, room: number, length: number): boolean {
  for (let i = Math.max(0, Math.min(room, length)); i < ANY; i++)
    if (bytes[i] !== MARK) return true;
  return false;
}

/** Memory of its own for an address, marked. */
export function markedMemory(): Uint8Array {
  const bytes = new Uint8Array(ANY);
  guard(bytes);
  return bytes;
}

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

  guard(): void {
    guard(this.bytes);
  }

  isSpilled(room: number, length: number): boolean {
    return isSpilled(this.bytes, room, length);
  }
}
