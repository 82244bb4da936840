/** Tells which shards of a split run are not in a bundle: what they had planned, no plan here knows. */

import type { Bundle } from './bundle.ts';
import type { Shard } from './records.ts';

/** The shards of each split that are not there. */
export function lostShards(shards: readonly Shard[]): Shard[] {
  return [...Map.groupBy(shards, ({ of }) => of)].flatMap(([of, seen]) => {
    const there = new Set(seen.map(({ index }) => index));
    return Array.from({ length: of }, (_, at) => ({ index: at + 1, of })).filter(
      ({ index }) => !there.has(index),
    );
  });
}

/** The bundle, with a problem for every environment in which a shard was lost. */
export function withLostShards<B extends Bundle>(bundle: B): B {
  const lost = bundle.runs.flatMap(({ header: { env, shards = [] } }) => {
    const names = lostShards(shards).map(({ index, of }) => `${index}/${of}`);
    return names.length === 0 ? [] : [`${env.id}: nothing came of ${inWords(names)}`];
  });
  return { ...bundle, problems: [...bundle.problems, ...lost] };
}

/** More names than anybody reads are counted. */
const NAMED = 8;

function inWords(names: readonly string[]): string {
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return `${names.length === 1 ? 'shard' : 'shards'} ${names.slice(0, NAMED).join(', ')}${more}`;
}
