/** Who may do what to an inode: mode bits, groups and the capabilities that override them. */

import type { CapabilityName } from '../abi/capability.ts';
import type { Credentials, Inode, Process } from './state.ts';

export const READ = 4;
export const WRITE = 2;
export const EXECUTE = 1;

export function capable(me: Process, capability: CapabilityName): boolean {
  return me.cred.effective.has(capability);
}

export function inGroup(cred: Credentials, gid: number): boolean {
  return cred.egid === gid || cred.groups.includes(gid);
}

/** inode_permission(): mask is a sum of READ, WRITE and EXECUTE. */
export function mayAccess(me: Process, inode: Inode, mask: number): boolean {
  const shift = me.cred.euid === inode.uid ? 6 : inGroup(me.cred, inode.gid) ? 3 : 0;
  if (((inode.mode >> shift) & mask) === mask) return true;
  if (inode.type === 'DIR') {
    if ((mask & WRITE) === 0 && capable(me, 'DAC_READ_SEARCH')) return true;
    return capable(me, 'DAC_OVERRIDE');
  }
  if (mask === READ && capable(me, 'DAC_READ_SEARCH')) return true;
  if ((mask & EXECUTE) !== 0 && (inode.mode & 0o111) === 0) return false;
  return capable(me, 'DAC_OVERRIDE');
}

/** The owner, or CAP_FOWNER. */
export function ownerOrCapable(me: Process, inode: Inode): boolean {
  return me.cred.euid === inode.uid || capable(me, 'FOWNER');
}
