/** Shards: which part of a run is this one's, decided by a property's id alone. */

import { createHash } from 'node:crypto';
import type { Shard } from '../bundle/records.ts';

/** Whether the property belongs to the shard; a property that is added moves none of the others. */
export function isInShard(id: string, { index, of }: Shard): boolean {
  return numberOf(id) % of === index - 1;
}

/** The shard as it is typed. */
export function printShard({ index, of }: Shard): string {
  return `${index}/${of}`;
}

/** 48 bits are the most that one read gives. */
function numberOf(id: string): number {
  return createHash('sha256').update(id).digest().readUIntBE(0, 6);
}
