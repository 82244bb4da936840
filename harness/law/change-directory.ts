/** chdir(2): relative pathnames begin elsewhere from then on, those of sockets too. */

import { type CallLaw, done, look, type View } from './call.ts';
import { existing, resolve } from './path.ts';
import { EXECUTE, mayAccess } from './permission.ts';
import { type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { Inode } from './state.ts';

type Changing = View<'chdir'> & { readonly found: Inode | string };

const DONE = rule('chdir.done', 'B19', 'chdir(2), path_resolution(7)', 'posix');

const fails = (errno: string, when: (view: Changing) => boolean): Refusal<Changing> =>
  refusal(`chdir.${errno}`, errno, 'B19', `chdir(2) ERRORS ${errno}`, when, { strength: 'posix' });

const isError = (errno: string) => (v: Changing) => v.found === errno;

export const chdir: CallLaw<'chdir', Changing> = {
  look: (state, op) => {
    const view = look(state, op);
    const place = resolve(state, view.me, op.path, true);
    if (place.inside !== undefined) throw new Unmodelled('into a mount');
    return { ...view, found: existing(place) };
  },
  refusals: [
    ...['ENOENT', 'ELOOP', 'ENAMETOOLONG'].map((errno) => fails(errno, isError(errno))),
    fails('ENOTDIR', ({ found }) =>
      typeof found === 'string' ? found === 'ENOTDIR' : found.type !== 'DIR',
    ),
    fails('EACCES', ({ found, me }) =>
      typeof found === 'string' ? found === 'EACCES' : !mayAccess(me, found, EXECUTE),
    ),
  ],
  allow: ({ found, me }) => {
    if (typeof found === 'string') throw new Unmodelled(`chdir: ${found}`);
    return done(DONE, () => {
      me.cwd = found;
    });
  },
};
