/** open(2): what opens, and why a socket inode never does. */

import { type CallLaw, look, success, type View } from './call.ts';
import { install, newInode, openFile } from './fresh.ts';
import { atLimit, MADE, refuseBoth } from './limit.ts';
import type { OpenFlag, OperationOf } from './operation.ts';
import { existing, type Place, resolve } from './path.ts';
import { EXECUTE, groupIn, mayAccess, ownerOrCapable, READ, STICKY, WRITE } from './permission.ts';
import { type Outcome, type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { Inode, OpenFile, Process, State } from './state.ts';

/** A file that is opened, however it was found. */
export interface Found {
  readonly state: State;
  readonly op: OperationOf<'open'> | OperationOf<'reopen'>;
  readonly me: Process;
  readonly inode: Inode | undefined;
}

interface Opening extends View<'open'> {
  readonly place: Place;
  /** Errno of the lookup for a file that must exist, '' if it does. */
  readonly missing: string;
  readonly inode: Inode | undefined;
  readonly creates: boolean;
}

type Asked = Pick<Found, 'op'>;
const has = (v: Asked, flag: OpenFlag): boolean => v.op.flags.includes(flag);
export const isPath = (v: Asked): boolean => has(v, 'PATH');

function accessMask(v: Asked): number {
  const way = has(v, 'RDWR') ? READ | WRITE : has(v, 'WRONLY') ? WRITE : READ;
  return has(v, 'TRUNC') ? way | WRITE : way;
}

/** What is done through descriptors of it has rules of its own. */
function refuseReadOnly({ type }: Inode, { inside }: Place): void {
  if (inside?.readOnly && type !== 'SOCK' && type !== 'LNK')
    throw new Unmodelled('a file that stays read-only');
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
  if (inode !== undefined) refuseReadOnly(inode, place);
  if (inode?.type === 'LNK' && has(view, 'DIRECTORY')) throw new Unmodelled('link as a directory');
  return { ...view, place, missing: creates ? '' : missing, inode, creates };
}

const is = (v: Found, type: Inode['type']): boolean => v.inode?.type === type;
const bound = (v: Found): boolean => is(v, 'SOCK');
const missing =
  (errno: string) =>
  (v: Opening): boolean =>
    v.missing === errno;
const PATHS = 'path_resolution(7), open(2) ERRORS';

const R = {
  opened: rule('open.opened', 'I19', 'open(2)', 'posix'),
  path: rule('open.path', 'I08', 'open(2) O_PATH'),
};

/** What a file has against being opened, in the order of the kernel. */
export const fileRefusals: readonly Refusal<Found>[] = [
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
  ...[true, false].map((isSocket) =>
    refusal<Found>(
      isSocket ? 'open.noatime.socket' : 'open.noatime',
      'EPERM',
      isSocket ? 'I05' : 'I19',
      isSocket
        ? 'open(2) ERRORS EPERM: O_NOATIME; namei.c may_open(): before the kind of file'
        : 'open(2) ERRORS EPERM: O_NOATIME',
      (v) =>
        v.inode !== undefined &&
        bound(v) === isSocket &&
        has(v, 'NOATIME') &&
        !isPath(v) &&
        !ownerOrCapable(v.me, v.inode),
      { strength: isSocket ? 'exact' : 'linux' },
    ),
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
];

/** A file is opened, or becomes known by an O_PATH descriptor. */
export function allowOpen(view: Found, targetOf: () => Inode): Outcome {
  const { state, op, inode } = view;
  if (is(view, 'FIFO') && !isPath(view)) throw new Unmodelled('a fifo waits for its other end');
  // What file systems make of it is their affair.
  if (has(view, 'DIRECT') && !isPath(view)) throw new Unmodelled('a file without a cache');
  return success(isPath(view) ? R.path : R.opened, MADE, () => {
    const target = inode ?? targetOf();
    const file = openFile(state, target, accessOf(view), has(view, 'NONBLOCK') && !isPath(view));
    file.append = has(view, 'APPEND') && !isPath(view);
    install(state, op.by, op.as[0] ?? -1, file, has(view, 'CLOEXEC'));
  });
}

function accessOf(v: Asked): OpenFile['access'] {
  if (isPath(v)) return 'path';
  return has(v, 'RDWR') ? 'rw' : has(v, 'WRONLY') ? 'w' : 'r';
}

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
      'open.create-read-only',
      'EROFS',
      'I15',
      'open(2) ERRORS EROFS',
      (v) => v.creates && v.place.mount?.readOnly === true,
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
    ...fileRefusals,
  ],
  allow: (view) => {
    const { op, me, place } = view;
    return allowOpen(view, () => {
      const mode = op.mode & 0o777 & ~me.umask;
      const gid = groupIn(me, place.parent);
      const made = newInode('REG', mode, me.cred.fsuid, gid, place.parent);
      place.parent.entries?.set(place.name, made);
      return made;
    });
  },
};
