/** The public face of bundles: records, writing, reading, merging and counting them. */

export {
  type Bundle,
  makeRun,
  printBundle,
  type Run,
  recordsOf,
  writtenRecords,
} from './bundle.ts';
export { type ClauseResult, type ClauseVerdict, clauseResult, clausesOfRun } from './clauses.ts';
export { bundleJsonSchema } from './json-schema.ts';
export { mergeBundles, mergeRuns } from './merge.ts';
export { readBundle } from './reader.ts';
export * from './records.ts';
export {
  isReached,
  type RuleResult,
  rulesOfRun,
  shouldBeReached,
  unreachedRules,
} from './rules.ts';
export { lostShards, withLostShards } from './shards.ts';
export {
  COUNTED,
  cellsOf,
  decisive,
  type ExitCode,
  exitCode,
  exitCodeOfTotals,
  noVerdicts,
  type Totals,
  totalsLine,
  totalsOf,
  WORST_FIRST,
  worstOf,
} from './totals.ts';
export { BundleWriter, openBundle, printRecord } from './writer.ts';
