/** The records of `results.jsonl`: one schema in one place, from which types and JSON Schema derive. */

import { z } from 'zod';

/** Version of the bundle format. A reader takes its own major and any minor. */
export const SCHEMA = { major: 1, minor: 2 } as const;

/** The grammar of property ids; it is also a KCIDB path, a KTAP description and a shell word. */
export const propertyId = z.string().regex(/^[a-zA-Z0-9_-]+(\.[a-zA-Z0-9_-]+)*$/);

export const VERDICTS = [
  'pass',
  'fail',
  'crash',
  'broken',
  'inconclusive',
  'skip',
  'missing',
] as const;
export const verdict = z.enum(VERDICTS);

/** Why a property could not run here: feature compiled out, policy, or it would disturb the host. */
export const skipKind = z.enum(['absent', 'denied', 'unsuitable']);

export const skip = z.object({
  kind: skipKind,
  /** What is missing, one line. */
  reason: z.string(),
  /** How to get it, one line. */
  remedy: z.string(),
});

/** One step of a failing scenario, as the report shows it. */
export const step = z.object({
  /** The operation in text form, e.g. `s1 = socket(AF_UNIX, SOCK_STREAM, 0)`. */
  operation: z.string(),
  observed: z.string(),
  /** What the law allows; filled for every step. */
  allowed: z.array(z.string()),
  /** Clause that was decisive for this step, if any. */
  clause: z.string().optional(),
  diverges: z.boolean(),
});

export const failure = z.object({
  /** Stable name of the deviation: call, rule and kind of difference; equal signatures are one finding. */
  signature: z.string(),
  /** One sentence. */
  summary: z.string(),
  observed: z.string(),
  /** The allowed set ("allowed only"), one entry per outcome. */
  allowed: z.array(z.string()),
  clause: z.string(),
  /** Where the clause comes from, e.g. `unix(7), Pathname sockets`. */
  citation: z.string(),
  /** The shrunk scenario in text form; replays by itself. */
  scenario: z.string(),
  steps: z.array(step),
  /** Operations before and after shrinking, and runs that shrinking took. */
  shrunk: z.object({ from: z.number(), to: z.number(), runs: z.number() }),
  /** `id@s<seed>:<path>`. */
  token: z.string(),
});

export const verdictRecord = z.object({
  t: z.literal('verdict'),
  /** The environment of the header it belongs to. */
  env: z.string(),
  id: propertyId,
  verdict,
  /** Ledger entry that expected this verdict. */
  known: z.string().optional(),
  /** Since 1.1: known deviations that were met, and how many scenarios ended with each. */
  deviations: z.record(z.string(), z.number()).optional(),
  skip: skip.optional(),
  /** For broken, crash and inconclusive: why. */
  reason: z.string().optional(),
  /** Scenarios judged, candidates rejected by the law, operations executed. */
  cases: z.number(),
  rejected: z.number(),
  operations: z.number(),
  seed: z.number(),
  ms: z.number(),
  /** Clause id to the number of steps it was decisive for. */
  reached: z.record(z.string(), z.number()),
  failure: failure.optional(),
});

export const plannedProperty = z.object({
  id: propertyId,
  suite: z.string(),
  claim: z.string(),
  clauses: z.array(z.string()),
});

export const clause = z.object({
  id: z.string(),
  /** The promise (suite) it refines. */
  promise: z.string(),
  /** Our own words. */
  text: z.string(),
  citation: z.string(),
  strength: z.enum(['posix', 'linux', 'exact']),
  since: z.string().optional(),
});

/** One fact of the environment: name, value as shown, group for the report. */
export const fact = z.object({ group: z.string(), name: z.string(), value: z.string() });

export const environment = z.object({
  /** e.g. `6.18.44+x86_64/full-root/sandbox`. */
  id: z.string(),
  kernel: z.string(),
  arch: z.string(),
  profile: z.string(),
  /** The profile in one plain sentence. */
  profileText: z.string(),
  runtime: z.string(),
  subject: z.string(),
  facts: z.array(fact),
});

/** More shards than this are a slip of the finger. */
export const MOST_SHARDS = 1000;

const shardNumber = z.int().min(1).max(MOST_SHARDS);

/** A part of a run that was split: `index` counts from 1. */
export const shard = z.object({ index: shardNumber, of: shardNumber });

export const headerRecord = z.object({
  t: z.literal('header'),
  schema: z.object({ major: z.number(), minor: z.number() }),
  runId: z.string(),
  /** ISO 8601 time of the start. */
  started: z.string(),
  seed: z.number(),
  suite: z.object({ version: z.string(), digest: z.string() }),
  env: environment,
  plan: z.array(plannedProperty),
  clauses: z.array(clause),
  promises: z.array(z.object({ id: z.string(), title: z.string(), text: z.string() })),
  /** Since 1.1: the shards whose plans these are; absent if the run was not split. */
  shards: z.array(shard).optional(),
});

export const endRecord = z.object({
  t: z.literal('end'),
  env: z.string(),
  verdicts: z.record(verdict, z.number()),
  wallMs: z.number(),
  /** Why the run ended early, if it did. */
  interrupted: z.string().optional(),
});

/** A rule of the law in one call. */
export const ruleCount = z.object({
  id: z.string(),
  clause: z.string(),
  /** How often its guard was true and how often false; absent where a rule has none. */
  guard: z.object({ true: z.number(), false: z.number() }).optional(),
  /** Steps for which it was decisive. */
  decisive: z.number(),
  /** The kernel may do otherwise even where the guard is true. */
  may: z.literal(true).optional(),
  /** Why an ordinary run is not expected to come by it. */
  shouldnot: z.string().optional(),
});

/** Since 1.2: the law as a run came by it. */
export const rulesRecord = z.object({
  t: z.literal('rules'),
  env: z.string(),
  run: z.string(),
  /** Whose steps were counted. */
  properties: z.array(propertyId),
  /** Why less was asked for than a whole run. */
  part: z.string().optional(),
  /** By call; `*` has those that no call came by. */
  calls: z.record(z.string(), z.array(ruleCount)),
});

export const record = z.discriminatedUnion('t', [
  headerRecord,
  verdictRecord,
  rulesRecord,
  endRecord,
]);

export type Verdict = z.infer<typeof verdict>;
export type Skip = z.infer<typeof skip>;
export type Step = z.infer<typeof step>;
export type Failure = z.infer<typeof failure>;
export type VerdictRecord = z.infer<typeof verdictRecord>;
export type PlannedProperty = z.infer<typeof plannedProperty>;
export type Clause = z.infer<typeof clause>;
export type Fact = z.infer<typeof fact>;
export type Environment = z.infer<typeof environment>;
export type Shard = z.infer<typeof shard>;
export type RuleCount = z.infer<typeof ruleCount>;
export type RulesRecord = z.infer<typeof rulesRecord>;
export type HeaderRecord = z.infer<typeof headerRecord>;
export type EndRecord = z.infer<typeof endRecord>;
export type BundleRecord = z.infer<typeof record>;
