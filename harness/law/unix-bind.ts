/** bind(2) on AF_UNIX: names, and the inode that a pathname makes. */

import { SOCK_STREAM } from '../abi/socket.ts';
import type { FdView } from './call.ts';
import { done } from './call.ts';
import { chosenBy, holderOf, takeChosen } from './chosen-name.ts';
import { newInode } from './fresh.ts';
import { asksWhoSends } from './passing.ts';
import { creationError, type Place, resolveNew } from './path.ts';
import { EXECUTE, groupIn, mayAccess, WRITE } from './permission.ts';
import { abstractKey } from './references.ts';
import type { Outcome } from './rule.ts';
import { type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { Process, Socket, State } from './state.ts';
import { isForeign, type UnixTarget, unixTarget } from './unix-address.ts';

export interface UnixBind {
  readonly target: UnixTarget;
  /** For a name that the kernel chose: whose it is. */
  readonly chosen?: Socket;
  /** For pathnames: where the name leads, and the errno of filename_create(). */
  readonly place: Place | undefined;
  readonly placeError: string;
}

export type UnixBindView = FdView<'bind'> & { readonly unix: UnixBind };

export function lookUnixBind(view: FdView<'bind'>): UnixBind {
  const target = unixTarget(view.op.address);
  if (target.kind === 'proc') throw new Unmodelled('a name in /proc');
  if (target.kind === 'name')
    return { target, chosen: chosenBy(view, target.slot), place: undefined, placeError: '' };
  if (target.kind !== 'path') return { target, place: undefined, placeError: '' };
  const place = resolveNew(view.state, view.me, target.path);
  return { target, place, placeError: creationError(place) };
}

const isPath = (v: UnixBindView): boolean => v.unix.target.kind === 'path';
const named = (v: UnixBindView): boolean => v.socket.name !== undefined;
const prefix = (v: UnixBindView, errno: string): boolean =>
  isPath(v) && v.unix.placeError === errno;

function abstractHolder(state: State, socket: Socket, target: UnixTarget): Socket | undefined {
  if (target.kind !== 'abstract') return undefined;
  return state.abstract.get(abstractKey(socket, target.name));
}

export const unixBindRefusals: readonly Refusal<UnixBindView>[] = [
  refusal(
    'bind.unix.family',
    'EINVAL',
    'B02',
    'unix(7) ERRORS EINVAL; af_unix.c unix_validate_addr()',
    (v) => isForeign(v.op.address),
  ),
  refusal(
    'bind.unix.address',
    'EINVAL',
    'B01',
    'bind(2) ERRORS EINVAL; unix(7) ERRORS EINVAL',
    (v) => v.unix.target.kind === 'invalid',
  ),
  refusal(
    'bind.path.directory-missing',
    'ENOENT',
    'B18',
    'bind(2) ERRORS ENOENT',
    (v) => prefix(v, 'ENOENT'),
    { strength: 'posix' },
  ),
  refusal(
    'bind.path.not-directory',
    'ENOTDIR',
    'B18',
    'bind(2) ERRORS ENOTDIR',
    (v) => prefix(v, 'ENOTDIR'),
    { strength: 'posix' },
  ),
  refusal('bind.path.loop', 'ELOOP', 'B18', 'bind(2) ERRORS ELOOP', (v) => prefix(v, 'ELOOP'), {
    strength: 'posix',
  }),
  refusal(
    'bind.path.long',
    'ENAMETOOLONG',
    'B18',
    'bind(2) ERRORS ENAMETOOLONG',
    (v) => prefix(v, 'ENAMETOOLONG'),
    { strength: 'posix' },
  ),
  refusal(
    'bind.path.search',
    'EACCES',
    'B18',
    'bind(2) ERRORS EACCES: search permission on the prefix',
    (v) => prefix(v, 'EACCES'),
    { strength: 'posix' },
  ),
  refusal(
    'bind.path.live',
    'EADDRINUSE',
    'B14',
    'bind(2), unix(7) ERRORS EADDRINUSE',
    (v) => prefix(v, 'EEXIST') && v.unix.place?.inode?.socket !== undefined,
  ),
  refusal(
    'bind.path.exists',
    'EADDRINUSE',
    'B17',
    'bind(2) ERRORS EADDRINUSE; unix(7) NOTES',
    (v) => prefix(v, 'EEXIST'),
    { strength: 'posix' },
  ),
  refusal(
    'bind.path.read-only',
    'EROFS',
    'I15',
    'bind(2) ERRORS EROFS',
    (v) => v.unix.place?.mount?.readOnly === true,
    { strength: 'posix' },
  ),
  refusal(
    'bind.path.directory-write',
    'EACCES',
    'B18',
    'bind(2) ERRORS EACCES: write permission on the directory',
    (v) => v.unix.place !== undefined && !mayAccess(v.me, v.unix.place.parent, WRITE | EXECUTE),
    { strength: 'posix' },
  ),
  refusal(
    'bind.path.bound-already',
    'EINVAL',
    'B15',
    'bind(2) ERRORS EINVAL: already bound',
    (v) => isPath(v) && named(v),
    { strength: 'posix' },
  ),
  refusal(
    'bind.abstract.bound-already',
    'EINVAL',
    'B15',
    'bind(2) ERRORS EINVAL: already bound',
    (v) => (v.unix.target.kind === 'abstract' || v.unix.chosen !== undefined) && named(v),
  ),
  refusal(
    'bind.chosen.taken',
    'EADDRINUSE',
    'B04',
    'unix(7) Autobind feature, Abstract sockets; bind(2) ERRORS EADDRINUSE',
    ({ state, socket, unix: { chosen } }) =>
      chosen !== undefined && holderOf(state, socket, chosen) !== undefined,
  ),
  refusal(
    'bind.abstract.taken',
    'EADDRINUSE',
    'B13',
    'unix(7) Abstract sockets; bind(2) ERRORS EADDRINUSE',
    (v) => {
      const holder = abstractHolder(v.state, v.socket, v.unix.target);
      if (holder?.uncertain) throw new Unmodelled('name waits for the collector');
      return holder !== undefined;
    },
  ),
];

const R = {
  abstract: rule('bind.abstract', 'B10', 'unix(7) Abstract sockets'),
  zeroes: rule(
    'bind.abstract.zeroes',
    'B11',
    'unix(7) Address format: abstract names may hold null bytes',
  ),
  path: rule('bind.path', 'I01', 'unix(7) Pathname socket ownership and permissions'),
  chosen: rule('bind.chosen', 'B04', 'unix(7) Abstract sockets: names of each type are apart'),
  autobind: rule('bind.autobind', 'B03', 'unix(7) Autobind feature'),
  autobindAgain: rule('bind.autobind.again', 'B05', 'af_unix.c unix_autobind()', 'exact'),
};

/** Gives a socket an abstract name that the kernel chooses: known once it is seen. */
export function autobind(socket: Socket): void {
  socket.name = { kind: 'abstract', name: '' };
  socket.autobound = true;
  socket.chosen = socket.id;
}

/** With SO_PASSCRED or SO_PASSPIDFD on, a nameless socket gets a name when it connects or sends a packet (unix_autobind). */
export function nameIfPassing({ socket }: { readonly socket: Socket }): void {
  if (asksWhoSends(socket) && socket.name === undefined) autobind(socket);
}

/** The same by a message that is one of its own, and not of a stream; also when it then fails (unix_dgram_sendmsg). */
export function nameIfSending(view: { readonly socket: Socket }): void {
  if (view.socket.type !== SOCK_STREAM) nameIfPassing(view);
}

/** The inode that bind makes. */
function makeInode(me: Process, place: Place, socket: Socket): void {
  const gid = groupIn(me, place.parent);
  const inode = newInode('SOCK', socket.mode & ~me.umask, me.cred.fsuid, gid, place.parent);
  inode.socket = socket;
  socket.inode = inode;
  place.parent.entries?.set(place.name, inode);
}

export function allowUnixBind({ state, me, socket, unix }: UnixBindView): Outcome {
  const { target, place } = unix;
  if (target.kind === 'abstract')
    return done(/^\0*$/.test(target.name) ? R.zeroes : R.abstract, () => {
      const key = abstractKey(socket, target.name);
      socket.name = target;
      state.abstract.set(key, socket);
      state.deserted.delete(key);
    });
  if (unix.chosen !== undefined) {
    const { chosen } = unix;
    return done(R.chosen, () => takeChosen(socket, chosen));
  }
  if (target.kind === 'path' && place !== undefined)
    return done(R.path, () => {
      socket.name = target;
      makeInode(me, place, socket);
    });
  if (socket.name !== undefined) return done(R.autobindAgain, () => undefined);
  return done(R.autobind, () => autobind(socket));
}
