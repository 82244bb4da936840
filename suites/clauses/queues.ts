/** What waits in the queues of sockets: how much it is, and peeks that go on through it. */

import { clauses } from './clause.ts';

export const QUEUES = clauses('stream-connections', [
  [
    'X07',
    'SO_PEEK_OFF is -1 at first, also when accepted; from 0 on a peek begins so far into the queue and moves it on, what is taken moves it back, a negative value ends that.',
    'socket(7) SO_PEEK_OFF',
    'linux',
    '3.4',
  ],
  [
    'X08',
    'To a peek whose offset has passed over all that there is, the queue is empty: it is EAGAIN, waits for what comes then, or sees the end.',
    'socket(7) SO_PEEK_OFF, recv(2) ERRORS EAGAIN',
    'linux',
    '3.4',
  ],
  [
    'X32',
    'To peeks with SO_PEEK_OFF a message of no bytes comes once, at its place; one that a peek has given is passed over, and so is one before the offset.',
    'datagram.c __skb_try_recv_from_queue()',
    'exact',
    '4.13',
  ],
  [
    'X09',
    'SIOCINQ tells all unread bytes of a stream, of records and of a pipe, of datagrams those of the first; of a listener it is EINVAL.',
    'unix(7) Ioctls, udp(7), pipe(7) FIONREAD',
    'linux',
  ],
  [
    'X10',
    'SIOCINQ goes down by what was read, also by a part of a message, and not by a peek; what a peer that is gone left behind still counts.',
    'unix(7) Ioctls',
    'linux',
  ],
  [
    'X11',
    'With SO_INQ each recvmsg of a stream tells in SCM_INQ, the last of the control messages, what is unread then; other sockets do not have it.',
    'af_unix.c unix_setsockopt(), unix_stream_read_generic()',
    'exact',
    '6.17',
  ],
  [
    'X15',
    'sendmmsg and recvmmsg go on until a message fails and tell how many went, and fail if the first does; 1024 are sent at most, a time that is none is EINVAL.',
    'sendmmsg(2), recvmmsg(2); net/socket.c do_recvmmsg()',
    'linux',
  ],
  [
    'X12',
    'SIOCOUTQ is 0 when nothing that was sent is unread, more than 0 and no less than the unread bytes while something is, and ENOTTY of what is no socket.',
    'af_unix.c unix_outq_len(); ioctl(2) ERRORS ENOTTY',
    'exact',
  ],
]);
