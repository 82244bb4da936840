/** Probes of Landlock: its version, and what was repaired in it. */

import {
  LANDLOCK_CREATE_RULESET_ERRATA,
  LANDLOCK_CREATE_RULESET_VERSION,
  LANDLOCK_ERRATUM_TCP,
  LANDLOCK_PORTS,
  LANDLOCK_SCOPES,
} from '../abi/landlock.ts';
import type { Kernel } from '../kernel/interface.ts';
import { judge } from './attempt.ts';
import type { Probe } from './facts.ts';

/** EOPNOTSUPP: it was built, and is off. */
const NO_LANDLOCK = ['ENOSYS', 'EOPNOTSUPP', 'EINVAL'];

function since(first: number): (kernel: Kernel) => Probe {
  return (kernel) => {
    const version = kernel.landlock_create_ruleset(undefined, LANDLOCK_CREATE_RULESET_VERSION);
    const told = judge(version, { what: 'the version of Landlock', absent: NO_LANDLOCK });
    if (told.state !== 'present' || version.ret >= first) return told;
    return { state: 'absent', reason: `Landlock has version ${version.ret}` };
  };
}

export const probeLandlockScopes = since(LANDLOCK_SCOPES);
export const probeLandlockPorts = since(LANDLOCK_PORTS);

/** What was repaired is told by kernels that can tell it. */
export function probeLandlockTcp(kernel: Kernel): Probe {
  const errata = kernel.landlock_create_ruleset(undefined, LANDLOCK_CREATE_RULESET_ERRATA);
  const told = judge(errata, { what: 'the errata of Landlock', absent: NO_LANDLOCK });
  if (told.state !== 'present' || (errata.ret & LANDLOCK_ERRATUM_TCP) !== 0) return told;
  return { state: 'absent', reason: 'rules for TCP apply to other streams, too' };
}
