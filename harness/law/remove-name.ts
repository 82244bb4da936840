/** The calls that take names away: unlink and rmdir. */

import { type CallLaw, done, look } from './call.ts';
import {
  isReadOnly,
  type Located,
  mayChange,
  OLD,
  pathErrors,
  readOnly,
  refuseMounts,
  stickyRows,
} from './name-rows.ts';
import type { OperationOf } from './operation.ts';
import { existing, resolve } from './path.ts';
import { isHeld } from './permission.ts';
import { refusal, rule, Unmodelled } from './rule.ts';
import type { State } from './state.ts';

const R = {
  unlinked: rule(
    'name.unlinked',
    'I14',
    'unlink(2): in use by a process it stays until closed',
    'posix',
  ),
  removed: rule('name.removed', 'I19', 'rmdir(2)', 'posix'),
};

function lookOld<Name extends 'unlink' | 'rmdir'>(
  state: State,
  op: OperationOf<Name>,
): Located<Name> {
  const view = look(state, op);
  const path = op.path.replace(/\/+$/, '');
  // A slash behind a name asks for a directory; what is taken away is the name itself.
  const wantsDirectory = path !== op.path;
  if (path === '' || path.endsWith('.') || (wantsDirectory && op.call !== 'unlink'))
    throw new Unmodelled('dots and slashes');
  const place = resolve(state, view.me, path, false);
  if (wantsDirectory && place.inode?.type === 'DIR') throw new Unmodelled('dots and slashes');
  refuseMounts(view, place);
  const inode = existing(place);
  const error = typeof inode === 'string' ? inode : wantsDirectory ? 'ENOTDIR' : '';
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
