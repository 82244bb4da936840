/** The header record with which an environment's part of a bundle begins. */

import {
  type Clause,
  type Environment,
  type HeaderRecord,
  SCHEMA,
  type Shard,
} from '../bundle/records.ts';

import type { PlannedInGuest } from '../run/protocol.ts';

/** What the suites are, apart from any run. */
export interface Catalogue {
  readonly suite: HeaderRecord['suite'];
  readonly clauses: readonly Clause[];
  readonly promises: HeaderRecord['promises'];
}

/** What a header is made of. */
export interface HeaderParts {
  readonly runId: string;
  readonly started: string;
  readonly request: { readonly seed: number };
  readonly catalogue: Catalogue;
  readonly env: Environment;
  readonly plan: readonly PlannedInGuest[];
  readonly shards?: readonly Shard[] | undefined;
}

/** The record; of each property only what the schema knows. */
export function headerOf({
  runId,
  started,
  request,
  catalogue,
  env,
  plan,
  shards,
}: HeaderParts): HeaderRecord {
  return {
    t: 'header',
    schema: SCHEMA,
    runId,
    started,
    seed: request.seed,
    suite: catalogue.suite,
    env,
    plan: plan.map(({ id, suite, claim, clauses }) => ({
      id,
      suite,
      claim,
      clauses: [...clauses],
    })),
    clauses: [...catalogue.clauses],
    promises: catalogue.promises,
    ...(shards && { shards: [...shards] }),
  };
}
