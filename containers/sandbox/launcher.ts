/** Who launches, and what that user may do: read from /proc, before any namespace is made. */

import { readFileSync } from 'node:fs';
import { CAPABILITY, type CapabilityName } from '../../harness/abi/capability.ts';
import { parseIdMap, parseStatus } from '../../harness/facts/proc.ts';

export interface Launcher {
  readonly uid: number;
  readonly gid: number;
  /** Whether it may unshare without a user namespace; a root in a container often may not. */
  readonly mayUnshare: boolean;
  /** Whether it can take on this uid and gid here, without a new user namespace. */
  mayBecome(uid: number, gid: number): boolean;
}

/** Files of /proc by name; injected for tests. */
export type ReadProc = (name: string) => string;

/** This process as a launcher. */
export function observeLauncher(read: ReadProc = readOptional): Launcher {
  const status = parseStatus(read('status'));
  const effective = parseMask(status.get('CapEff'));
  const has = (name: CapabilityName): boolean =>
    ((effective >> BigInt(CAPABILITY[name])) & 1n) === 1n;
  const identities = has('SETUID') && has('SETGID') && read('setgroups').trim() !== 'deny';
  return {
    uid: process.getuid?.() ?? 0,
    gid: process.getgid?.() ?? 0,
    mayUnshare: has('SYS_ADMIN'),
    mayBecome: (uid, gid) =>
      identities && isMapped(read('uid_map'), uid) && isMapped(read('gid_map'), gid),
  };
}

function isMapped(map: string, id: number): boolean {
  // Without user namespaces in the kernel there is no map, and every id is there.
  if (map === '') return true;
  return parseIdMap(map).some(({ inside, count }) => id >= inside && id < inside + count);
}

function parseMask(hex: string | undefined): bigint {
  return hex !== undefined && /^[0-9a-f]+$/.test(hex) ? BigInt(`0x${hex}`) : 0n;
}

function readOptional(name: string): string {
  try {
    return readFileSync(`/proc/self/${name}`, 'utf8');
  } catch {
    return '';
  }
}
