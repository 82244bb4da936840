/** chdir(2) and chroot(2): relative and absolute pathnames begin elsewhere from then on, those of sockets too. */

import { type CallLaw, done, look, type View } from './call.ts';
import { existing, resolve } from './path.ts';
import { capable, EXECUTE, mayAccess } from './permission.ts';
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

type Rooting = View<'chroot'> & { readonly found: Inode | undefined };

const ROOTED = rule('chroot.done', 'B31', 'chroot(2), path_resolution(7)');

/** The harness finds its way back from the directory of the scenario, which must stay outside, and looks into /proc. */
export const chroot: CallLaw<'chroot', Rooting> = {
  look: (state, op) => {
    const view = look(state, op);
    const { me } = view;
    if (!state.world.has.newMounts || me.uids !== undefined) throw new Unmodelled('no way back');
    if (op.by === 0) throw new Unmodelled('the judge stays where it is');
    if (me.cwd !== undefined || me.mounts !== undefined) throw new Unmodelled('no way back');
    if (op.path === undefined) return { ...view, found: undefined };
    const found = existing(resolve(state, me, op.path, true));
    if (typeof found === 'string' || found.type !== 'DIR' || !mayAccess(me, found, EXECUTE))
      throw new Unmodelled('no directory to begin at');
    if (found === state.directory) throw new Unmodelled('where scenarios begin');
    return { ...view, found };
  },
  refusals: [
    refusal(
      'chroot.denied',
      'EPERM',
      'B31',
      'chroot(2) ERRORS EPERM: CAP_SYS_CHROOT',
      (v) => !capable(v.me, 'SYS_CHROOT'),
    ),
  ],
  allow: ({ found, me }) =>
    done(ROOTED, () => {
      me.root = found;
    }),
};
