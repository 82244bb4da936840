/** How a guest speaks: one event a line on standard output. */

import { writeSync } from 'node:fs';
import type { GuestEvent } from '../run/protocol.ts';

const STDOUT = 1;

/** Synchronous: an event is out before the next scenario can hang. */
export function tell(event: GuestEvent): void {
  const bytes = Buffer.from(`${JSON.stringify(event)}\n`);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(STDOUT, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
