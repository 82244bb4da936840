/** Datagram sockets of AF_UNIX: messages without a connection, beside the streams that have one. */

import { clauses } from './clause.ts';

export const DATAGRAMS = clauses('stream-connections', [
  [
    'G01',
    'A datagram arrives whole and in the order it was sent; one receive takes one, and drops what does not fit.',
    'unix(7), socket(2) SOCK_DGRAM',
    'posix',
  ],
  [
    'G02',
    'MSG_TRUNC on a record or a datagram returns its true length.',
    'recv(2) MSG_TRUNC',
    'linux',
    '3.4',
  ],
  [
    'G03',
    'A datagram of no bytes is sent and received as any other; a read of no bytes takes none.',
    'send(2), recv(2), read(2)',
    'posix',
  ],
  [
    'G04',
    'A datagram or record may be as large as the doubled SO_SNDBUF less 32 bytes; one byte more is EMSGSIZE.',
    'unix(7) SO_SNDBUF',
    'linux',
  ],
  [
    'G05',
    'A datagram goes to the name it is sent to, or else to the peer; without either it is ENOTCONN; names are found as connect finds them.',
    'send(2), unix(7) ERRORS',
    'posix',
  ],
  [
    'G06',
    'A queue takes max_dgram_qlen+1 datagrams of senders it is not connected to, then the sender waits or is told EAGAIN.',
    'unix(7) max_dgram_qlen, af_unix.c unix_recvq_full()',
    'exact',
  ],
  [
    'G07',
    'A connected datagram socket receives from its peer alone: to others it is EPERM.',
    'af_unix.c unix_may_send()',
    'exact',
  ],
  [
    'G08',
    'A new peer, or none (AF_UNSPEC), empties the queue; a former peer that was mutual gets ECONNRESET once if anything was lost.',
    'connect(2), af_unix.c unix_dgram_disconnected()',
    'exact',
  ],
  [
    'G09',
    'A send to a peer that closed is ECONNREFUSED and ends the association; a receive sees no end.',
    'af_unix.c unix_dgram_sendmsg()',
    'exact',
  ],
  [
    'G10',
    'shutdown of a datagram socket ends its own half: who sends to a shut receiver gets EPIPE, nobody sees an end.',
    'shutdown(2), send(2) ERRORS EPIPE, af_unix.c unix_shutdown()',
    'exact',
  ],
  [
    'G11',
    'A datagram socket may send to itself, connected to itself or not.',
    'af_unix.c unix_dgram_sendmsg()',
    'exact',
  ],
  [
    'G12',
    'listen and accept on a datagram socket are EOPNOTSUPP.',
    'listen(2), accept(2) ERRORS EOPNOTSUPP',
    'posix',
  ],
  [
    'G14',
    'MSG_EOR may come with a send of a record, and no receive tells of it.',
    'send(2), recv(2) MSG_EOR; af_unix.c',
    'exact',
  ],
  [
    'G15',
    'A seqpacket receive that does not wait sees the end as 0, not as EAGAIN.',
    'recv(2) RETURN VALUE; af_unix.c __unix_dgram_recvmsg()',
    'exact',
    '2.6.38',
  ],
  [
    'G16',
    'recvfrom and recvmsg name the sender; a sender without a name gives no address.',
    'recv(2), unix(7)',
    'linux',
  ],
  [
    'G17',
    'The peer of a datagram socket is a socket, whatever becomes of its pathname; who is sent to by name is who has that name now.',
    'connect(2), unix(7)',
    'linux',
  ],
  [
    'G18',
    'SO_SNDBUF bounds what of a datagram socket waits unread: beyond it a send waits or is EAGAIN, whoever it is for; what is received, or goes with its receiver, gives room.',
    'unix(7) SO_SNDBUF, send(2) ERRORS EAGAIN, af_unix.c unix_dgram_sendmsg(), sock.c sock_alloc_send_pskb()',
    'linux',
  ],
]);
