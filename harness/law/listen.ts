/** listen: from then on its credentials are told, and connections wait in its queue. */

import * as S from '../abi/socket.ts';
import { type CallLaw, done, type FdView, lookFd, notOpen, notSocket } from './call.ts';
import { allowInetListen, inetListenRefusals } from './inet-listen.ts';
import { credentialsNow } from './make-socket.ts';
import { somaxconnOf } from './network.ts';
import { refusal, rule } from './rule.ts';
import type { Socket } from './state.ts';

/** Stream and seqpacket sockets have connections. */
export function hasConnections(socket: Socket): boolean {
  return socket.type === S.SOCK_STREAM || socket.type === S.SOCK_SEQPACKET;
}

const LISTENING = rule('listen.listening', 'S07', 'listen(2), unix(7)');

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
    const most = somaxconnOf(state, socket);
    const backlog = op.backlog < 0 || op.backlog > most ? most : op.backlog;
    if (socket.domain !== S.AF_UNIX) return allowInetListen({ state, me, socket }, backlog);
    return done(LISTENING, () => {
      socket.phase = 'listening';
      socket.backlog = backlog;
      socket.peercred = credentialsNow(me);
    });
  },
};
