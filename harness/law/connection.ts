/** listen, connect and accept on AF_UNIX: how one name becomes many channels. */

import * as S from '../abi/socket.ts';
import { type CallLaw, done, type FdView, lookFd, notOpen, notSocket, success } from './call.ts';
import { credentialsNow } from './create.ts';
import {
  associate,
  associationRefusals,
  associationRule,
  isDatagram,
  isNoAddress,
} from './datagram.ts';
import { install, newSocket, openFile } from './fresh.ts';
import { expectInetName, learnPort } from './inet-connection.ts';
import { allowInetListen, inetListenRefusals } from './inet-listen.ts';
import { atLimit, LOWEST, refuseBoth } from './limit.ts';
import type { OperationOf } from './operation.ts';
import { find, NO_REACH, type Reach, wayRefusals } from './reach.ts';
import { abstractKey } from './references.ts';
import { refusal, rule, Unmodelled } from './rule.ts';
import type { Socket, State } from './state.ts';
import { sendsAtOnce, sendTimeoutOf, timeoutOf, waitsForNothing } from './timeout.ts';
import { expectAddress } from './told-address.ts';
import { isTooLong, nameLength, nameText } from './unix-address.ts';
import { nameIfPassing } from './unix-bind.ts';

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
  acceptInet: rule('accept.inet', 'P23', 'accept(2), ip(7)', 'posix'),
  acceptName: rule('accept.address', 'S23', 'accept(2), unix(7) Address format'),
};

function unixOnly(socket: Socket): void {
  if (socket.domain !== undefined && socket.domain !== S.AF_UNIX) throw new Unmodelled('inet');
}

export const listen: CallLaw<'listen', FdView<'listen'>> = {
  look: lookFd,
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
      (v) => v.socket.domain === S.AF_UNIX && v.socket.name === undefined,
      { strength: 'exact' },
    ),
    ...inetListenRefusals,
    refusal(
      'listen.connected',
      'EINVAL',
      'S06',
      'listen(2); POSIX listen() EINVAL: already connected',
      (v) => v.socket.phase === 'connected',
      { strength: 'posix' },
    ),
  ],
  allow: ({ state, op, me, socket }) => {
    const most = state.world.somaxconn;
    const backlog = op.backlog < 0 || op.backlog > most ? most : op.backlog;
    if (socket.domain !== S.AF_UNIX) return allowInetListen({ state, me, socket }, backlog);
    return done(R.listen, () => {
      socket.phase = 'listening';
      socket.backlog = backlog;
      socket.peercred = credentialsNow(me);
    });
  },
};

type Connecting = FdView<'connect'> & { readonly reach: Reach };

function lookConnect(state: State, op: OperationOf<'connect'>): Connecting {
  const view = lookFd(state, op);
  unixOnly(view.socket);
  const parts = isDatagram(view.socket) && isNoAddress(op.address);
  return { ...view, reach: parts ? NO_REACH : find(view, view.socket, op.address) };
}

const deaf = ({ socket, reach: { other } }: Connecting): boolean =>
  other !== undefined &&
  hasConnections(socket) &&
  (other.phase !== 'listening' || other.shutReceive);
const full = ({ socket, reach: { other } }: Connecting): boolean =>
  other !== undefined && hasConnections(socket) && other.pending.length > other.backlog;

/** Whether a full queue has it sleep. */
const waitsForRoom = ({ socket, file }: Pick<Connecting, 'socket' | 'file'>): boolean =>
  !file.nonblock && !sendsAtOnce(socket);

/** Of calls that overlap one that could have slept until the listener, whose queue was full, was closed. */
const deserted = ({ state, op, socket, file, reach }: Connecting): boolean =>
  op.overlaps !== undefined &&
  hasConnections(socket) &&
  waitsForRoom({ file, socket }) &&
  reach.target.kind === 'abstract' &&
  reach.other === undefined &&
  state.deserted.has(abstractKey(socket, reach.target.name));

const after: { effect: (view: Connecting) => void } = { effect: nameIfPassing };

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
      'connect.deserted-while-asleep',
      'ECONNREFUSED',
      'S10',
      'connect(2) ERRORS ECONNREFUSED; af_unix.c unix_wait_for_peer(): the name is looked for again',
      deserted,
      { strength: 'exact', ...after },
    ),
    ...wayRefusals<Connecting>('connect', nameIfPassing),
    ...associationRefusals<Connecting>(nameIfPassing),
    refusal(
      'connect.deaf',
      'ECONNREFUSED',
      'S12',
      'connect(2) ERRORS ECONNREFUSED: not listening',
      (v) => deaf(v) && !v.reach.other?.shutReceive,
      { strength: 'posix', ...after },
    ),
    refusal(
      'connect.shut.blocks',
      'BLOCKS',
      'S27',
      'af_unix.c unix_shutdown(): nobody wakes who waits in unix_wait_for_peer()',
      (v) =>
        deaf(v) &&
        full(v) &&
        v.reach.other?.phase === 'listening' &&
        waitsForRoom(v) &&
        sendTimeoutOf(v.socket) === 0,
      { strength: 'exact', may: true, ...after },
    ),
    refusal(
      'connect.shut',
      'ECONNREFUSED',
      'S27',
      'af_unix.c unix_stream_connect(): listener shut down',
      deaf,
      { strength: 'exact', ...after },
    ),
    refusal(
      'connect.no-time',
      'EAGAIN',
      'X13',
      'sock.c sock_set_timeout(); af_unix.c unix_stream_connect()',
      (v) => full(v) && sendsAtOnce(v.socket),
      { strength: 'exact', ...after },
    ),
    refusal(
      'connect.full',
      'EAGAIN',
      'S09',
      'connect(2) ERRORS EAGAIN (AF_UNIX)',
      (v) => full(v) && v.file.nonblock,
      after,
    ),
    refusal(
      'connect.timeout',
      'EAGAIN',
      'S49',
      'socket(7) SO_SNDTIMEO: connect(2) too; connect(2) ERRORS EAGAIN',
      (v) => full(v) && sendTimeoutOf(v.socket) > 0,
      { ...after, waits: (v) => sendTimeoutOf(v.socket) },
    ),
    refusal('connect.full.blocks', 'BLOCKS', 'S09', 'connect(2), listen(2)', full, after),
    refusal(
      'connect.again',
      'EISCONN',
      'S15',
      'connect(2) ERRORS EISCONN',
      (v) => v.socket.phase === 'connected' && hasConnections(v.socket),
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
    if (isDatagram(socket))
      return done(associationRule(socket, listener), () => {
        if (listener !== undefined) nameIfPassing(view);
        associate(state, socket, listener);
      });
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
      embryo.inode = listener.inode;
      embryo.autobound = listener.autobound;
      embryo.peercred = credentialsNow(me);
      embryo.passCredentials = listener.passCredentials;
      embryo.passPidfds = listener.passPidfds;
      embryo.passRights = listener.passRights;
      embryo.passSecurity = listener.passSecurity;
      socket.phase = 'connected';
      socket.peer = embryo;
      socket.peercred = listener.peercred;
      listener.pending.push(embryo);
    });
  },
};

const INET_RULES = { name: R.acceptInet, chosen: R.acceptInet, cut: R.acceptInet };
/** For any address. */
const ROOM = 128;

/** Of TCP the law follows who comes, not who came and went, and tells names where there is room. */
function lookAtInet({ socket, op }: FdView<'accept4'>): void {
  if (socket.domain === undefined || socket.domain === S.AF_UNIX) return;
  if (op.space !== undefined) throw new Unmodelled('cut inet name');
  if (socket.pending[0]?.peer?.dead) throw new Unmodelled('who was reset while it waited');
}

export const accept4: CallLaw<'accept4', FdView<'accept4'>> = {
  look: (state, op) => {
    const view = lookFd(state, op);
    lookAtInet(view);
    if ((op.space ?? 0) < 0) throw new Unmodelled('what becomes of whom it accepts');
    if (view.socket.pending?.[0]?.uncertain) throw new Unmodelled('waits for the collector');
    // Since 5.15 the descriptor is made before anybody asks what is to accept.
    refuseBoth(view, 1, view.descriptor !== undefined && view.socket.domain === undefined);
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
    // The descriptor is made before there is anything to accept: a connection that waits stays where it is.
    atLimit(1, 'accept(2) ERRORS EMFILE'),
    refusal(
      'accept.type',
      'EOPNOTSUPP',
      'G12',
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
      (v) => v.socket.pending.length === 0 && (v.file.nonblock || waitsForNothing(v.socket)),
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
      'accept.timeout',
      'EAGAIN',
      'S46',
      'socket(7) SO_RCVTIMEO: accept(2) too',
      (v) => v.socket.pending.length === 0 && timeoutOf(v.socket) > 0,
      { waits: (v) => timeoutOf(v.socket) },
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
    const isUnix = socket.domain === S.AF_UNIX;
    const cloexec = (op.flags & S.SOCK_CLOEXEC) !== 0;
    const nonblock = (op.flags & S.SOCK_NONBLOCK) !== 0;
    return success(
      R.accept,
      [
        ...(isUnix || client === undefined
          ? expectAddress(R.acceptName, client, op.space)
          : expectInetName(state, client, ROOM, INET_RULES)),
        { rule: R.acceptFlags, name: 'cloexec', want: cloexec ? 1 : 0 },
        { rule: R.acceptFlags, name: 'nonblock', want: nonblock ? 1 : 0 },
        LOWEST,
      ],
      (observed) => {
        if (isUnix) learnName(client, observed?.fields?.address);
        else if (client !== undefined) learnPort(client, observed?.fields?.port);
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
