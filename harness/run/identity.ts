/** Takes on identities within one thread: raw set*id and capset, and the way back. */

import { CAPABILITY, type CapabilityName } from '../abi/capability.ts';
import { PR, SECBIT_NO_SETUID_FIXUP } from '../abi/prctl.ts';
import type { Kernel, Result } from '../kernel/index.ts';
import { capabilities } from '../law/identity.ts';
import type { Identity, Observed, OperationOf } from '../law/operation.ts';

/** The bits of a set of capabilities. */
export function capabilityBits(names: Iterable<CapabilityName>): bigint {
  let bits = 0n;
  for (const name of names) bits |= 1n << BigInt(CAPABILITY[name]);
  return bits;
}

export function capabilityNames(bits: bigint): CapabilityName[] {
  const names = Object.keys(CAPABILITY) as CapabilityName[];
  return names.filter((name) => (bits & (1n << BigInt(CAPABILITY[name]))) !== 0n);
}

/** Changes the identity of the calling thread: within a scenario by the subject's calls, and back by those of the real kernel. */
export class Identities {
  readonly permitted: readonly CapabilityName[];
  private readonly kernel: Kernel;
  private readonly permittedBits: bigint;
  private readonly inheritable: bigint;
  private readonly expressions = new Map<string, bigint>();
  private current: string;
  /** The same, as it was given: most scenarios stay who they are. */
  private given: Identity | undefined;
  /** The ids for files may be others than the effective ones. */
  private hasFileIds = false;
  /** The subject made it so, or says that it did. */
  private isDoubtful = false;

  constructor(kernel: Kernel, base: Identity) {
    this.kernel = kernel;
    const sets = kernel.capget().out;
    this.permittedBits = sets.permitted;
    this.inheritable = sets.inheritable;
    this.permitted = capabilityNames(sets.permitted);
    this.current = JSON.stringify(base);
    if (this.permitted.includes('SETPCAP')) keepCapabilities(kernel);
  }

  /** Throws when the kernel refuses what the place promised: that is a broken harness, not a finding. */
  become(identity: Identity): void {
    const { call, result } = this.change(identity, this.kernel);
    if (result.ret < 0) throw new Error(`identity: ${call} failed with errno ${result.errno}`);
  }

  /** The same by the calls of a subject, which may refuse or lie: the first call that fails, or the last one. */
  becomeBy(subject: Kernel, identity: Identity): Result<unknown> {
    this.isDoubtful ||= subject !== this.kernel;
    return this.change(identity, subject).result;
  }

  /** Other ids for files, and the same capabilities (capabilities(7): Effect of user ID changes). */
  forFiles(subject: Kernel, { uid, gid }: OperationOf<'fsids'>): Observed {
    const caps = this.kernel.capget().out;
    this.hasFileIds = true;
    const [group, user] = [subject.setfsgid(gid), subject.setfsuid(uid)];
    this.kernel.capset(caps);
    return { errno: '', ret: 0, fields: { uid: user.ret, gid: group.ret } };
  }

  private change(identity: Identity, kernel: Kernel): Change {
    // Back by the real kernel one goes from who one truly is.
    const isSure = !this.hasFileIds && (!this.isDoubtful || kernel !== this.kernel);
    if (isSure && identity === this.given) return NOTHING;
    const key = JSON.stringify(identity);
    if (isSure && key === this.current) {
      this.given = identity;
      return NOTHING;
    }
    this.given = undefined;
    const was = isSure ? (JSON.parse(this.current) as Ids) : this.truly();
    const { groups, gid, uid } = identity;
    const steps: readonly (readonly [string, boolean, () => Result<unknown>])[] = [
      ['capset', true, () => this.raise(kernel, this.permittedBits)],
      ['setgroups', !equal(was.groups, groups), () => kernel.setgroups(groups)],
      ['setresgid', this.hasFileIds || !equal(was.gid, gid), () => kernel.setresgid(...gid)],
      ['setresuid', this.hasFileIds || !equal(was.uid, uid), () => kernel.setresuid(...uid)],
      ['capset', true, () => this.raise(kernel, this.bitsOf(identity.caps))],
    ];
    for (const [call, isNeeded, step] of steps) {
      const result = isNeeded ? step() : NOTHING.result;
      if (result.ret < 0) return { call, result };
    }
    this.current = key;
    this.given = identity;
    if (kernel === this.kernel) {
      this.isDoubtful = false;
      this.hasFileIds = false;
    }
    return NOTHING;
  }

  private truly(): Ids {
    const { kernel } = this;
    return {
      uid: kernel.getresuid().out,
      gid: kernel.getresgid().out,
      groups: kernel.getgroups().out,
    };
  }

  private bitsOf(expression: string): bigint {
    let bits = this.expressions.get(expression);
    if (bits === undefined) {
      bits = capabilityBits(capabilities(expression, this.permitted));
      this.expressions.set(expression, bits);
    }
    return bits;
  }

  private raise(kernel: Kernel, effective: bigint): Result<unknown> {
    const { permittedBits: permitted, inheritable } = this;
    return kernel.capset({ effective, permitted, inheritable });
  }
}

type Ids = Pick<Identity, 'uid' | 'gid' | 'groups'>;

/** What came of a change: the call that was the last one. */
interface Change {
  readonly call: string;
  readonly result: Result<unknown>;
}

const NOTHING: Change = { call: '', result: { ret: 0, errno: 0, out: undefined } };

/**
 * Changes of uid must not take the permitted set away (capabilities(7)). Where there are no securebits the older flag does:
 * the effective set is raised again after every change anyway.
 */
function keepCapabilities(kernel: Kernel): void {
  if (kernel.prctl(PR.SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0).ret === 0) return;
  const { ret, errno } = kernel.prctl(PR.SET_KEEPCAPS, 1, 0, 0, 0);
  if (ret < 0) throw new Error(`identity: PR_SET_KEEPCAPS failed with errno ${errno}`);
}

function equal(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
