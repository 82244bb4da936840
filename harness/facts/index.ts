/** The public face of the facts: what an environment is, and what a property needs of it. */

export type { Facts, Feature, IdRange, IdTriple, Probe } from './facts.ts';
export { FEATURES } from './facts.ts';
export { observeFacts } from './observe.ts';
export { parseRelease } from './proc.ts';
export type { OwnPart, Requirement } from './requirements.ts';
export {
  describe,
  needsCapability,
  needsFeature,
  needsKernel,
  needsOwn,
  needsUids,
} from './requirements.ts';
export type { FactRow } from './show.ts';
export { factRows } from './show.ts';
export { decodeTaint } from './taint.ts';
export type { Unmet } from './unmet.ts';
export { assumableUids, unmet } from './unmet.ts';
