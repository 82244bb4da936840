/** The calls that make names: mknod, mkdir, symlink. */

import { type CallLaw, done, look } from './call.ts';
import { newInode } from './fresh.ts';
import {
  ALL,
  isReadOnly,
  type Located,
  mayChange,
  PATHS,
  pathErrors,
  readOnly,
} from './name-rows.ts';
import type { OperationOf } from './operation.ts';
import { creationError, resolveNew } from './path.ts';
import { groupIn, SET_GROUP_ID } from './permission.ts';
import { refusal, rule, Unmodelled } from './rule.ts';
import type { Inode, State } from './state.ts';

const R = {
  made: rule('name.made', 'I19', 'mkdir(2), symlink(2), mknod(2)', 'posix'),
  socketMade: rule('name.socket-made', 'I11', 'mknod(2): S_IFSOCK needs no privilege'),
};

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
