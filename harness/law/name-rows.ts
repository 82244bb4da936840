/** What the calls that make, move and remove names have in common: where a name leads, and who may change a directory. */

import type { View } from './call.ts';
import type { CallName } from './operation.ts';
import { type Place, refuseMountPoint } from './path.ts';
import { EXECUTE, mayAccess, WRITE } from './permission.ts';
import { type Refusal, refusal, Unmodelled } from './rule.ts';
import type { Inode } from './state.ts';

export const PATHS = 'path_resolution(7)';

export interface Located<Name extends CallName> extends View<Name> {
  readonly place: Place;
  readonly error: string;
}

/** Of another's file in a sticky directory the manual pages say `EPERM or EACCES`; Linux says the first. */
export function stickyRows<V>(call: string, isHeldFrom: (view: V) => boolean): Refusal<V>[] {
  const cite = `${call}(2) ERRORS EPERM or EACCES: the sticky bit`;
  return [
    refusal(`${call}.sticky`, 'EPERM', 'I19', cite, isHeldFrom, { strength: 'posix', may: true }),
    refusal(`${call}.sticky.denied`, 'EACCES', 'I19', cite, isHeldFrom, { strength: 'posix' }),
  ];
}

/** One refusal for each errno a path may give. */
export function pathErrors<V extends { readonly error: string }>(
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
export const isReadOnly = ({ mount }: Place): boolean => mount?.readOnly === true;

export function readOnly<V>(call: string, isSo: (view: V) => boolean): Refusal<V> {
  return refusal(`${call}.read-only`, 'EROFS', 'I15', `${call}(2) ERRORS EROFS`, isSo, {
    strength: 'posix',
  });
}

/** For a name that is to be taken away, which is looked up only where that may be. */
export function refuseMounts(
  { state, me }: Pick<View<'unlink'>, 'state' | 'me'>,
  place: Place,
): void {
  if (me.mounts !== undefined && place.error === 'ENAMETOOLONG') throw new Unmodelled('two faults');
  refuseMountPoint(state, place);
}

export const OLD = ['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG'];
export const ALL = [...OLD, 'EEXIST'];
export const mayChange = (v: { me: View<'unlink'>['me'] }, directory: Inode): boolean =>
  mayAccess(v.me, directory, WRITE | EXECUTE);
