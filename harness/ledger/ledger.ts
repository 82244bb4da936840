/** The ledger of known deviations: they are still looked for and reported, but the exit code expects them. */

import { z } from 'zod';
import type { Environment } from '../bundle/records.ts';
import { wildcard } from '../run/known.ts';

/** In every pattern `*` stands for any characters; what is left out fits anything. */
export const entry = z.strictObject({
  /** Short and lasting: reports name it. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  /** Of the deviation, as failures print it. */
  signature: z.string(),
  clause: z.string(),
  /** Where it is expected. */
  runtime: z.string().optional(),
  profile: z.string().optional(),
  kernel: z.string().optional(),
  /** The day on which it was entered. */
  since: z.iso.date(),
  /** What was looked at then, with versions. */
  seen: z.string(),
  /** The difference in a sentence. */
  text: z.string(),
});

export const ledger = z.strictObject({
  about: z.string(),
  entries: z.array(entry).superRefine((entries, { addIssue }) => {
    const ids = entries.map(({ id }) => id);
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) addIssue(`id '${twice}' is taken twice`);
  }),
});

export type Entry = z.infer<typeof entry>;
export type Ledger = z.infer<typeof ledger>;

/** Where a deviation was seen. */
export type Where = Pick<Environment, 'runtime' | 'profile' | 'kernel'>;

/** The entry that expects this signature there, if one does. */
export function expectationOf(
  entries: readonly Entry[],
  where: Where,
  signature: string,
): Entry | undefined {
  return entries.find((one) => isFor(one, where) && wildcard(one.signature)(signature));
}

/** Whether an entry speaks of such an environment; what is not known of it yet fits. */
export function isFor(one: Entry, where: Partial<Where>): boolean {
  return (['runtime', 'profile', 'kernel'] as const).every((name) => {
    const [pattern, value] = [one[name], where[name]];
    return pattern === undefined || value === undefined || wildcard(pattern)(value);
  });
}
