/** What the host tells `enter.ts`, as one JSON argument, and what it may answer. */

import type { CapabilityName } from '../../harness/abi/capability.ts';

export interface EnterPlan {
  readonly uid: number;
  readonly gid: number;
  /** All that is left, in every set. */
  readonly ambient: readonly CapabilityName[];
  readonly command: readonly string[];
}

/** Words on standard error for what this kernel does not have at all. */
export const NOT_SUPPORTED = 'not supported by this kernel';
