/** Moves between network namespaces: a new one, and the one of the beginning. */

import { needsCapability, needsFeature, needsOwn } from '../harness/facts/index.ts';
import type { Identity } from '../harness/law/operation.ts';
import type { Walk } from '../harness/scenario/walk.ts';

export const needsNetworks = [
  needsOwn('network'),
  needsFeature('new-networks'),
  needsCapability('SYS_ADMIN'),
];

/** Goes elsewhere, as one who may, and is who one was; now and then as one who may not. */
export function move(walk: Walk, to: 'new' | 'home', then: Partial<Identity> = {}): void {
  walk.become(walk.choose.oneIn(12) ? { caps: 'all-SYS_ADMIN' } : {});
  walk.go({ call: 'network', to });
  walk.become(then);
}
