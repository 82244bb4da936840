/** Takes on an identity that engines cannot give (another uid with capabilities), then becomes the guest. */

import { CAPABILITY, type CapabilityName } from '../../harness/abi/capability.ts';
import { errnoName } from '../../harness/abi/errno.ts';
import { openKernel } from '../../harness/kernel/index.ts';
import type { Kernel, Result } from '../../harness/kernel/interface.ts';

/** What the host asks for, as one JSON argument. */
export interface EnterPlan {
  readonly uid: number;
  readonly gid: number;
  /** All that is left, in every set. */
  readonly ambient: readonly CapabilityName[];
  readonly command: readonly string[];
}

const PR_SET_KEEPCAPS = 8;
const PR_CAPBSET_DROP = 24;
const PR_CAP_AMBIENT = 47;
const PR_CAP_AMBIENT_RAISE = 2;

function must(what: string, { ret, errno }: Result<unknown>): void {
  if (ret < 0) throw new Error(`${what} failed with ${errnoName(errno)}`);
}

function become(kernel: Kernel, { uid, gid, ambient }: EnterPlan): void {
  const kept = ambient.reduce((bits, name) => bits | (1n << BigInt(CAPABILITY[name])), 0n);
  for (const [name, bit] of Object.entries(CAPABILITY)) {
    if (ambient.includes(name as CapabilityName)) continue;
    // EINVAL: a capability that this kernel does not know.
    const { ret, errno } = kernel.prctl(PR_CAPBSET_DROP, bit, 0, 0, 0);
    if (ret < 0 && errnoName(errno) !== 'EINVAL')
      throw new Error(`dropping CAP_${name} failed with ${errnoName(errno)}`);
  }
  must('PR_SET_KEEPCAPS', kernel.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0));
  must('setgroups', kernel.setgroups([]));
  must('setresgid', kernel.setresgid(gid, gid, gid));
  must('setresuid', kernel.setresuid(uid, uid, uid));
  must('capset', kernel.capset({ effective: kept, permitted: kept, inheritable: kept }));
  for (const name of ambient)
    must(
      `raising CAP_${name}`,
      kernel.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAPABILITY[name], 0, 0),
    );
}

try {
  const plan = JSON.parse(process.argv[2] ?? '') as EnterPlan;
  become(openKernel(), plan);
  const [program = '', ...words] = plan.command;
  if (!process.execve) throw new Error('this node has no process.execve: use node 24');
  process.execve(program, [program, ...words], process.env as Record<string, string>);
} catch (error) {
  process.stderr.write(`container: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 71;
}
