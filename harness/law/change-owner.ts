/** chown and fchown: who may give a file, and to whom; the inode of a socket in sockfs is not that of its name. */

import * as S from '../abi/socket.ts';
import { type CallLaw, done, type FdView, lookFd, notOpen } from './call.ts';
import { type Found, lookPath, pathErrors, readOnly } from './file-attribute.ts';
import { gidOf, uidOf } from './namespace.ts';
import { capableOver, inGroup, SET_GROUP_ID, SET_USER_ID } from './permission.ts';
import { refusal, rule, Unmodelled } from './rule.ts';
import type { Inode, Process, State } from './state.ts';

const R = {
  chown: rule('chown.changed', 'I03', 'chown(2)', 'posix'),
  socket: rule('fchown.socket', 'I03', 'fchown(2); net/socket.c sockfs_setattr()', 'exact'),
  inode: rule('fchown.changed', 'I19', 'fchown(2)', 'posix'),
};

const KEEP = -1;

interface Owners {
  uid: number;
  gid: number;
}

/** The new owners, in the first user namespace. */
interface Given {
  readonly given: Owners;
}

function givenBy(me: Process, { world }: State, { uid, gid }: Owners): Owners {
  const [toUid, toGid] = [
    uid === KEEP ? KEEP : uidOf(uid, me, world),
    gid === KEEP ? KEEP : gidOf(gid, me, world),
  ];
  if (toUid === undefined || toGid === undefined) throw new Unmodelled('unmapped owner');
  return { uid: toUid, gid: toGid };
}

/** setattr_prepare(): the owner may give the file to a group of its own; everything else needs CAP_CHOWN. */
function mayGive(me: Process, file: Owners, { uid, gid }: Owners): boolean {
  if (capableOver(me, file, 'CHOWN')) return true;
  const owner = me.cred.fsuid === file.uid;
  const uidOk = uid === KEEP || (owner && uid === file.uid);
  const gidOk = gid === KEEP || (owner && (inGroup(me.cred, gid) || gid === file.gid));
  return uidOk && gidOk;
}

function give(file: Owners, { uid, gid }: Owners): void {
  if (uid !== KEEP) file.uid = uid;
  if (gid !== KEEP) file.gid = gid;
}

/** chown(2) says of executable files alone what becomes of the bits. */
function refuseSetId({ mode }: { readonly mode: number }): void {
  if (mode & (SET_GROUP_ID | SET_USER_ID)) throw new Unmodelled('owner of what changes ids');
}

function allowInode(state: State, inode: Inode, given: Owners, changed: typeof R.chown) {
  if (inode === state.directory) throw new Unmodelled('the working directory');
  refuseSetId(inode);
  return done(changed, () => give(inode, given));
}

export const chown: CallLaw<'chown', Found<'chown'> & Given> = {
  look: (state, op) => {
    const view = lookPath(state, op);
    return { ...view, given: givenBy(view.me, state, op) };
  },
  refusals: [
    ...pathErrors<'chown'>('chown'),
    readOnly<'chown'>('chown'),
    refusal(
      'chown.denied',
      'EPERM',
      'I03',
      'chown(2) ERRORS EPERM',
      (v) => !mayGive(v.me, v.inode, v.given),
      { strength: 'posix' },
    ),
  ],
  allow: ({ state, inode, given }) => allowInode(state, inode, given, R.chown),
};

type Giving = FdView<'fchown'> & Given & { readonly owners: Owners | undefined };

export const fchown: CallLaw<'fchown', Giving> = {
  look: (state, op) => {
    const view = lookFd(state, op);
    const { object, access } = view.file;
    const isOpen = view.descriptor !== undefined && access !== 'path';
    const isUnix = object?.kind === 'socket' && object.domain === S.AF_UNIX;
    if (isOpen && !isUnix && object.kind !== 'inode')
      throw new Unmodelled('owners of what has no name');
    const owners = isUnix ? object.owner : object?.kind === 'inode' ? object : undefined;
    return { ...view, owners, given: givenBy(view.me, state, op) };
  },
  refusals: [
    notOpen,
    refusal(
      'fchown.denied',
      'EPERM',
      'I03',
      'fchown(2) ERRORS EPERM',
      (v) => v.owners !== undefined && !mayGive(v.me, v.owners, v.given),
      { strength: 'posix' },
    ),
  ],
  allow: ({ state, file: { object }, given }) => {
    if (object.kind === 'inode') return allowInode(state, object, given, R.inode);
    if (object.kind !== 'socket') throw new Unmodelled('owners of what has no name');
    refuseSetId(object);
    return done(R.socket, () => give(object.owner, given));
  },
};
