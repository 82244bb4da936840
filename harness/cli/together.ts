/** Several sessions of one environment at the same time, each with a part of the properties, told as if they were one. */

import { availableParallelism } from 'node:os';
import type { Place } from './place.ts';
import { drive, type Over, type Session, type SessionEvent } from './session.ts';

/** What each session tells, and the first to come tells for all. */
const ONCE: ReadonlySet<SessionEvent['e']> = new Set(['ready', 'plan']);

/** How sessions ended together: as the one that ended worst. */
const WORST_FIRST: readonly Over['why'][] = ['refused', 'lost', 'stopped', 'end'];

/** More than so many were not tried. */
const MOST = 4;

/** How many guests judge at a time, unless told: each sleeps a third of its time, of which one more makes use. */
export function usualJobs(): number {
  return Math.min(MOST, availableParallelism() + 1);
}

/** The same in a place. */
export function jobsIn({ isShared }: Pick<Place, 'isShared'>, jobs: number): number {
  return isShared === true ? 1 : jobs;
}

/** The properties in so many parts: dealt one by one, since neighbours take alike long. */
export function deal(ids: readonly string[], parts: number): string[][] {
  const dealt = Array.from({ length: Math.min(parts, ids.length) || 1 }, (): string[] => []);
  for (const [i, id] of ids.entries()) dealt[i % dealt.length]?.push(id);
  return dealt;
}

/** Drives all of them; the last event is always `over`. When one ends before its properties do, so do the others. */
export async function* driveTogether(
  session: Omit<Session, 'request'>,
  requests: readonly Session['request'][],
): AsyncGenerator<SessionEvent, void> {
  const enough = new AbortController();
  const stop = AbortSignal.any([session.stop, enough.signal]);
  const courses = requests.map((request) => drive({ ...session, stop, request }));
  const next = async (i: number) => ({ i, result: await courses[i]?.next() });
  const waiting = new Map(courses.map((_, i) => [i, next(i)]));
  const seen = new Set<SessionEvent['e']>();
  const overs: Over[] = [];
  try {
    while (waiting.size > 0) {
      const { i, result } = await Promise.race(waiting.values());
      if (result === undefined || result.done === true) {
        waiting.delete(i);
        continue;
      }
      waiting.set(i, next(i));
      const event = result.value;
      if (event.e === 'over') {
        overs.push(
          enough.signal.aborted && event.why === 'stopped' ? { ...event, why: 'end' } : event,
        );
        if (event.why !== 'end' || event.left.length > 0) enough.abort();
        continue;
      }
      if (ONCE.has(event.e) && seen.has(event.e)) continue;
      seen.add(event.e);
      yield event;
    }
  } finally {
    enough.abort();
    await Promise.allSettled(waiting.values());
  }
  yield together(overs);
}

function together(overs: readonly Over[]): Over {
  const [worst] = overs.toSorted((a, b) => WORST_FIRST.indexOf(a.why) - WORST_FIRST.indexOf(b.why));
  return {
    e: 'over',
    why: worst?.why ?? 'end',
    reason: worst?.reason ?? '',
    left: overs.flatMap(({ left }) => left),
    running: overs.flatMap(({ running }) => running),
  };
}
