/** Asks a guest one question: what it is, or what it would run. */

import type { Facts } from '../facts/facts.ts';
import { patient } from '../run/patience.ts';
import type { PlannedInGuest } from '../run/protocol.ts';
import type { Context } from './context.ts';
import { UsageError } from './errors.ts';
import type { Place } from './place.ts';
import { drive } from './session.ts';

/** Milliseconds without an event after which a guest counts as hung. */
export const SILENCE = patient(15_000);

/** A guest that could not be started or asked: no fault of the user's line, nothing was judged. */
export class GuestFailure extends Error {
  override readonly name = 'GuestFailure';
}

export interface Answer {
  readonly facts: Facts;
  readonly properties: readonly PlannedInGuest[];
}

/** Facts and plan of the environment. */
export async function ask(
  { place, stop }: Pick<Context, 'stop'> & { readonly place: Place },
  profile: string,
  command: 'facts' | 'list',
): Promise<Answer> {
  const launch = (request: Parameters<typeof place.launch>[1]) => place.launch(profile, request);
  const request = { command, properties: [], seed: 0 };
  let facts: Facts | undefined;
  let properties: readonly PlannedInGuest[] = [];
  for await (const event of drive({ launch, request, silence: SILENCE, stop })) {
    if (event.e === 'ready') facts = event.facts;
    if (event.e === 'plan') properties = event.properties;
    if (event.e === 'over' && event.why === 'refused')
      throw new UsageError(`profile ${profile}`, event.reason, 'see sockspec doctor');
    if (event.e === 'over' && event.why === 'lost') throw new GuestFailure(event.reason);
  }
  if (facts === undefined) throw new GuestFailure(`no guest answered in ${profile}`);
  return { facts, properties };
}
