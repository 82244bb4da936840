/** Who may do what to an inode: mode bits, groups and the capabilities that override them. */

import type { CapabilityName } from '../abi/capability.ts';
import { mapsGid, mapsUid } from './namespace.ts';
import type { Inode, Process } from './state.ts';
import type { Credentials } from './world.ts';

export const READ = 4;
export const WRITE = 2;
export const EXECUTE = 1;

/** Over the process's own user namespace. */
export function capable(me: Process, capability: CapabilityName): boolean {
  return me.cred.effective.has(capability);
}

/** capable_wrt_inode_uidgid(): a capability counts where the namespace that gives it maps both owners. */
export function capableOver(
  me: Process,
  { uid, gid }: Pick<Inode, 'uid' | 'gid'>,
  capability: CapabilityName,
): boolean {
  return capable(me, capability) && mapsUid(uid, me) && mapsGid(gid, me);
}

/** Over the user namespace that owns the networks: none inside of it has a say there. */
export function capableOverNetwork(me: Process, capability: CapabilityName): boolean {
  return capable(me, capability) && me.uids === undefined;
}

/** Over the user namespace that owns the process's pid namespace: its own, if both were made together. */
export function capableOverPids(me: Process, capability: CapabilityName): boolean {
  return capable(me, capability) && (me.uids === undefined || me.pids !== 0);
}

/** in_group_p(). */
export function inGroup(cred: Credentials, gid: number): boolean {
  return cred.fsgid === gid || cred.groups.includes(gid);
}

/** inode_permission(): mask is a sum of READ, WRITE and EXECUTE. */
export function mayAccess(me: Process, inode: Inode, mask: number): boolean {
  const shift = me.cred.fsuid === inode.uid ? 6 : inGroup(me.cred, inode.gid) ? 3 : 0;
  if (((inode.mode >> shift) & mask) === mask) return true;
  if (inode.type === 'DIR') {
    if ((mask & WRITE) === 0 && capableOver(me, inode, 'DAC_READ_SEARCH')) return true;
    return capableOver(me, inode, 'DAC_OVERRIDE');
  }
  if (mask === READ && capableOver(me, inode, 'DAC_READ_SEARCH')) return true;
  if ((mask & EXECUTE) !== 0 && (inode.mode & 0o111) === 0) return false;
  return capableOver(me, inode, 'DAC_OVERRIDE');
}

/** inode_owner_or_capable(): the owner, or CAP_FOWNER of a namespace that knows the owner. */
export function ownerOrCapable(me: Process, { uid }: Pick<Inode, 'uid'>): boolean {
  return me.cred.fsuid === uid || (capable(me, 'FOWNER') && mapsUid(uid, me));
}

export const SET_GROUP_ID = 0o2000;

/** The group of a file that is made there: the maker's, or the directory's (inode_init_owner()). */
export function groupIn(me: Process, directory: Inode): number {
  return (directory.mode & SET_GROUP_ID) === 0 ? me.cred.fsgid : directory.gid;
}

/** What chmod sets of a mode: only who is in the group, or has CAP_FSETID, sets its bit. */
export function modeFor(me: Process, inode: Inode, mode: number): number {
  const whole = inGroup(me.cred, inode.gid) || capableOver(me, inode, 'FSETID');
  return whole ? mode : mode & ~SET_GROUP_ID;
}

export const STICKY = 0o1000;
export const SET_USER_ID = 0o4000;

/** __check_sticky(): in a sticky directory names belong to the owner of the file, or of the directory. */
export function isHeld(me: Process, directory: Inode, inode: Inode | undefined): boolean {
  if ((directory.mode & STICKY) === 0 || inode === undefined) return false;
  const own = me.cred.fsuid === inode.uid || me.cred.fsuid === directory.uid;
  return !own && !capableOver(me, inode, 'FOWNER');
}
