/** Observes what this environment is, where the actor runs. Every file is optional: kernels differ in what they tell. */

import { readFileSync, readlinkSync } from 'node:fs';
import { machine, release, version } from 'node:os';
import { CAPABILITY, type CapabilityName } from '../abi/capability.ts';
import { errnoName } from '../abi/errno.ts';
import { RLIMIT_NOFILE } from '../abi/file.ts';
import { PR, PR_CAP_AMBIENT_IS_SET } from '../abi/prctl.ts';
import type { Kernel } from '../kernel/interface.ts';
import { observeBuffers } from './buffer-probes.ts';
import type { Facts, IdRange, IdTriple } from './facts.ts';
import { PING_GROUPS, PORT_START } from './host-probes.ts';
import { observeLibc } from './libc.ts';
import { probeFeatures } from './probes.ts';
import { parseIdMap, parseLsm, parseNumber, parseNumbers, parseStatus } from './proc.ts';

const NAMES = Object.keys(CAPABILITY) as CapabilityName[];

/** Reads a small file; undefined where it does not exist or may not be read. */
export type ReadOptional = (path: string) => string | undefined;

/**
 * Everything the law and the report need to know of this place.
 *
 * @param kernel the subject: what it says counts, not what the host would say
 * @throws Error when a call that always works does not, or when a probe gets an unforeseen error
 */
export function observeFacts(
  kernel: Kernel,
  own: Facts['own'],
  read: ReadOptional = readOptional,
): Facts {
  // Credentials belong to the thread that asks.
  const status = parseStatus(read('/proc/thread-self/status') ?? read('/proc/self/status') ?? '');
  const number = (path: string): number | undefined => parseNumber(read(`/proc/sys/${path}`));
  const [low = 32768, high = 60999] =
    parseNumbers(read('/proc/sys/net/ipv4/ip_local_port_range'), 2) ?? [];
  const [soft, hard] = must('getrlimit', kernel.getrlimit(RLIMIT_NOFILE));
  return {
    kernel: { release: release(), version: version() },
    arch: machine(),
    libc: observeLibc(),
    lsm: optional(read('/sys/kernel/security/lsm'), parseLsm),
    seccomp: parseNumber(status.get('Seccomp')) ?? ask(kernel, PR.GET_SECCOMP),
    noNewPrivileges: flag(
      parseNumber(status.get('NoNewPrivs')) ?? ask(kernel, PR.GET_NO_NEW_PRIVS),
    ),
    uid: triple(must('getresuid', kernel.getresuid())),
    gid: triple(must('getresgid', kernel.getresgid())),
    groups: must('getgroups', kernel.getgroups()),
    uidMap: idMap(read('/proc/self/uid_map')),
    gidMap: idMap(read('/proc/self/gid_map')),
    setgroups: read('/proc/self/setgroups')?.trim() !== 'deny',
    capabilities: observeCapabilities(kernel),
    namespaces: observeNamespaces(),
    unprivilegedPortStart: parseNumber(read(PORT_START)),
    localPortRange: [low, high],
    somaxconn: number('net/core/somaxconn') ?? 4096,
    pingGroups: twoNumbers(read(PING_GROUPS)),
    maxDgramQlen: number('net/unix/max_dgram_qlen'),
    buffers: observeBuffers(kernel, number),
    protectedHardlinks: number('fs/protected_hardlinks') === 1,
    overflowUid: number('kernel/overflowuid') ?? 65534,
    overflowGid: number('kernel/overflowgid') ?? 65534,
    openFiles: { soft: finite(soft), hard: finite(hard) },
    taint: number('kernel/tainted'),
    features: probeFeatures(kernel, own),
    own,
  };
}

function observeCapabilities(kernel: Kernel): Facts['capabilities'] {
  const sets = must('capget', kernel.capget());
  const among = (bits: bigint): CapabilityName[] =>
    NAMES.filter((name) => ((bits >> BigInt(CAPABILITY[name])) & 1n) === 1n);
  const asked = (test: (bit: number) => number | undefined): CapabilityName[] | undefined => {
    // Bit 0 is known to every kernel; an error there means that the call itself is missing.
    if (test(0) === undefined) return undefined;
    return NAMES.filter((name) => test(CAPABILITY[name]) === 1);
  };
  return {
    effective: among(sets.effective),
    permitted: among(sets.permitted),
    bounding: asked((bit) => ask(kernel, PR.CAPBSET_READ, bit)),
    ambient: asked((bit) => ask(kernel, PR.CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, bit)),
  };
}

function observeNamespaces(): Record<string, string> {
  const links = ['net', 'mnt', 'pid', 'ipc', 'user'].flatMap((kind) => {
    try {
      return [[kind, readlinkSync(`/proc/self/ns/${kind}`)]];
    } catch {
      return [];
    }
  });
  return Object.fromEntries(links);
}

/** What prctl answers; undefined where it fails. */
function ask(kernel: Kernel, option: number, a = 0, b = 0): number | undefined {
  const { ret } = kernel.prctl(option, a, b, 0, 0);
  return ret < 0 ? undefined : ret;
}

/** These calls have no way to fail on a kernel that can run node at all. */
function must<Out>(call: string, result: { ret: number; errno: number; out: Out }): Out {
  if (result.ret < 0) throw new Error(`facts: ${call} failed with ${errnoName(result.errno)}`);
  return result.out;
}

function triple([real, effective, saved]: readonly [number, number, number]): IdTriple {
  return { real, effective, saved };
}

/** A kernel without user namespaces has no map: every id is itself. */
function idMap(text: string | undefined): IdRange[] {
  if (text === undefined) return [{ inside: 0, outside: 0, count: 4294967295 }];
  return parseIdMap(text);
}

function twoNumbers(text: string | undefined): readonly [number, number] | undefined {
  const [first, last] = parseNumbers(text, 2) ?? [];
  return first === undefined || last === undefined ? undefined : [first, last];
}

/** Facts travel as JSON, which has no infinity. */
function finite(limit: number): number {
  return Math.min(limit, Number.MAX_SAFE_INTEGER);
}

function flag(value: number | undefined): boolean | undefined {
  return value === undefined ? undefined : value === 1;
}

function optional<T>(text: string | undefined, parse: (text: string) => T): T | undefined {
  return text === undefined ? undefined : parse(text);
}

function readOptional(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
