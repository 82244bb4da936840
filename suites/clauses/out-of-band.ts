/** Out-of-band data of streams: one urgent byte, and the mark where it stands. */

import { clauses } from './clause.ts';

const SELFTEST = 'selftests af_unix/msg_oob.c';

export const OUT_OF_BAND = clauses('stream-connections', [
  [
    'O01',
    'Streams have out-of-band data; to send or to receive with MSG_OOB on datagram and seqpacket sockets is EOPNOTSUPP.',
    `send(2) ERRORS EOPNOTSUPP, recv(2) MSG_OOB; ${SELFTEST}`,
    'exact',
    '5.15',
  ],
  [
    'O02',
    'Of what is sent with MSG_OOB the last byte is urgent and those before it are not; to send nothing so is EOPNOTSUPP.',
    `af_unix.c unix_stream_sendmsg(); ${SELFTEST}`,
    'exact',
    '5.15',
  ],
  [
    'O03',
    'A receive with MSG_OOB gives the urgent byte once and says so, with MSG_PEEK again and again; without one, or with SO_OOBINLINE, it is EINVAL.',
    `POSIX recv(); af_unix.c unix_stream_recv_urg(); ${SELFTEST}`,
    'exact',
    '5.15',
  ],
  [
    'O04',
    'A receive stops before the mark although there is room, also when the urgent byte was read already.',
    `POSIX sockatmark(); af_unix.c manage_oob(); ${SELFTEST}`,
    'exact',
    '6.11',
  ],
  [
    'O05',
    'A receive at the mark drops an urgent byte that nobody has read and gives what follows, or says EAGAIN.',
    `af_unix.c manage_oob(); ${SELFTEST}`,
    'exact',
    '6.11',
  ],
  [
    'O06',
    'A new urgent byte makes the one before it, if it is unread, a byte like all others where it stands.',
    `af_unix.c queue_oob(); ${SELFTEST}`,
    'exact',
    '6.11',
  ],
  [
    'O07',
    'MSG_PEEK without MSG_OOB never shows the urgent byte, and leaves the mark where it is.',
    `af_unix.c manage_oob(); ${SELFTEST}`,
    'exact',
    '6.11',
  ],
  [
    'O08',
    'Urgent bytes that were read never become readable again, however many there were.',
    `af_unix.c manage_oob(); ${SELFTEST}; CVE-2025-38236`,
    'exact',
    '6.16',
  ],
  [
    'O09',
    'poll tells POLLPRI while an urgent byte waits, and no longer; each that arrives raises SIGURG for the owner of the socket (F_SETOWN).',
    'poll(2) POLLPRI; af_unix.c unix_poll(), queue_oob(); socket(7) Signals; fcntl(2) F_SETOWN_EX',
    'exact',
    '5.17',
  ],
  [
    'O10',
    'SIOCATMARK is 1 if what comes next stands at the mark, whether the urgent byte was read or not, and else 0; of other types EOPNOTSUPP.',
    `POSIX sockatmark(); af_unix.c unix_ioctl(); ${SELFTEST}`,
    'exact',
    '6.11',
  ],
  [
    'O11',
    'Of an urgent byte that was read its place is left: poll tells POLLIN until a receive came by, which says EAGAIN if nothing follows.',
    'af_unix.c unix_poll(), manage_oob()',
    'exact',
    '6.11',
  ],
  [
    'O12',
    'Who closes with no more unread than the place of an urgent byte that was read does not reset the connection: the peer sees its end.',
    `af_unix.c unix_release_sock(); ${SELFTEST}`,
    'exact',
    '6.16',
  ],
  [
    'O13',
    'SIOCINQ counts an urgent byte until it is read.',
    'unix(7) Ioctls: SIOCINQ; af_unix.c unix_inq_len()',
    'exact',
  ],
  [
    'O14',
    'With SO_OOBINLINE a receive stops before the urgent byte too, and gives it with what follows when it comes next.',
    `socket(7) SO_OOBINLINE; af_unix.c manage_oob(); ${SELFTEST}`,
    'exact',
    '6.11',
  ],
  [
    'O15',
    'An urgent byte needs room in SO_SNDBUF as all others: where there is none its send waits or is EAGAIN, and nothing is sent.',
    'af_unix.c queue_oob(), sock.c sock_alloc_send_pskb()',
    'exact',
    '5.15',
  ],
]);
