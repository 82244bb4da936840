/** Confines the calling thread by Landlock to abstract names of its own, or to some ports. */

import {
  LANDLOCK_ACCESS_NET,
  LANDLOCK_RULE_NET_PORT,
  LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET,
  PORT_RULE,
  RULESET,
} from '../abi/landlock.ts';
import { PR } from '../abi/prctl.ts';
import type { Kernel, Result } from '../kernel/index.ts';
import type { OperationOf } from '../law/operation.ts';

export function confine(
  kernel: Kernel,
  own: Kernel,
  { to, ports = [] }: OperationOf<'confine'>,
): Result {
  // Without it only CAP_SYS_ADMIN confines; this process runs nothing else.
  own.prctl(PR.SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  const access = to === undefined ? 0 : LANDLOCK_ACCESS_NET[to];
  const rules = Buffer.alloc(RULESET.size);
  rules.writeBigUInt64LE(BigInt(access), RULESET.net);
  if (access === 0)
    rules.writeBigUInt64LE(BigInt(LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET), RULESET.scoped);
  const made = kernel.landlock_create_ruleset(rules, 0);
  if (made.ret < 0) return made;
  const failed = ports
    .map((port) => kernel.landlock_add_rule(made.ret, LANDLOCK_RULE_NET_PORT, rule(access, port)))
    .find(({ ret }) => ret < 0);
  const result = failed ?? kernel.landlock_restrict_self(made.ret);
  own.close(made.ret);
  return result;
}

function rule(access: number, port: number): Uint8Array {
  const bytes = Buffer.alloc(PORT_RULE.size);
  bytes.writeBigUInt64LE(BigInt(access), PORT_RULE.access);
  bytes.writeBigUInt64LE(BigInt(port), PORT_RULE.port);
  return bytes;
}
