/** listen, connect and accept on AF_UNIX: how one name becomes many channels. */

import * as S from '../abi/socket.ts';
import { type CallLaw, done, type FdView, lookFd, notOpen, notSocket, success } from './call.ts';
import { credentialsNow } from './create.ts';
import type { OperationOf } from './operation.ts';
import { existing, resolve } from './path.ts';
import { mayAccess, WRITE } from './permission.ts';
import { abstractKey } from './references.ts';
import { refusal, rule, Unmodelled } from './rule.ts';
import { install, newSocket, openFile, type Socket, type State } from './state.ts';
import { isTooLong, nameLength, nameText, type UnixTarget, unixTarget } from './unix-address.ts';
import { autobind } from './unix-bind.ts';

/** Stream and seqpacket sockets have connections. */
export function hasConnections(socket: Socket): boolean {
  return socket.type === S.SOCK_STREAM || socket.type === S.SOCK_SEQPACKET;
}

const R = {
  listen: rule('listen.listening', 'S07', 'listen(2), unix(7)'),
  connect: rule(
    'connect.connected',
    'S11',
    'connect(2), unix(7): each connection is a channel of its own',
  ),
  accept: rule('accept.oldest', 'S19', 'accept(2): the first connection on the queue', 'posix'),
  acceptFlags: rule('accept.flags', 'S21', 'accept(2): flags are not inherited'),
  acceptName: rule('accept.address', 'S23', 'accept(2), unix(7) Address format'),
};

function unixOnly(socket: Socket): void {
  if (socket.domain !== undefined && socket.domain !== S.AF_UNIX) throw new Unmodelled('inet');
}

export const listen: CallLaw<'listen', FdView<'listen'>> = {
  look: (state, op) => {
    const view = lookFd(state, op);
    unixOnly(view.socket);
    return view;
  },
  refusals: [
    notOpen,
    notSocket,
    refusal(
      'listen.type',
      'EOPNOTSUPP',
      'S04',
      'listen(2) ERRORS EOPNOTSUPP',
      (v) => !hasConnections(v.socket),
      { strength: 'posix' },
    ),
    refusal(
      'listen.unnamed',
      'EINVAL',
      'S05',
      'af_unix.c unix_listen(); POSIX EDESTADDRREQ',
      (v) => v.socket.name === undefined,
      { strength: 'exact' },
    ),
    refusal(
      'listen.connected',
      'EINVAL',
      'S06',
      'listen(2); POSIX listen() EINVAL: already connected',
      (v) => v.socket.phase === 'connected',
      { strength: 'posix' },
    ),
  ],
  allow: ({ state, op, me, socket }) =>
    done(R.listen, () => {
      socket.phase = 'listening';
      socket.backlog =
        op.backlog < 0 || op.backlog > state.world.somaxconn ? state.world.somaxconn : op.backlog;
      socket.peercred = credentialsNow(me);
    }),
};

interface Reach {
  readonly target: UnixTarget;
  /** Errno of finding the listener, '' when found. */
  readonly error: string;
  readonly other: Socket | undefined;
}

type Connecting = FdView<'connect'> & { readonly reach: Reach };

/** unix_find_other(): from an address to a bound socket. */
function find(state: State, view: FdView<'connect'>): Reach {
  const target = unixTarget(view.op.address);
  if (target.kind === 'abstract') {
    const other = state.abstract.get(abstractKey(view.socket, target.name));
    return { target, error: other === undefined ? 'ECONNREFUSED' : '', other };
  }
  if (target.kind !== 'path') return { target, error: '', other: undefined };
  const inode = existing(resolve(state, view.me, target.path, true));
  if (typeof inode === 'string') return { target, error: inode, other: undefined };
  if (!mayAccess(view.me, inode, WRITE)) return { target, error: 'EACCES', other: undefined };
  const other = inode.type === 'SOCK' ? inode.socket : undefined;
  if (other === undefined) return { target, error: 'ECONNREFUSED', other };
  return { target, error: other.type === view.socket.type ? '' : 'EPROTOTYPE', other };
}

function lookConnect(state: State, op: OperationOf<'connect'>): Connecting {
  const view = lookFd(state, op);
  unixOnly(view.socket);
  if (view.socket.type === S.SOCK_DGRAM) throw new Unmodelled('datagram connect');
  const reach = find(state, view);
  if (reach.other?.uncertain) throw new Unmodelled('listener waits for the collector');
  return { ...view, reach };
}

const reaching = (v: Connecting, errno: string): boolean => v.reach.error === errno;
const isPath = (v: Connecting): boolean => v.reach.target.kind === 'path';
const deaf = (other: Socket | undefined): boolean =>
  other !== undefined && (other.phase !== 'listening' || other.shutReceive);
const full = (other: Socket | undefined): boolean =>
  other !== undefined && other.pending.length > other.backlog;

/** A connect that got past its address may have given the client a name (SO_PASSCRED autobinds). */
function nameIfPassing(v: Connecting): void {
  if (v.socket.passCredentials && v.socket.name === undefined) autobind(v.socket);
}

const after = { effect: nameIfPassing };

export const connect: CallLaw<'connect', Connecting> = {
  look: lookConnect,
  refusals: [
    notOpen,
    refusal(
      'connect.address-long',
      'EINVAL',
      'S17',
      'net/socket.c move_addr_to_kernel(): before the kind of descriptor',
      (v) => isTooLong(v.op.address),
      { strength: 'exact' },
    ),
    notSocket,
    refusal(
      'connect.address',
      'EINVAL',
      'S17',
      'connect(2); af_unix.c unix_validate_addr()',
      (v) => v.reach.target.kind === 'invalid' || v.reach.target.kind === 'autobind',
      { strength: 'exact' },
    ),
    refusal(
      'connect.nobody',
      'ECONNREFUSED',
      'S12',
      'connect(2) ERRORS ECONNREFUSED',
      (v) => reaching(v, 'ECONNREFUSED') && !isPath(v),
      after,
    ),
    refusal(
      'connect.path.nobody',
      'ECONNREFUSED',
      'S12',
      'connect(2) ERRORS ECONNREFUSED; unix(7) ERRORS',
      (v) => reaching(v, 'ECONNREFUSED'),
      { strength: 'posix', ...after },
    ),
    refusal(
      'connect.path.missing',
      'ENOENT',
      'S12',
      'unix(7) ERRORS ENOENT',
      (v) => reaching(v, 'ENOENT'),
      { strength: 'posix', ...after },
    ),
    refusal(
      'connect.path.permission',
      'EACCES',
      'S14',
      'unix(7) Pathname socket ownership and permissions',
      (v) => reaching(v, 'EACCES'),
      { strength: 'posix', ...after },
    ),
    refusal(
      'connect.path.not-directory',
      'ENOTDIR',
      'S12',
      'POSIX connect() ENOTDIR',
      (v) => reaching(v, 'ENOTDIR'),
      { strength: 'posix', ...after },
    ),
    refusal(
      'connect.path.loop',
      'ELOOP',
      'S12',
      'POSIX connect() ELOOP',
      (v) => reaching(v, 'ELOOP'),
      { strength: 'posix', ...after },
    ),
    refusal(
      'connect.path.long',
      'ENAMETOOLONG',
      'S12',
      'POSIX connect() ENAMETOOLONG',
      (v) => reaching(v, 'ENAMETOOLONG'),
      { strength: 'posix', ...after },
    ),
    refusal(
      'connect.path.type',
      'EPROTOTYPE',
      'S13',
      'unix(7) ERRORS EPROTOTYPE',
      (v) => reaching(v, 'EPROTOTYPE'),
      { strength: 'posix', ...after },
    ),
    refusal(
      'connect.deaf',
      'ECONNREFUSED',
      'S12',
      'connect(2) ERRORS ECONNREFUSED: not listening',
      (v) => deaf(v.reach.other) && !v.reach.other?.shutReceive,
      { strength: 'posix', ...after },
    ),
    refusal(
      'connect.shut',
      'ECONNREFUSED',
      'S27',
      'af_unix.c unix_stream_connect(): listener shut down',
      (v) => deaf(v.reach.other),
      { strength: 'exact', ...after },
    ),
    refusal(
      'connect.full',
      'EAGAIN',
      'S09',
      'connect(2) ERRORS EAGAIN (AF_UNIX)',
      (v) => full(v.reach.other) && v.file.nonblock,
      after,
    ),
    refusal(
      'connect.full.blocks',
      'BLOCKS',
      'S09',
      'connect(2), listen(2)',
      (v) => full(v.reach.other),
      after,
    ),
    refusal(
      'connect.again',
      'EISCONN',
      'S15',
      'connect(2) ERRORS EISCONN',
      (v) => v.socket.phase === 'connected',
      { strength: 'posix', ...after },
    ),
    refusal(
      'connect.listener',
      'EINVAL',
      'S16',
      'af_unix.c unix_stream_connect()',
      (v) => v.socket.phase === 'listening',
      { strength: 'exact', ...after },
    ),
  ],
  allow: (view) => {
    const { state, me, socket, reach } = view;
    const listener = reach.other;
    if (listener === undefined) throw new Unmodelled('no listener');
    return done(R.connect, () => {
      nameIfPassing(view);
      const embryo = newSocket(state, socket, socket.domain, socket.type, 0);
      embryo.phase = 'connected';
      embryo.origin = 'accepted';
      embryo.peer = socket;
      embryo.embryoOf = listener;
      embryo.name = listener.name;
      embryo.borrowedName = true;
      embryo.autobound = listener.autobound;
      embryo.peercred = credentialsNow(me);
      embryo.passCredentials = listener.passCredentials;
      embryo.passRights = listener.passRights;
      socket.phase = 'connected';
      socket.peer = embryo;
      socket.peercred = listener.peercred;
      listener.pending.push(embryo);
    });
  },
};

export const accept4: CallLaw<'accept4', FdView<'accept4'>> = {
  look: (state, op) => {
    const view = lookFd(state, op);
    unixOnly(view.socket);
    if (view.socket.pending?.[0]?.uncertain) throw new Unmodelled('waits for the collector');
    return view;
  },
  refusals: [
    notOpen,
    refusal(
      'accept.flags-unknown',
      'EINVAL',
      'S21',
      'accept(2) ERRORS EINVAL',
      (v) => (v.op.flags & ~(S.SOCK_NONBLOCK | S.SOCK_CLOEXEC)) !== 0,
    ),
    notSocket,
    refusal(
      'accept.type',
      'EOPNOTSUPP',
      'S20',
      'accept(2) ERRORS EOPNOTSUPP',
      (v) => !hasConnections(v.socket),
      { strength: 'posix' },
    ),
    refusal(
      'accept.deaf',
      'EINVAL',
      'S20',
      'accept(2) ERRORS EINVAL: not listening',
      (v) => v.socket.phase !== 'listening',
      { strength: 'posix' },
    ),
    refusal(
      'accept.empty',
      'EAGAIN',
      'S20',
      'accept(2) ERRORS EAGAIN',
      (v) => v.socket.pending.length === 0 && v.file.nonblock,
      { strength: 'posix' },
    ),
    refusal(
      'accept.shut',
      'EINVAL',
      'S27',
      'af_unix.c unix_accept()',
      (v) => v.socket.pending.length === 0 && v.socket.shutReceive,
      { strength: 'exact' },
    ),
    refusal(
      'accept.empty.blocks',
      'BLOCKS',
      'S20',
      'accept(2)',
      (v) => v.socket.pending.length === 0,
    ),
  ],
  allow: ({ state, op, me, socket }) => {
    const client = socket.pending[0]?.peer;
    const cloexec = (op.flags & S.SOCK_CLOEXEC) !== 0;
    const nonblock = (op.flags & S.SOCK_NONBLOCK) !== 0;
    return success(
      R.accept,
      [
        { rule: R.acceptName, name: 'length', want: nameLengthOf(client) },
        { rule: R.acceptName, name: 'address', want: nameTextOf(client) },
        { rule: R.acceptFlags, name: 'cloexec', want: cloexec ? 1 : 0 },
        { rule: R.acceptFlags, name: 'nonblock', want: nonblock ? 1 : 0 },
      ],
      (observed) => {
        learnName(client, observed?.fields?.address);
        const accepted = socket.pending.shift();
        if (accepted === undefined) return;
        accepted.embryoOf = undefined;
        accepted.maker = me.cred.euid;
        install(state, op.by, op.as[0] ?? -1, openFile(state, accepted, 'rw', nonblock), cloexec);
      },
    );
  },
};

const AUTOBOUND = /^abstract [0-9a-f]{5}$/;

/** An autobound name that nobody has looked at yet. */
function isOpenName(socket: Socket | undefined): boolean {
  return socket?.autobound === true && socket.name?.kind === 'abstract' && socket.name.name === '';
}

/** Length of a socket's name as reported; the kernel's own names are five hex digits. */
export function nameLengthOf(socket: Socket | undefined): number {
  return isOpenName(socket) ? 8 : nameLength(socket?.name);
}

export function nameTextOf(
  socket: Socket | undefined,
): string | { allowed: (seen: string | number | undefined) => boolean; text: string } {
  if (!isOpenName(socket)) return nameText(socket?.name);
  return { allowed: (seen) => AUTOBOUND.test(String(seen)), text: 'abstract and five of [0-9a-f]' };
}

/** Binds an autobound name at first sight. */
export function learnName(socket: Socket | undefined, seen: string | number | undefined): void {
  if (socket === undefined || !isOpenName(socket) || typeof seen !== 'string') return;
  socket.name = { kind: 'abstract', name: seen.slice('abstract '.length) };
}
