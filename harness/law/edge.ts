/** Receives into a buffer that is not all in memory: what comes of them before its edge. */

import { Unmodelled } from './rule.ts';
import type { Socket } from './state.ts';
import { type Taking, takeStream } from './taking.ts';

/** Whether not even the first message can be copied whole. */
export function isFirstCut({ queue: [first] }: Socket, size: number, inside: number): boolean {
  return inside > 0 && first !== undefined && Math.min(first.to - first.from, size) > inside;
}

/**
 * Each message is copied whole or not at all (unix_stream_read_generic()), but a part of one would be as good: no document
 * speaks of it. What comes is told, and the rest stays.
 */
export function takeToEdge(socket: Socket, size: number, inside: number): Taking {
  if (socket.queue.some(({ cut }) => cut !== undefined)) throw new Unmodelled('pieces at an edge');
  const taking = takeStream(socket, Math.min(size, inside), false, -1);
  let whole = 0;
  for (const { from, to } of socket.queue) {
    const bytes = Math.min(to - from, size - whole);
    if (whole + bytes > inside) break;
    whole += bytes;
  }
  // Without a whole message it is an error, or a part of the first.
  return { ...taking, least: Math.min(taking.copied, Math.max(1, whole)) };
}
