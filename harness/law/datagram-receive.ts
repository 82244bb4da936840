/** Receiving datagrams: what is told when there is none, and one message for each call. */

import * as S from '../abi/socket.ts';
import type { Receiving } from './receive.ts';
import { type Refusal, refusal, rule } from './rule.ts';
import { waitsForNothing } from './timeout.ts';

const nothing = (v: Receiving): boolean => v.taking.takes.length === 0;
const hurried = ({ file, op, socket }: Receiving): boolean =>
  file.nonblock || (op.flags & S.MSG_DONTWAIT) !== 0 || waitsForNothing(socket);

export const datagramRefusals: readonly Refusal<Receiving>[] = [
  refusal(
    'recv.datagram.reset',
    'ECONNRESET',
    'G08',
    'af_unix.c unix_dgram_disconnected(); datagram.c __skb_try_recv_datagram()',
    (v) => v.socket.error !== '',
    {
      strength: 'exact',
      effect: ({ socket }) => {
        socket.error = '';
      },
    },
  ),
  refusal(
    'recv.datagram.shut',
    'EAGAIN',
    'G10',
    'datagram.c __skb_wait_for_more_packets(): only who waits is told of the end',
    (v) => nothing(v) && v.socket.shutReceive && hurried(v),
    { strength: 'exact' },
  ),
  refusal(
    'recv.datagram.peer-closed',
    'EAGAIN',
    'G09',
    'recv(2) ERRORS EAGAIN; af_unix.c unix_release_sock()',
    (v) => nothing(v) && v.socket.peer?.dead === true && hurried(v),
    { strength: 'exact' },
  ),
];

export const datagramRules = {
  whole: rule('recv.datagram', 'G01', 'unix(7) SOCK_DGRAM: message boundaries', 'posix'),
  empty: rule('recv.datagram.empty', 'G03', 'recv(2): zero-length datagrams', 'posix'),
  end: rule('recv.datagram.end', 'G10', 'shutdown(2); recv(2) RETURN VALUE', 'posix'),
};
