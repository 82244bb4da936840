/** connect on AF_UNIX: each connection is a channel of its own. */

import * as S from '../abi/socket.ts';
import { type CallLaw, done, type FdView, isNegative, lookFd, notOpen, notSocket } from './call.ts';
import { confinementRefusals } from './confine.ts';
import {
  associate,
  associationRefusals,
  associationRule,
  isDatagram,
  isNoAddress,
} from './datagram.ts';
import { newSocket } from './fresh.ts';
import { hasConnections } from './listen.ts';
import { credentialsNow } from './make-socket.ts';
import type { OperationOf } from './operation.ts';
import { find, NO_REACH, type Reach, wayRefusals } from './reach.ts';
import { abstractKey } from './references.ts';
import { refusal, rule, Unmodelled } from './rule.ts';
import type { Socket, State } from './state.ts';
import { sendsAtOnce, sendTimeoutOf } from './timeout.ts';
import { isTooLong } from './unix-address.ts';
import { nameIfPassing } from './unix-bind.ts';

const CONNECTED = rule(
  'connect.connected',
  'S11',
  'connect(2), unix(7): each connection is a channel of its own',
);

function unixOnly(socket: Socket): void {
  if (socket.domain !== undefined && socket.domain !== S.AF_UNIX) throw new Unmodelled('inet');
}

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
      'connect.length',
      'EINVAL',
      'S17',
      'net/socket.c move_addr_to_kernel(): before the kind of descriptor',
      isNegative,
      { strength: 'exact' },
    ),
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
    ...confinementRefusals<Connecting>(nameIfPassing),
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
    return done(CONNECTED, () => {
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
