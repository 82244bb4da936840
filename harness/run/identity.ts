/** Takes on identities within one thread: raw set*id and capset, and the way back. */

import { CAPABILITY, type CapabilityName } from '../abi/capability.ts';
import { PR, SECBIT_NO_SETUID_FIXUP } from '../abi/prctl.ts';
import type { Kernel, Result } from '../kernel/index.ts';
import { capabilities } from '../law/identity.ts';
import type { Identity } from '../law/operation.ts';

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

/** Changes the identity of the calling thread; the kernel it uses is the real one, not the subject. */
export class Identities {
  readonly permitted: readonly CapabilityName[];
  private readonly kernel: Kernel;
  private readonly permittedBits: bigint;
  private readonly inheritable: bigint;
  private readonly expressions = new Map<string, bigint>();
  private current: string;
  /** The same, as it was given: most scenarios stay who they are. */
  private given: Identity | undefined;

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
    if (identity === this.given) return;
    const key = JSON.stringify(identity);
    if (key === this.current) {
      this.given = identity;
      return;
    }
    this.given = undefined;
    const was = JSON.parse(this.current) as Identity;
    this.raise(this.permittedBits);
    if (!equal(was.groups, identity.groups))
      must('setgroups', this.kernel.setgroups(identity.groups));
    if (!equal(was.gid, identity.gid)) must('setresgid', this.kernel.setresgid(...identity.gid));
    if (!equal(was.uid, identity.uid)) must('setresuid', this.kernel.setresuid(...identity.uid));
    this.raise(this.bitsOf(identity.caps));
    this.current = key;
    this.given = identity;
  }

  private bitsOf(expression: string): bigint {
    let bits = this.expressions.get(expression);
    if (bits === undefined) {
      bits = capabilityBits(capabilities(expression, this.permitted));
      this.expressions.set(expression, bits);
    }
    return bits;
  }

  private raise(effective: bigint): void {
    must(
      'capset',
      this.kernel.capset({
        effective,
        permitted: this.permittedBits,
        inheritable: this.inheritable,
      }),
    );
  }
}

/**
 * Changes of uid must not take the permitted set away (capabilities(7)). Where there are no securebits the older flag does:
 * the effective set is raised again after every change anyway.
 */
function keepCapabilities(kernel: Kernel): void {
  if (kernel.prctl(PR.SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0).ret === 0) return;
  must('PR_SET_KEEPCAPS', kernel.prctl(PR.SET_KEEPCAPS, 1, 0, 0, 0));
}

function equal(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

function must(call: string, { ret, errno }: Result<unknown>): void {
  if (ret < 0) throw new Error(`identity: ${call} failed with errno ${errno}`);
}
