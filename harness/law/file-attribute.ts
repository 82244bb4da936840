/** stat, lstat, chmod, truncate and execve: what a path shows and who may change it. */

import { type CallLaw, done, look, success, type View } from './call.ts';
import { inodeExpectations } from './io.ts';
import type { OperationOf } from './operation.ts';
import { existing, resolve } from './path.ts';
import {
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

export interface Found<Name extends PathCall> extends View<Name> {
  readonly error: string;
  readonly inode: Inode;
  /** It is seen through a mount that is read-only. */
  readonly isReadOnly: boolean;
}

export function lookPath<Name extends PathCall>(state: State, op: OperationOf<Name>): Found<Name> {
  const view = look(state, op);
  const place = resolve(state, view.me, op.path, op.call !== 'lstat');
  const found = existing(place);
  const isReadOnly = place.inside?.readOnly === true;
  if (typeof found === 'string')
    return { ...view, error: found, inode: state.directory, isReadOnly };
  return { ...view, error: '', inode: found, isReadOnly };
}

export function pathErrors<Name extends PathCall>(call: Name): Refusal<Found<Name>>[] {
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

export function readOnly<Name extends PathCall>(call: Name): Refusal<Found<Name>> {
  const cite = `${call}(2) ERRORS EROFS`;
  return refusal(`${call}.read-only`, 'EROFS', 'I15', cite, (v) => v.isReadOnly, {
    strength: 'posix',
  });
}

const R = {
  socket: rule('stat.socket', 'I01', 'stat(2), inode(7): a socket inode can be looked at'),
  other: rule('stat.other', 'I19', 'stat(2)', 'posix'),
  chmod: rule('chmod.changed', 'I03', 'chmod(2)', 'posix'),
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
  SOCK: SET_USER_ID | SET_GROUP_ID | STICKY,
};

export const chmod: CallLaw<'chmod', Found<'chmod'>> = {
  look: lookPath,
  refusals: [
    ...pathErrors('chmod'),
    readOnly('chmod'),
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

export const truncate: CallLaw<'truncate', Found<'truncate'>> = {
  look: (state, op) => {
    const view = lookPath(state, op);
    if (view.isReadOnly && !mayAccess(view.me, view.inode, WRITE))
      throw new Unmodelled('two faults');
    return view;
  },
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
    readOnly('truncate'),
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
