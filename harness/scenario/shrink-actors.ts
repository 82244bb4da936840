/** Smaller casts: fewer actors, with less of their own, who are more like everybody. */

import type { Identity } from '../law/operation.ts';
import { plainerKinds } from './cast.ts';
import { homeOf, type Place, placeFor } from './place.ts';
import type { Actor, Scenario } from './scenario.ts';

/** Gives the last actor's operations to the first, or forgets the last actor if it does nothing. */
export function* withoutActors({ actors, operations }: Scenario): Generator<Scenario> {
  const last = actors.length - 1;
  if (last < 1) return;
  const own = operations.map((op) => (op.by === last ? { ...op, by: 0 } : op));
  yield { actors: actors.slice(0, -1), operations: own };
}

/** Takes an actor out of namespaces of its own. */
export function* withoutNamespaces(
  place: Place,
  { actors, operations }: Scenario,
): Generator<Scenario> {
  for (const [i, { kind = 'plain', identity }] of actors.entries())
    for (const plainer of plainerKinds(kind)) {
      const actor: Actor = { identity, ...(plainer !== 'plain' && { kind: plainer }) };
      const cast = actors.with(i, actor);
      const { base } = homeOf(placeFor(place, { actors: cast }), i);
      yield { actors: cast.with(i, { ...actor, identity: base }), operations };
    }
}

/** Takes on no other groups, ids or capabilities than one has to begin with. */
export function* withPlainIdentities(
  place: Place,
  { actors, operations }: Scenario,
): Generator<Scenario> {
  for (const [i, op] of operations.entries()) {
    if (op.call !== 'become') continue;
    for (const identity of plainer(op.identity, homeOf(place, op.by).base))
      yield { actors, operations: operations.with(i, { ...op, identity }) };
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function plainer(identity: Identity, base: Identity): Identity[] {
  const steps: Identity[] = [
    { ...identity, groups: base.groups },
    { ...identity, gid: base.gid },
    { ...identity, uid: base.uid },
    { ...identity, caps: base.caps },
  ];
  return steps.filter((step) => !same(step, identity));
}
