/** The calls that give a file another name: link and rename. */

import { type CallLaw, done, look, type View } from './call.ts';
import {
  ALL,
  isReadOnly,
  mayChange,
  OLD,
  pathErrors,
  readOnly,
  refuseMounts,
  stickyRows,
} from './name-rows.ts';
import type { OperationOf } from './operation.ts';
import { creationError, existing, type Place, resolve, resolveNew } from './path.ts';
import { isHeld, mayAccess, ownerOrCapable } from './permission.ts';
import { type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { Inode, State } from './state.ts';

const R = {
  linked: rule('name.linked', 'I13', 'link(2)', 'posix'),
  moved: rule('name.moved', 'I13', 'rename(2)', 'posix'),
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
