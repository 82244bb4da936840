/** stat, lstat, chmod, chown, truncate and execve: what a path shows and who may change it. */

import { type CallLaw, done, look, success, type View } from './call.ts';
import { inodeExpectations } from './io.ts';
import { gidOf, uidOf } from './namespace.ts';
import type { OperationOf } from './operation.ts';
import { existing, resolve } from './path.ts';
import {
  capableOver,
  inGroup,
  mayAccess,
  modeFor,
  ownerOrCapable,
  SET_GROUP_ID,
  SET_USER_ID,
  STICKY,
  WRITE,
} from './permission.ts';
import { type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { Inode, State } from './state.ts';

type PathCall = 'stat' | 'lstat' | 'chmod' | 'chown' | 'truncate' | 'execve';

interface Found<Name extends PathCall> extends View<Name> {
  readonly error: string;
  readonly inode: Inode;
}

function lookPath<Name extends PathCall>(state: State, op: OperationOf<Name>): Found<Name> {
  const view = look(state, op);
  const found = existing(resolve(state, view.me, op.path, op.call !== 'lstat'));
  if (typeof found === 'string') return { ...view, error: found, inode: state.directory };
  return { ...view, error: '', inode: found };
}

function pathErrors<Name extends PathCall>(call: Name): Refusal<Found<Name>>[] {
  return ['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG'].map((errno) =>
    refusal(
      `${call}.${errno.toLowerCase()}`,
      errno,
      'I19',
      `path_resolution(7), ${call}(2) ERRORS ${errno}`,
      (v: Found<Name>) => v.error === errno,
      { strength: 'posix' },
    ),
  );
}

const R = {
  socket: rule('stat.socket', 'I01', 'stat(2), inode(7): a socket inode can be looked at'),
  other: rule('stat.other', 'I19', 'stat(2)', 'posix'),
  chmod: rule('chmod.changed', 'I03', 'chmod(2)', 'posix'),
  chown: rule('chown.changed', 'I03', 'chown(2)', 'posix'),
  truncate: rule('truncate.cut', 'I12', 'truncate(2)', 'posix'),
};

function statLaw<Name extends 'stat' | 'lstat'>(call: Name): CallLaw<Name, Found<Name>> {
  return {
    look: lookPath,
    refusals: pathErrors(call),
    allow: (view) => {
      const { inode } = view;
      const shown = inode.type === 'SOCK' ? R.socket : R.other;
      return success(shown, inodeExpectations(inode, shown, view), (observed) => {
        const seen = observed?.fields?.object;
        if (typeof seen === 'string') inode.identity ??= seen;
      });
    },
  };
}

export const stat = statLaw('stat');
export const lstat = statLaw('lstat');

/** Bits besides those of permission that the law follows. */
const KNOWN_SPECIAL: Readonly<Partial<Record<Inode['type'], number>>> = {
  DIR: SET_GROUP_ID | STICKY,
  SOCK: SET_USER_ID | STICKY,
};

export const chmod: CallLaw<'chmod', Found<'chmod'>> = {
  look: lookPath,
  refusals: [
    ...pathErrors('chmod'),
    refusal(
      'chmod.owner',
      'EPERM',
      'I03',
      'chmod(2) ERRORS EPERM',
      (v) => !ownerOrCapable(v.me, v.inode),
      { strength: 'posix' },
    ),
  ],
  allow: ({ state, op, me, inode }) => {
    const special = KNOWN_SPECIAL[inode.type] ?? 0;
    if (inode === state.directory || (op.mode & ~(0o777 | special)) !== 0)
      throw new Unmodelled('special bits');
    return done(R.chmod, () => {
      inode.mode = modeFor(me, inode, op.mode);
    });
  },
};

const KEEP = -1;

/** The new owners, in the first user namespace. */
interface Giving extends Found<'chown'> {
  readonly uid: number;
  readonly gid: number;
}

/** setattr_prepare(): the owner may give the file to a group of its own; everything else needs CAP_CHOWN. */
function mayChown({ me, inode, uid, gid }: Giving): boolean {
  if (capableOver(me, inode, 'CHOWN')) return true;
  const owner = me.cred.euid === inode.uid;
  const uidOk = uid === KEEP || (owner && uid === inode.uid);
  const gidOk = gid === KEEP || (owner && (inGroup(me.cred, gid) || gid === inode.gid));
  return uidOk && gidOk;
}

export const chown: CallLaw<'chown', Giving> = {
  look: (state, op) => {
    const view = lookPath(state, op);
    const uid = op.uid === KEEP ? KEEP : uidOf(op.uid, view.me, state.world);
    const gid = op.gid === KEEP ? KEEP : gidOf(op.gid, view.me, state.world);
    if (uid === undefined || gid === undefined) throw new Unmodelled('unmapped owner');
    return { ...view, uid, gid };
  },
  refusals: [
    ...pathErrors('chown'),
    refusal('chown.denied', 'EPERM', 'I03', 'chown(2) ERRORS EPERM', (v) => !mayChown(v), {
      strength: 'posix',
    }),
  ],
  allow: ({ state, inode, uid, gid }) => {
    if (inode === state.directory) throw new Unmodelled('the working directory');
    // chown(2) says of executable files alone what becomes of the bits.
    if (inode.mode & (SET_GROUP_ID | SET_USER_ID))
      throw new Unmodelled('owner of what changes ids');
    return done(R.chown, () => {
      if (uid !== KEEP) inode.uid = uid;
      if (gid !== KEEP) inode.gid = gid;
    });
  },
};

export const truncate: CallLaw<'truncate', Found<'truncate'>> = {
  look: lookPath,
  refusals: [
    refusal(
      'truncate.negative',
      'EINVAL',
      'I12',
      'truncate(2) ERRORS EINVAL',
      (v) => v.op.length < 0,
      { strength: 'posix' },
    ),
    ...pathErrors('truncate'),
    refusal(
      'truncate.directory',
      'EISDIR',
      'I12',
      'truncate(2) ERRORS EISDIR',
      (v) => v.inode.type === 'DIR',
      { strength: 'posix' },
    ),
    refusal(
      'truncate.socket',
      'EINVAL',
      'I12',
      'truncate(2) ERRORS EINVAL: not a regular file',
      (v) => v.inode.type !== 'REG',
      { strength: 'posix' },
    ),
    refusal(
      'truncate.denied',
      'EACCES',
      'I12',
      'truncate(2) ERRORS EACCES',
      (v) => !mayAccess(v.me, v.inode, WRITE),
      { strength: 'posix' },
    ),
  ],
  allow: () => done(R.truncate, () => undefined),
};

const NOT_EXECUTED = rule(
  'execve.no-file',
  'I12',
  'execve(2) ERRORS EACCES: not a regular file',
  'posix',
);

export const execve: CallLaw<'execve', Found<'execve'>> = {
  look: (state, op) => {
    const view = lookPath(state, op);
    if (view.error === '' && view.inode.type === 'REG')
      throw new Unmodelled('it might be executed');
    return view;
  },
  refusals: [
    ...pathErrors('execve'),
    refusal(
      'execve.socket',
      'EACCES',
      'I12',
      'execve(2) ERRORS EACCES: not a regular file',
      (v) => v.inode.type === 'SOCK',
      { strength: 'posix' },
    ),
  ],
  allow: () => ({ ...done(NOT_EXECUTED, () => undefined), errno: 'EACCES' }),
};
