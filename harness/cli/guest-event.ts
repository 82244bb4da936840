/** Validates what a guest says: the edge at which its lines become trusted events. */

import { z } from 'zod';
import {
  failure,
  plannedProperty,
  propertyId,
  skip,
  step,
  verdictRecord,
} from '../bundle/records.ts';
import type { Facts } from '../facts/facts.ts';
import type { GuestEvent } from '../run/protocol.ts';
import { oneLine } from './errors.ts';

/** Facts come from our own sources; only what every reader of them needs is looked at. */
const facts = z.custom<Facts>(
  (value) =>
    z
      .looseObject({
        kernel: z.looseObject({ release: z.string(), version: z.string() }),
        arch: z.string(),
      })
      .safeParse(value).success,
  'facts without kernel and architecture',
);

/** Of a verdict's record, what the guest knows: not who it is, nor what was expected of it. */
const guestVerdict = verdictRecord
  .omit({ t: true, env: true, known: true })
  .extend({ verdict: z.enum(['pass', 'fail', 'broken', 'inconclusive', 'skip']) });

/** Call, rule, and its three counts. */
const rules = z.record(
  z.string(),
  z.record(z.string(), z.tuple([z.number(), z.number(), z.number()])),
);

const planned = plannedProperty.extend({
  requires: z.array(z.string()),
  skip: skip.optional(),
});

const guestEvent = z.discriminatedUnion('e', [
  z.object({ e: z.literal('ready'), facts, directory: z.string() }),
  z.object({ e: z.literal('plan'), properties: z.array(planned) }),
  z.object({ e: z.literal('start'), id: propertyId }),
  z.object({
    e: z.literal('progress'),
    id: propertyId,
    cases: z.number(),
    of: z.number(),
    phase: z.enum(['run', 'shrink']),
  }),
  z.object({ e: z.literal('verdict'), verdict: guestVerdict, rules: rules.optional() }),
  z.object({
    e: z.literal('replayed'),
    diverged: z.boolean(),
    failure: failure.optional(),
    steps: z.array(step),
  }),
  z.object({ e: z.literal('place'), place: z.looseObject({ processes: z.array(z.unknown()) }) }),
  z.object({
    e: z.literal('trace'),
    property: propertyId,
    seed: z.number(),
    path: z.string(),
    scenario: z.string(),
    observed: z.array(z.looseObject({ errno: z.string(), ret: z.number() })),
  }),
  z.object({ e: z.literal('refused'), message: z.string() }),
  z.object({ e: z.literal('end') }),
]);

/** The event, whole; throws one line about what is wrong with it. */
export function readEvent(value: unknown): GuestEvent {
  const read = guestEvent.safeParse(value);
  if (read.success) return read.data as GuestEvent;
  const issue = read.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw new Error(
    oneLine(`the guest said what is no event${where}: ${JSON.stringify(value)}`).slice(0, 200),
  );
}
