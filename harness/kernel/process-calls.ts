/** The calls on processes, ids, capabilities and limits; raw, so that they change one thread alone. */

import { _LINUX_CAPABILITY_VERSION_3 } from '../abi/capability.ts';
import type { Kernel } from './interface.ts';
import { LAYOUT } from './layout.ts';
import { syscall } from './libc.ts';
import { bare, withOut } from './result.ts';

type ProcessCalls = Pick<
  Kernel,
  | 'kcmp'
  | 'getpid'
  | 'gettid'
  | 'pidfd_open'
  | 'wait4'
  | 'kill'
  | 'tgkill'
  | 'setresuid'
  | 'setresgid'
  | 'setfsuid'
  | 'setfsgid'
  | 'getresuid'
  | 'getresgid'
  | 'setgroups'
  | 'getgroups'
  | 'capget'
  | 'capset'
  | 'prctl'
  | 'landlock_create_ruleset'
  | 'landlock_add_rule'
  | 'landlock_restrict_self'
  | 'unshare'
  | 'setns'
  | 'getrlimit'
  | 'setrlimit'
>;

const kcmp = syscall('kcmp', 'int', 'int', 'int', 'long', 'long');
const getpid = syscall('getpid');
const gettid = syscall('gettid');
const pidfd_open = syscall('pidfd_open', 'int', 'int');
const wait4 = syscall('wait4', 'int', 'void *', 'int', 'void *');
const kill = syscall('kill', 'int', 'int');
const tgkill = syscall('tgkill', 'int', 'int', 'int');
const setresuid = syscall('setresuid', 'int', 'int', 'int');
const setresgid = syscall('setresgid', 'int', 'int', 'int');
const setfsuid = syscall('setfsuid', 'int');
const setfsgid = syscall('setfsgid', 'int');
const getresuid = syscall('getresuid', 'void *', 'void *', 'void *');
const getresgid = syscall('getresgid', 'void *', 'void *', 'void *');
const setgroups = syscall('setgroups', 'int', 'void *');
const getgroups = syscall('getgroups', 'int', 'void *');
const capget = syscall('capget', 'void *', 'void *');
const capset = syscall('capset', 'void *', 'void *');
const prctl = syscall('prctl', 'int', 'long', 'long', 'long', 'long');
const landlock_create_ruleset = syscall('landlock_create_ruleset', 'void *', 'long', 'int');
const landlock_add_rule = syscall('landlock_add_rule', 'int', 'int', 'void *', 'int');
const landlock_restrict_self = syscall('landlock_restrict_self', 'int', 'int');
const unshare = syscall('unshare', 'int');
const setns = syscall('setns', 'int', 'int');
const prlimit = syscall('prlimit64', 'int', 'int', 'void *', 'void *');

const ids = [Buffer.alloc(4), Buffer.alloc(4), Buffer.alloc(4)] as const;
const groups = Buffer.alloc(65_536 * 4);
/** Of the calling thread: pid 0. */
const header = Buffer.alloc(LAYOUT.__user_cap_header_struct.size);
header.writeUInt32LE(_LINUX_CAPABILITY_VERSION_3, LAYOUT.__user_cap_header_struct.version);
const CAPS = LAYOUT.__user_cap_data_struct;
/** Two blocks: the low and the high 32 bits. */
const sets = Buffer.alloc(2 * CAPS.size);
const limit = Buffer.alloc(LAYOUT.rlimit.size);
const NO_LIMIT = 0xffff_ffff_ffff_ffffn;

const readIds = () =>
  [ids[0].readUInt32LE(), ids[1].readUInt32LE(), ids[2].readUInt32LE()] as const;

function readSet(at: number): bigint {
  return BigInt(sets.readUInt32LE(at)) | (BigInt(sets.readUInt32LE(at + CAPS.size)) << 32n);
}

function writeSet(at: number, bits: bigint): void {
  sets.writeUInt32LE(Number(bits & 0xffff_ffffn), at);
  sets.writeUInt32LE(Number((bits >> 32n) & 0xffff_ffffn), at + CAPS.size);
}

const readLimit = (at: number): number => {
  const value = limit.readBigUInt64LE(at);
  return value === NO_LIMIT ? Number.POSITIVE_INFINITY : Number(value);
};

const writeLimit = (at: number, value: number): void => {
  limit.writeBigUInt64LE(value === Number.POSITIVE_INFINITY ? NO_LIMIT : BigInt(value), at);
};

export const processCalls: ProcessCalls = {
  kcmp: (pid1, pid2, type, index1, index2) => bare(kcmp(pid1, pid2, type, index1, index2)),
  getpid: () => bare(getpid()),
  gettid: () => bare(gettid()),
  pidfd_open: (pid, flags) => bare(pidfd_open(pid, flags)),
  wait4: (pid, options) => bare(wait4(pid, null, options, null)),
  kill: (pid, signal) => bare(kill(pid, signal)),
  tgkill: (tgid, tid, signal) => bare(tgkill(tgid, tid, signal)),
  setresuid: (ruid, euid, suid) => bare(setresuid(ruid, euid, suid)),
  setresgid: (rgid, egid, sgid) => bare(setresgid(rgid, egid, sgid)),
  setfsuid: (uid) => bare(setfsuid(uid)),
  setfsgid: (gid) => bare(setfsgid(gid)),
  getresuid: () => withOut(getresuid(...ids), readIds),
  getresgid: () => withOut(getresgid(...ids), readIds),
  setgroups: (list) => {
    const memory = Buffer.alloc(Math.max(4, list.length * 4));
    for (const [i, gid] of list.entries()) memory.writeUInt32LE(gid, i * 4);
    return bare(setgroups(list.length, memory));
  },
  getgroups: () => {
    const ret = getgroups(65_536, groups);
    return withOut(ret, () =>
      Array.from({ length: Math.max(0, ret) }, (_, i) => groups.readUInt32LE(i * 4)),
    );
  },
  capget: () =>
    withOut(capget(header, sets), () => ({
      effective: readSet(CAPS.effective),
      permitted: readSet(CAPS.permitted),
      inheritable: readSet(CAPS.inheritable),
    })),
  capset: ({ effective, permitted, inheritable }) => {
    writeSet(CAPS.effective, effective);
    writeSet(CAPS.permitted, permitted);
    writeSet(CAPS.inheritable, inheritable);
    return bare(capset(header, sets));
  },
  prctl: (option, a, b, d, e) => bare(prctl(option, a, b, d, e)),
  landlock_create_ruleset: (rules, flags) =>
    bare(landlock_create_ruleset(rules ?? null, rules?.length ?? 0, flags)),
  landlock_add_rule: (fd, type, rule) => bare(landlock_add_rule(fd, type, rule, 0)),
  landlock_restrict_self: (fd) => bare(landlock_restrict_self(fd, 0)),
  unshare: (flags) => bare(unshare(flags)),
  setns: (fd, flags) => bare(setns(fd, flags)),
  getrlimit: (resource) =>
    withOut(
      prlimit(0, resource, null, limit),
      () => [readLimit(LAYOUT.rlimit.rlim_cur), readLimit(LAYOUT.rlimit.rlim_max)] as const,
    ),
  setrlimit: (resource, soft, hard) => {
    writeLimit(LAYOUT.rlimit.rlim_cur, soft);
    writeLimit(LAYOUT.rlimit.rlim_max, hard);
    return bare(prlimit(0, resource, limit, null));
  },
};
