/** shutdown(2): half of a connection ends, for both of its sides; a datagram socket ends its own. */

import * as S from '../abi/socket.ts';
import { type CallLaw, done, type FdView, lookFd, notOpen, notSocket } from './call.ts';
import { isInet } from './inet-reach.ts';
import { hasConnections } from './listen.ts';
import { refusal, rule, Unmodelled } from './rule.ts';

const R = {
  shut: rule('shutdown.half', 'X04', 'shutdown(2)', 'posix'),
  unconnected: rule(
    'shutdown.unconnected',
    'X01',
    'af_unix.c unix_shutdown(); shutdown(2) says ENOTCONN',
    'exact',
  ),
  datagram: rule(
    'shutdown.datagram',
    'G10',
    'af_unix.c unix_shutdown(): a peer without a connection is left alone',
    'exact',
  ),
};

export const shutdown: CallLaw<'shutdown', FdView<'shutdown'>> = {
  look: lookFd,
  refusals: [
    notOpen,
    notSocket,
    refusal(
      'shutdown.how',
      'EINVAL',
      'X01',
      'shutdown(2) ERRORS EINVAL',
      (v) => v.op.how < 0 || v.op.how > 2,
      { strength: 'posix' },
    ),
    refusal(
      'shutdown.inet.unconnected',
      'ENOTCONN',
      'X01',
      'shutdown(2) ERRORS ENOTCONN',
      (v) => isInet(v.socket) && v.socket.phase === 'closed' && v.socket.remote === undefined,
      {
        strength: 'posix',
        // What was refused is half done all the same (af_inet.c inet_shutdown()).
        effect: ({ socket }) => {
          socket.uncertain = true;
        },
      },
    ),
  ],
  allow: ({ op, socket }) => {
    if (socket.domain !== S.AF_UNIX) throw new Unmodelled('shutdown of another kind');
    const linked = hasConnections(socket);
    const rule = socket.phase === 'connected' ? R.shut : R.unconnected;
    return done(linked ? rule : R.datagram, () => {
      const receive = op.how !== S.SHUT_WR;
      const send = op.how !== S.SHUT_RD;
      socket.shutReceive ||= receive;
      socket.shutSend ||= send;
      if (socket.peer === undefined || !linked) return;
      socket.peer.shutSend ||= receive;
      socket.peer.shutReceive ||= send;
    });
  },
};
