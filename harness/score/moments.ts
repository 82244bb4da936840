/** Mutants of the law that capture at a wrong moment, or from the wrong one. */

import type { FdView, View } from '../law/call.ts';
import { credentialsNow } from '../law/make-socket.ts';
import { pidKey } from '../law/namespace.ts';
import type { CallName } from '../law/operation.ts';
import type { Process, Socket, State } from '../law/state.ts';
import { type Mutant, withOutcomes } from './mutants.ts';

type AnyView = View<CallName> & Pick<FdView<'listen'>, 'socket'>;

/** Before the outcome is committed: what is to be done when it was. */
type Spoil = (view: AnyView) => () => void;

function* socketsOf(state: State): Generator<Socket> {
  for (const descriptor of state.descriptors) {
    const object = descriptor?.file.object;
    if (object?.kind !== 'socket') continue;
    yield object;
    if (object.peer !== undefined) yield object.peer;
  }
}

/** The socket that a call has just put into a slot. */
function socketAt(state: State, slot: number | undefined): Socket | undefined {
  const object = state.descriptors[slot ?? -1]?.file.object;
  return object?.kind === 'socket' ? object : undefined;
}

const slotsOf = (view: AnyView): readonly number[] => ('as' in view.op ? view.op.as : []);

/** Credentials of a process, wherever they were captured. */
const isMine = (captured: { readonly pid: number } | undefined, me: Process): boolean =>
  captured?.pid === pidKey(me.pid, me);

const MOMENTS: readonly (readonly [call: CallName, name: string, spoil: Spoil])[] = [
  [
    'become',
    'SO_PEERCRED follows the peer’s later identities',
    ({ state, me }) =>
      () => {
        for (const socket of socketsOf(state))
          if (isMine(socket.peercred, me)) socket.peercred = credentialsNow(me);
      },
  ],
  [
    'become',
    'credentials with messages follow the sender’s later identities',
    ({ state, me }) =>
      () => {
        const now = { pid: pidKey(me.pid, me), uid: me.cred.ruid, gid: me.cred.rgid };
        for (const { queue } of socketsOf(state))
          for (const [i, packet] of queue.entries())
            if (isMine(packet.creds, me)) queue[i] = { ...packet, creds: now };
      },
  ],
  [
    'accept4',
    'an accepted socket tells who accepted it',
    (view) => () => {
      const accepted = socketAt(view.state, slotsOf(view)[0]);
      if (accepted !== undefined) accepted.peercred = credentialsNow(view.me);
    },
  ],
  [
    'accept4',
    'an accepted socket tells who listened',
    (view) => () => {
      const accepted = socketAt(view.state, slotsOf(view)[0]);
      if (accepted !== undefined) accepted.peercred = view.socket.peercred;
    },
  ],
  [
    'connect',
    'a client tells who connected',
    ({ socket, me }) =>
      () => {
        socket.peercred = credentialsNow(me);
      },
  ],
  [
    'listen',
    'the first listen captures, not the last',
    ({ socket }) => {
      const { phase, peercred } = socket;
      return () => {
        if (phase === 'listening') socket.peercred = peercred;
      };
    },
  ],
  [
    'listen',
    'the first listen sets the backlog, not the last',
    ({ socket }) => {
      const { phase, backlog } = socket;
      return () => {
        if (phase === 'listening') socket.backlog = backlog;
      };
    },
  ],
  [
    'bind',
    'credentials of a listener are captured at bind',
    ({ socket, me }) =>
      () => {
        socket.peercred = credentialsNow(me);
      },
  ],
  [
    'listen',
    'listen captures real ids',
    ({ socket, me }) =>
      () => {
        socket.peercred = { ...credentialsNow(me), uid: me.cred.ruid, gid: me.cred.rgid };
      },
  ],
  [
    'socketpair',
    'a pair captures real ids',
    (view) => () => {
      const { ruid: uid, rgid: gid } = view.me.cred;
      for (const slot of slotsOf(view)) {
        const socket = socketAt(view.state, slot);
        if (socket !== undefined) socket.peercred = { ...credentialsNow(view.me), uid, gid };
      }
    },
  ],
  [
    'sendmsg',
    'messages carry effective ids',
    ({ socket, me }) =>
      () => {
        const queue = socket.peer?.queue ?? [];
        const last = queue.at(-1);
        const { euid: uid, egid: gid } = me.cred;
        if (last?.creds !== undefined)
          queue.splice(-1, 1, { ...last, creds: { ...last.creds, uid, gid } });
      },
  ],
  [
    'bind',
    'an inode belongs to who made the socket',
    ({ socket }) =>
      () => {
        if (socket.inode !== undefined) socket.inode.uid = socket.maker;
      },
  ],
  [
    'bind',
    'an inode’s mode forgets the umask of the binder',
    ({ socket }) =>
      () => {
        if (socket.inode !== undefined) socket.inode.mode = socket.mode;
      },
  ],
  [
    'fchmod',
    'the mode of an inode follows the socket after bind',
    ({ socket }) =>
      () => {
        if (socket?.inode !== undefined) socket.inode.mode = socket.mode;
      },
  ],
  [
    'accept4',
    'the backlog counts accepted connections as well',
    ({ socket }) =>
      () => {
        socket.backlog -= 1;
      },
  ],
  [
    'setsockopt',
    'SO_PASSCRED reaches the peer as well',
    ({ socket }) =>
      () => {
        if (socket.peer !== undefined) socket.peer.passCredentials = socket.passCredentials;
      },
  ],
  [
    'accept4',
    'an accepted socket begins with an empty queue',
    (view) => () => {
      const accepted = socketAt(view.state, slotsOf(view)[0]);
      accepted?.queue.splice(0);
    },
  ],
  [
    'shutdown',
    'shutdown of both halves leaves the peer alone',
    ({ socket }) => {
      const before = socket.peer && { ...socket.peer };
      return () => {
        if (before === undefined || socket.peer === undefined) return;
        socket.peer.shutReceive = before.shutReceive;
        socket.peer.shutSend = before.shutSend;
      };
    },
  ],
];

export function momentMutants(): Mutant[] {
  return MOMENTS.map(([call, name, spoil]) => ({
    kind: 'wrong moment',
    name: `${call}: ${name}`,
    call,
    law: withOutcomes(call, (outcome, view) => ({
      ...outcome,
      commit: (observed) => {
        const after = spoil(view);
        outcome.commit(observed);
        after();
      },
    })),
  }));
}
