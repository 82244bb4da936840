/** SCM_RIGHTS: descriptors in messages. */

import { clauses } from './clause.ts';

export const RIGHTS = clauses('descriptor-passing', [
  [
    'R01',
    'A received descriptor is the same open file description: offset, status flags, identity.',
    'unix(7) SCM_RIGHTS, dup(2)',
    'posix',
  ],
  ['R02', 'Descriptors arrive in the order of the array.', 'unix(7) SCM_RIGHTS', 'linux'],
  [
    'R03',
    'The sender may close at once: the file stays open in flight.',
    'unix(7) SCM_RIGHTS',
    'linux',
  ],
  [
    'R04',
    'Descriptors of every kind pass, sockets and the carrying socket too.',
    'unix(7) SCM_RIGHTS',
    'linux',
  ],
  [
    'R06',
    'A descriptor that is not open is EBADF, and nothing of the message is sent.',
    'unix(7) ERRORS EBADF',
    'linux',
  ],
  [
    'R07',
    'A message carries at most 253 descriptors, over all its headers: else EINVAL.',
    'unix(7) SCM_MAX_FD',
    'linux',
    '2.6.38',
  ],
  ['R08', 'An empty array is as none.', 'scm.c scm_fp_copy()', 'exact'],
  [
    'R09',
    'A header shorter than itself or longer than its buffer, or of an unknown type, is EINVAL.',
    'cmsg(3), scm.c __scm_send()',
    'exact',
  ],
  [
    'R11',
    'On a stream descriptors need a byte to travel with; records need none.',
    'unix(7) SCM_RIGHTS',
    'linux',
  ],
  [
    'R12',
    'A receive may join earlier plain bytes with a message that has descriptors, never later ones.',
    'unix(7) SCM_RIGHTS',
    'linux',
  ],
  [
    'R13',
    'Receives without control data stop at the same places.',
    'af_unix.c unix_stream_read_generic()',
    'exact',
  ],
  [
    'R14',
    'Descriptors come with the first byte of their message that is read.',
    'unix(7) SCM_RIGHTS',
    'linux',
  ],
  [
    'R16',
    'Without a control buffer descriptors are closed, and recvmsg says MSG_CTRUNC.',
    'unix(7) SCM_RIGHTS, BUGS',
    'linux',
  ],
  [
    'R17',
    'With a small buffer as many descriptors arrive as fit; MSG_CTRUNC is told if and only if some did not.',
    'unix(7) SCM_RIGHTS',
    'linux',
  ],
  ['R18', 'Descriptors that did not fit do not leak.', 'unix(7) SCM_RIGHTS', 'linux'],
  [
    'R19',
    'A receiver at the limit gets as many descriptors as it may have, all the data, and MSG_CTRUNC; the others are closed.',
    'unix(7) SCM_RIGHTS: RLIMIT_NOFILE',
    'linux',
  ],
  [
    'R20',
    'MSG_PEEK gives new duplicates each time, and the receive still gives them.',
    'af_unix.c unix_peek_fds()',
    'exact',
  ],
  [
    'R21',
    'FD_CLOEXEC is not inherited; MSG_CMSG_CLOEXEC sets it on all.',
    'recv(2) MSG_CMSG_CLOEXEC',
    'linux',
    '2.6.23',
  ],
  [
    'R23',
    'A receive of size 0 with room takes the descriptors and leaves the byte.',
    'af_unix.c unix_stream_read_generic()',
    'exact',
  ],
  [
    'R28',
    'Closing the receiver closes what was in flight to it: a pipe there hangs up, not before.',
    'unix(7), pipe(7)',
    'linux',
  ],
  [
    'R29',
    'Sockets that only their own queues hold are collected, with what they hold.',
    'garbage.c unix_gc()',
    'exact',
  ],
  [
    'R30',
    'The collector never touches what an open descriptor can reach.',
    'garbage.c unix_gc()',
    'exact',
  ],
  ['R31', 'Descriptors sent before accept arrive after it.', 'unix(7), connect(2)', 'linux'],
  [
    'R33',
    'With SO_PASSRIGHTS off at the receiver, sending descriptors is EPERM.',
    'unix(7) SO_PASSRIGHTS; af_unix.c',
    'linux',
    '6.16',
  ],
]);
