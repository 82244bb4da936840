/** open(2): what opens, and why a socket inode never does. */

import { type CallLaw, type FdView, look, lookFd, success, type View } from './call.ts';
import { install, newInode, openFile } from './fresh.ts';
import { atLimit, MADE, refuseBoth } from './limit.ts';
import { existing, type Place, resolve } from './path.ts';
import { EXECUTE, groupIn, mayAccess, READ, STICKY, WRITE } from './permission.ts';
import { refusal, rule, Unmodelled } from './rule.ts';
import type { Inode } from './state.ts';

interface Opening extends View<'open'> {
  readonly place: Place;
  /** Errno of the lookup for a file that must exist, '' if it does. */
  readonly missing: string;
  readonly inode: Inode | undefined;
  readonly creates: boolean;
}

const has = (v: View<'open'>, flag: View<'open'>['op']['flags'][number]): boolean =>
  v.op.flags.includes(flag);
const isPath = (v: View<'open'>): boolean => has(v, 'PATH');

function accessMask(v: View<'open'>): number {
  const way = has(v, 'RDWR') ? READ | WRITE : has(v, 'WRONLY') ? WRITE : READ;
  return has(v, 'TRUNC') ? way | WRITE : way;
}

function lookOpen(state: View<'open'>['state'], op: View<'open'>['op']): Opening {
  const view = look(state, op);
  // Older kernels read the name first.
  refuseBoth(view, 1, op.path === '' || op.path.length >= 4095);
  const create = has(view, 'CREAT') && !has(view, 'PATH');
  if (create && (has(view, 'DIRECTORY') || op.path.endsWith('/')))
    throw new Unmodelled('create a directory');
  if (has(view, 'NOFOLLOW') && op.path.endsWith('/')) throw new Unmodelled('nofollow with a slash');
  const follow = !has(view, 'NOFOLLOW') && !(create && has(view, 'EXCL'));
  const place = resolve(state, view.me, op.path, follow);
  // The target of a link may end in a slash too.
  if (create && place.trailingSlash) throw new Unmodelled('create a directory');
  // So do fs.protected_regular and fs.protected_fifos.
  if (create && place.inode !== undefined && place.parent.mode & STICKY)
    throw new Unmodelled('creates what is there in a sticky directory');
  const found = existing(place);
  const missing = typeof found === 'string' ? found : '';
  const creates = create && place.error === '' && place.inode === undefined;
  const inode = typeof found === 'string' ? undefined : found;
  if (inode?.type === 'LNK' && has(view, 'DIRECTORY')) throw new Unmodelled('link as a directory');
  return { ...view, place, missing: creates ? '' : missing, inode, creates };
}

const is = (v: Opening, type: Inode['type']): boolean => v.inode?.type === type;
const bound = (v: Opening): boolean => is(v, 'SOCK');
const missing =
  (errno: string) =>
  (v: Opening): boolean =>
    v.missing === errno;
const PATHS = 'path_resolution(7), open(2) ERRORS';

const R = {
  opened: rule('open.opened', 'I19', 'open(2)', 'posix'),
  path: rule('open.path', 'I08', 'open(2) O_PATH'),
  anew: rule('reopen.anew', 'I19', 'proc_pid_fd(5): opened anew; memfd_create(2)'),
};

export const open: CallLaw<'open', Opening> = {
  look: lookOpen,
  refusals: [
    // The descriptor is made before the name is followed (do_sys_openat2()).
    atLimit(1, 'open(2) ERRORS EMFILE'),
    refusal('open.missing', 'ENOENT', 'I19', PATHS, missing('ENOENT'), { strength: 'posix' }),
    refusal('open.prefix', 'ENOTDIR', 'I19', PATHS, missing('ENOTDIR'), { strength: 'posix' }),
    refusal('open.loop', 'ELOOP', 'I19', PATHS, missing('ELOOP'), { strength: 'posix' }),
    refusal('open.long', 'ENAMETOOLONG', 'I19', PATHS, missing('ENAMETOOLONG'), {
      strength: 'posix',
    }),
    refusal('open.search', 'EACCES', 'I19', PATHS, missing('EACCES'), { strength: 'posix' }),
    refusal(
      'open.exclusive',
      'EEXIST',
      'I07',
      'open(2) ERRORS EEXIST',
      (v) => has(v, 'CREAT') && has(v, 'EXCL') && !isPath(v) && v.inode !== undefined,
      { strength: 'posix' },
    ),
    refusal(
      'open.create-denied',
      'EACCES',
      'I19',
      'open(2) ERRORS EACCES',
      (v) => v.creates && !mayAccess(v.me, v.place.parent, WRITE | EXECUTE),
      { strength: 'posix' },
    ),
    refusal(
      'open.create-directory',
      'EISDIR',
      'I19',
      'open(2) ERRORS EISDIR',
      (v) => has(v, 'CREAT') && !isPath(v) && is(v, 'DIR'),
      { strength: 'posix' },
    ),
    refusal(
      'open.not-directory',
      'ENOTDIR',
      'I07',
      'open(2) ERRORS ENOTDIR',
      (v) => has(v, 'DIRECTORY') && v.inode !== undefined && !is(v, 'DIR'),
      { strength: 'posix' },
    ),
    refusal('open.link', 'ELOOP', 'I07', 'open(2) O_NOFOLLOW', (v) => is(v, 'LNK') && !isPath(v), {
      strength: 'posix',
    }),
    refusal(
      'open.directory-write',
      'EISDIR',
      'I19',
      'open(2) ERRORS EISDIR',
      (v) => is(v, 'DIR') && !isPath(v) && (accessMask(v) & WRITE) !== 0,
      { strength: 'posix' },
    ),
    refusal(
      'open.permission',
      'EACCES',
      'I06',
      'open(2) ERRORS EACCES: checked before the kind of file',
      (v) => v.inode !== undefined && !isPath(v) && !mayAccess(v.me, v.inode, accessMask(v)),
      { strength: 'posix' },
    ),
    refusal(
      'open.socket',
      'ENXIO',
      'I05',
      'open(2) ERRORS ENXIO: the file is a UNIX domain socket',
      (v) => bound(v) && !isPath(v) && v.inode?.socket !== undefined,
    ),
    refusal(
      'open.dead-socket',
      'ENXIO',
      'I11',
      'open(2) ERRORS ENXIO; mknod(2)',
      (v) => bound(v) && !isPath(v),
    ),
  ],
  allow: (view) => {
    const { state, op, me, place } = view;
    const inode = view.inode;
    if (is(view, 'FIFO') && !isPath(view)) throw new Unmodelled('a fifo waits for its other end');
    const cloexec = has(view, 'CLOEXEC');
    const access = isPath(view)
      ? 'path'
      : has(view, 'RDWR')
        ? 'rw'
        : has(view, 'WRONLY')
          ? 'w'
          : 'r';
    return success(isPath(view) ? R.path : R.opened, MADE, () => {
      let target = inode;
      if (target === undefined) {
        target = newInode(
          'REG',
          op.mode & 0o777 & ~me.umask,
          me.cred.euid,
          groupIn(me, place.parent),
          place.parent,
        );
        place.parent.entries?.set(place.name, target);
      }
      const file = openFile(state, target, access, has(view, 'NONBLOCK') && !isPath(view));
      file.append = has(view, 'APPEND') && !isPath(view);
      install(state, op.by, op.as[0] ?? -1, file, cloexec);
    });
  },
};

const ANEW: readonly View<'reopen'>['op']['flags'][number][] = [
  ...(['RDONLY', 'WRONLY', 'RDWR', 'TRUNC', 'APPEND', 'NONBLOCK', 'CLOEXEC'] as const),
];

/** A descriptor leads to its file by way of /proc; a socket cannot be opened there either. */
export const reopen: CallLaw<'reopen', FdView<'reopen'>> = {
  look: (state, op) => {
    const view = lookFd(state, op);
    const { object, access } = view.file;
    if (access === 'path' || !op.flags.every((flag) => ANEW.includes(flag)))
      throw new Unmodelled('another way to open');
    if (object?.kind === 'socket' && object.mode !== 0o777) throw new Unmodelled('modes in sockfs');
    return view;
  },
  refusals: [
    atLimit(1, 'open(2) ERRORS EMFILE'),
    refusal(
      'reopen.socket',
      'ENXIO',
      'I09',
      'open(2) ERRORS ENXIO; proc_pid_fd(5)',
      (v) => v.file.object?.kind === 'socket',
    ),
    refusal(
      'reopen.absent',
      'ENOENT',
      'I19',
      'proc_pid_fd(5): one entry for each open file',
      (v) => v.descriptor === undefined,
    ),
  ],
  allow: ({ state, op, file: { object } }) => {
    const way = op.flags.filter((flag) => flag !== 'CLOEXEC').join();
    if (object.kind !== 'memory' || way !== 'RDONLY') throw new Unmodelled('file modes');
    return success(R.anew, MADE, () => {
      const anew = openFile(state, object, 'r', false);
      install(state, op.by, op.as[0] ?? -1, anew, op.flags.includes('CLOEXEC'));
    });
  },
};
