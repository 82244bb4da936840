/** The calls that make, move and remove names: mknod, mkdir, symlink, link, rename, unlink, rmdir. */

import { type CallLaw, done, look, type View } from './call.ts';
import { newInode } from './fresh.ts';
import type { CallName, OperationOf } from './operation.ts';
import {
  creationError,
  existing,
  type Place,
  refuseMountPoint,
  resolve,
  resolveNew,
} from './path.ts';
import {
  EXECUTE,
  groupIn,
  isHeld,
  mayAccess,
  ownerOrCapable,
  SET_GROUP_ID,
  WRITE,
} from './permission.ts';
import { type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { Inode, State } from './state.ts';

const PATHS = 'path_resolution(7)';
const R = {
  made: rule('name.made', 'I19', 'mkdir(2), symlink(2), mknod(2)', 'posix'),
  socketMade: rule('name.socket-made', 'I11', 'mknod(2): S_IFSOCK needs no privilege'),
  linked: rule('name.linked', 'I13', 'link(2)', 'posix'),
  moved: rule('name.moved', 'I13', 'rename(2)', 'posix'),
  unlinked: rule(
    'name.unlinked',
    'I14',
    'unlink(2): in use by a process it stays until closed',
    'posix',
  ),
  removed: rule('name.removed', 'I19', 'rmdir(2)', 'posix'),
};

interface Located<Name extends CallName> extends View<Name> {
  readonly place: Place;
  readonly error: string;
}

/** Of another's file in a sticky directory the manual pages say `EPERM or EACCES`; Linux says the first. */
function stickyRows<V>(call: string, isHeldFrom: (view: V) => boolean): Refusal<V>[] {
  const cite = `${call}(2) ERRORS EPERM or EACCES: the sticky bit`;
  return [
    refusal(`${call}.sticky`, 'EPERM', 'I19', cite, isHeldFrom, { strength: 'posix', may: true }),
    refusal(`${call}.sticky.denied`, 'EACCES', 'I19', cite, isHeldFrom, { strength: 'posix' }),
  ];
}

/** One refusal for each errno a path may give. */
function pathErrors<V extends { readonly error: string }>(
  id: string,
  errnos: readonly string[],
  clause = 'I19',
): Refusal<V>[] {
  return errnos.map((errno) =>
    refusal(
      `${id}.${errno.toLowerCase()}`,
      errno,
      clause,
      `${PATHS}, ${errno}`,
      (v: V) => v.error === errno,
      { strength: 'posix' },
    ),
  );
}

/** mnt_want_write(): of the directory in which a name is made or taken away. */
const isReadOnly = ({ mount }: Place): boolean => mount?.readOnly === true;

function readOnly<V>(call: string, isSo: (view: V) => boolean): Refusal<V> {
  return refusal(`${call}.read-only`, 'EROFS', 'I15', `${call}(2) ERRORS EROFS`, isSo, {
    strength: 'posix',
  });
}

/** For a name that is to be taken away, which is looked up only where that may be. */
function refuseMounts({ state, me }: Pick<View<'unlink'>, 'state' | 'me'>, place: Place): void {
  if (me.mounts !== undefined && place.error === 'ENAMETOOLONG') throw new Unmodelled('two faults');
  refuseMountPoint(state, place);
}

const OLD = ['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG'];
const ALL = [...OLD, 'EEXIST'];
const mayChange = (v: { me: View<'unlink'>['me'] }, directory: Inode): boolean =>
  mayAccess(v.me, directory, WRITE | EXECUTE);

type Maker = 'mknod' | 'mkdir' | 'symlink';

function lookNew<Name extends Maker>(state: State, op: OperationOf<Name>): Located<Name> {
  const view = look(state, op);
  const place = resolveNew(state, view.me, op.path);
  const error = creationError(place);
  const mkdir =
    op.call === 'mkdir' && error === 'ENOENT' && place.error === '' && place.inode === undefined;
  if (op.call === 'symlink' && (op as unknown as OperationOf<'symlink'>).target === '')
    throw new Unmodelled('empty link');
  return { ...view, place, error: mkdir ? '' : error };
}

function makerLaw<Name extends Maker>(
  id: string,
  make: (v: Located<Name>) => Inode,
): CallLaw<Name, Located<Name>> {
  return {
    look: lookNew,
    refusals: [
      ...pathErrors<Located<Name>>(id, ALL),
      readOnly<Located<Name>>(id, (v) => isReadOnly(v.place)),
      refusal(`${id}.denied`, 'EACCES', 'I19', PATHS, (v) => !mayChange(v, v.place.parent), {
        strength: 'posix',
      }),
    ],
    allow: (v) => {
      const socket =
        v.op.call === 'mknod' && (v.op as unknown as OperationOf<'mknod'>).type === 'SOCK';
      return done(socket ? R.socketMade : R.made, () => {
        v.place.parent.entries?.set(v.place.name, make(v));
        if (v.op.call === 'mkdir') v.place.parent.links++;
      });
    },
  };
}

/** Whoever makes a file owns it; a directory passes its set-group-ID bit on to directories alone. */
function born(
  { me, place: { parent } }: Pick<Located<Maker>, 'me' | 'place'>,
  type: Inode['type'],
  mode: number,
  target?: string,
): Inode {
  const inherited = type === 'DIR' ? parent.mode & SET_GROUP_ID : 0;
  return newInode(type, mode | inherited, me.cred.fsuid, groupIn(me, parent), parent, target);
}

export const mknod = makerLaw<'mknod'>('mknod', (v) =>
  born(v, v.op.type, v.op.mode & 0o777 & ~v.me.umask),
);
export const mkdir = makerLaw<'mkdir'>('mkdir', (v) =>
  born(v, 'DIR', v.op.mode & 0o777 & ~v.me.umask),
);
export const symlink = makerLaw<'symlink'>('symlink', (v) => born(v, 'LNK', 0o777, v.op.target));

function lookOld<Name extends 'unlink' | 'rmdir'>(
  state: State,
  op: OperationOf<Name>,
): Located<Name> {
  const view = look(state, op);
  if (op.path.endsWith('/') || op.path.endsWith('.')) throw new Unmodelled('dots and slashes');
  const place = resolve(state, view.me, op.path, false);
  refuseMounts(view, place);
  const inode = existing(place);
  const error = typeof inode === 'string' ? inode : '';
  return { ...view, place, error: place.error || (isReadOnly(place) ? '' : error) };
}

export const unlink: CallLaw<'unlink', Located<'unlink'>> = {
  look: lookOld,
  refusals: [
    ...pathErrors<Located<'unlink'>>('unlink', OLD),
    readOnly<Located<'unlink'>>('unlink', (v) => isReadOnly(v.place)),
    refusal(
      'unlink.denied',
      'EACCES',
      'I19',
      'unlink(2) ERRORS EACCES',
      (v) => !mayChange(v, v.place.parent),
      { strength: 'posix' },
    ),
    ...stickyRows<Located<'unlink'>>('unlink', (v) => isHeld(v.me, v.place.parent, v.place.inode)),
    refusal(
      'unlink.directory',
      'EISDIR',
      'I19',
      'unlink(2) ERRORS EISDIR',
      (v) => v.place.inode?.type === 'DIR',
    ),
  ],
  allow: ({ place }) =>
    done(R.unlinked, () => {
      place.parent.entries?.delete(place.name);
      if (place.inode !== undefined) place.inode.links--;
    }),
};

export const rmdir: CallLaw<'rmdir', Located<'rmdir'>> = {
  look: lookOld,
  refusals: [
    ...pathErrors<Located<'rmdir'>>('rmdir', OLD),
    readOnly<Located<'rmdir'>>('rmdir', (v) => isReadOnly(v.place)),
    refusal(
      'rmdir.denied',
      'EACCES',
      'I19',
      'rmdir(2) ERRORS EACCES',
      (v) => !mayChange(v, v.place.parent),
      { strength: 'posix' },
    ),
    ...stickyRows<Located<'rmdir'>>('rmdir', (v) => isHeld(v.me, v.place.parent, v.place.inode)),
    refusal(
      'rmdir.kind',
      'ENOTDIR',
      'I19',
      'rmdir(2) ERRORS ENOTDIR',
      (v) => v.place.inode?.type !== 'DIR',
      { strength: 'posix' },
    ),
    refusal(
      'rmdir.full',
      'ENOTEMPTY',
      'I19',
      'rmdir(2) ERRORS ENOTEMPTY',
      (v) => (v.place.inode?.entries?.size ?? 0) > 0,
      { strength: 'posix' },
    ),
  ],
  allow: ({ place }) =>
    done(R.removed, () => {
      place.parent.entries?.delete(place.name);
      place.parent.links--;
    }),
};

/** From one mount to another, whatever file system is behind them. */
function across<Name extends 'link' | 'rename'>(
  call: Name,
  of: (source: Place) => Place['mount'],
): Refusal<Moving<Name>> {
  return refusal(
    `${call}.across-mounts`,
    'EXDEV',
    'I19',
    `${call}(2) ERRORS EXDEV`,
    ({ source, target }) => of(source) !== target.mount,
    { strength: 'posix' },
  );
}

interface Moving<Name extends 'link' | 'rename'> extends View<Name> {
  readonly source: Place;
  readonly target: Place;
  readonly error: string;
}

function lookLink(state: State, op: OperationOf<'link'>): Moving<'link'> {
  const view = look(state, op);
  if (op.from.endsWith('/') || op.from.endsWith('.')) throw new Unmodelled('dots and slashes');
  const source = resolve(state, view.me, op.from, false);
  const target = resolveNew(state, view.me, op.to);
  const found = existing(source);
  return {
    ...view,
    source,
    target,
    error: typeof found === 'string' ? found : creationError(target),
  };
}

/** sysctl fs.protected_hardlinks: special files may be linked by their owner alone. */
function linkProtected({ state, me, source }: Moving<'link'>): boolean {
  const inode = source.inode;
  if (!state.world.protectedHardlinks || inode === undefined || ownerOrCapable(me, inode))
    return false;
  return inode.type !== 'REG' || !mayAccess(me, inode, 6);
}

export const link: CallLaw<'link', Moving<'link'>> = {
  look: lookLink,
  refusals: [
    ...pathErrors<Moving<'link'>>('link', ALL),
    readOnly<Moving<'link'>>('link', (v) => isReadOnly(v.target)),
    across('link', ({ inside }) => inside),
    refusal(
      'link.protected',
      'EPERM',
      'I13',
      'proc(5) /proc/sys/fs/protected_hardlinks',
      linkProtected,
    ),
    refusal(
      'link.denied',
      'EACCES',
      'I19',
      'link(2) ERRORS EACCES',
      (v) => !mayChange(v, v.target.parent),
      { strength: 'posix' },
    ),
    refusal(
      'link.directory',
      'EPERM',
      'I19',
      'link(2) ERRORS EPERM',
      (v) => v.source.inode?.type === 'DIR',
      { strength: 'posix' },
    ),
  ],
  allow: ({ source, target }) =>
    done(R.linked, () => {
      if (source.inode === undefined) return;
      target.parent.entries?.set(target.name, source.inode);
      source.inode.links++;
    }),
};

function lookRename(state: State, op: OperationOf<'rename'>): Moving<'rename'> {
  const view = look(state, op);
  for (const path of [op.from, op.to])
    if (/[/.]$/.test(path)) throw new Unmodelled('dots and slashes');
  const source = resolve(state, view.me, op.from, false);
  const target = resolve(state, view.me, op.to, false);
  refuseMounts(view, source);
  refuseMounts(view, target);
  const fits = target.error === '' && target.inode?.type !== 'DIR';
  // Elsewhere it would have another parent, and over another directory it has rules of its own.
  if (source.inode?.type === 'DIR' && !(fits && source.parent === target.parent))
    throw new Unmodelled('rename of a directory');
  const missing = source.inode === undefined ? 'ENOENT' : '';
  const isBarred = source.mount !== target.mount || isReadOnly(source);
  const error = source.error || target.error || (isBarred ? '' : missing);
  // Names that are too long are found out at the lookup: with two faults the order is the file system's.
  if (
    [source.error, target.error].includes('ENAMETOOLONG') &&
    (missing || source.error !== target.error) &&
    source.error + target.error !== error
  )
    throw new Unmodelled('two faults');
  // ENOTEMPTY or EISDIR: the documents leave the order open.
  if (target.inode !== undefined && isAbove(target.inode, source.parent))
    throw new Unmodelled('onto a directory that it is in');
  if (target.error === 'ENAMETOOLONG' && missing) throw new Unmodelled('two faults');
  const held = isHeld(view.me, source.parent, source.inode);
  if (held && !mayChange(view, target.parent)) throw new Unmodelled('two faults');
  return { ...view, source, target, error };
}

/** Whether a directory is this one, or one that it is in. */
function isAbove(inode: Inode, directory: Inode | undefined): boolean {
  for (let at = directory; at !== undefined; at = at.parent) if (at === inode) return true;
  return false;
}

const sameInode = (v: Moving<'rename'>): boolean => v.source.inode === v.target.inode;

/** Neither the old name nor the one that it replaces may be somebody else's. */
const heldByName = (v: Moving<'rename'>): boolean =>
  !sameInode(v) &&
  (isHeld(v.me, v.source.parent, v.source.inode) || isHeld(v.me, v.target.parent, v.target.inode));

export const rename: CallLaw<'rename', Moving<'rename'>> = {
  look: lookRename,
  refusals: [
    ...pathErrors<Moving<'rename'>>('rename', OLD),
    across('rename', ({ mount }) => mount),
    readOnly<Moving<'rename'>>('rename', (v) => isReadOnly(v.source)),
    refusal(
      'rename.denied',
      'EACCES',
      'I19',
      'rename(2) ERRORS EACCES',
      (v) => !sameInode(v) && !(mayChange(v, v.source.parent) && mayChange(v, v.target.parent)),
      { strength: 'posix' },
    ),
    ...stickyRows<Moving<'rename'>>('rename', heldByName),
    refusal(
      'rename.over-directory',
      'EISDIR',
      'I19',
      'rename(2) ERRORS EISDIR',
      (v) => v.target.inode?.type === 'DIR',
      { strength: 'posix' },
    ),
    refusal(
      'rename.directory-over-another',
      'ENOTDIR',
      'I19',
      'rename(2) ERRORS ENOTDIR: oldpath is a directory, and newpath exists but is not one',
      (v) => v.source.inode?.type === 'DIR' && v.target.inode !== undefined,
      { strength: 'posix' },
    ),
  ],
  allow: (v) =>
    done(R.moved, () => {
      const { source, target } = v;
      if (sameInode(v) || source.inode === undefined) return;
      if (target.inode !== undefined) target.inode.links--;
      source.parent.entries?.delete(source.name);
      target.parent.entries?.set(target.name, source.inode);
    }),
};
