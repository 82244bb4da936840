/** What the launcher tells the sandbox's first process, as one JSON argument. */

import type { Reach } from './reach.ts';

export interface InitPlan {
  /** Where to mount the private tmpfs; undefined when the mounts are not our own. */
  readonly point: string | undefined;
  readonly reach: Reach;
  /** Whether to bring the loopback interface up. */
  readonly network: boolean;
  readonly portStart: number | undefined;
  /** What to run at last: identity, node, guest. */
  readonly command: readonly string[];
}
