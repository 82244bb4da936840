/** Confines the calling thread by Landlock to abstract names of its own. */

import { LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET, RULESET } from '../abi/landlock.ts';
import { PR } from '../abi/prctl.ts';
import type { Kernel, Result } from '../kernel/index.ts';

export function confine(kernel: Kernel, own: Kernel): Result {
  // Without it only CAP_SYS_ADMIN confines; this process runs nothing else.
  own.prctl(PR.SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  const rules = Buffer.alloc(RULESET.size);
  rules.writeBigUInt64LE(BigInt(LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET), RULESET.scoped);
  const made = kernel.landlock_create_ruleset(rules, 0);
  if (made.ret < 0) return made;
  const result = kernel.landlock_restrict_self(made.ret);
  own.close(made.ret);
  return result;
}
