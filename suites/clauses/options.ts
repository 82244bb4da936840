/** What every socket has: how it is made, its descriptors, and its options. */

import { clauses } from './clause.ts';

export const OPTIONS = clauses('stream-connections', [
  [
    'C01',
    'socket makes stream, datagram and seqpacket sockets of AF_UNIX.',
    'unix(7) DESCRIPTION',
    'linux',
  ],
  [
    'C02',
    'The protocol is 0 or AF_UNIX; any other is refused with EPROTONOSUPPORT.',
    'unix(7) ERRORS',
    'linux',
  ],
  [
    'C03',
    'A type that AF_UNIX lacks is ESOCKTNOSUPPORT; one out of range, or an unknown type flag, is EINVAL.',
    'unix(7) ERRORS, socket(2) ERRORS',
    'linux',
  ],
  [
    'C04',
    'SOCK_RAW of AF_UNIX makes a datagram socket, and SO_TYPE says SOCK_DGRAM.',
    'af_unix.c unix_create()',
    'exact',
  ],
  [
    'C05',
    'SO_DOMAIN, SO_TYPE and SO_PROTOCOL say what the socket was made as.',
    'socket(7)',
    'linux',
    '2.6.32',
  ],
  [
    'C06',
    'SOCK_NONBLOCK and SOCK_CLOEXEC set exactly O_NONBLOCK and FD_CLOEXEC on the new descriptors.',
    'socket(2)',
    'linux',
    '2.6.27',
  ],
  [
    'C07',
    'A new descriptor has the lowest number that is free; received ones ascend.',
    'socket(2), open(2), dup(2); POSIX 2.14 File Descriptor Allocation',
    'posix',
  ],
  [
    'C08',
    'socketpair makes two connected ends, neither of which has a name.',
    'socketpair(2), unix(7)',
    'posix',
  ],
  [
    'C09',
    'socketpair of AF_INET is EOPNOTSUPP, an unknown domain EAFNOSUPPORT, and a pointer to nowhere EFAULT, which leaves no descriptor.',
    'socketpair(2) ERRORS, socket(2) ERRORS',
    'posix',
  ],
  [
    'C10',
    'At the limit of descriptors what makes one is EMFILE and leaves nothing behind; a connection waits until it can be accepted.',
    'getrlimit(2) RLIMIT_NOFILE; socket(2), accept(2) ERRORS EMFILE; fcntl(2) ERRORS EINVAL',
    'posix',
  ],
  [
    'C12',
    'Options that describe a socket cannot be set: ENOPROTOOPT.',
    'socket(7), setsockopt(2) ERRORS',
    'linux',
  ],
  [
    'C13',
    'AF_UNIX has no options above SOL_SOCKET (EOPNOTSUPP), and unknown ones are ENOPROTOOPT.',
    'getsockopt(2), net/socket.c',
    'exact',
  ],
  [
    'C18',
    'An option is set by its whole value: fewer bytes are EINVAL, whatever the option, and change nothing; more are fine.',
    'setsockopt(2) ERRORS EINVAL; sock.c sock_setsockopt()',
    'posix',
  ],
  [
    'C31',
    'SO_LINGER keeps whether a socket lingers and for how long, in a struct linger, and no less sets it; a close of AF_UNIX waits for nobody.',
    'socket(7) SO_LINGER; setsockopt(2) ERRORS EINVAL',
    'posix',
  ],
  [
    'C32',
    'Options of the socket level keep what they are set to, flags as 0 or 1; SO_RCVLOWAT is 1 at first, and so is SO_SNDLOWAT, which stays so (ENOPROTOOPT).',
    'socket(7) Socket options',
    'linux',
  ],
  [
    'C33',
    'SO_MARK, and a SO_PRIORITY outside of 0 to 6, need CAP_NET_ADMIN over the socket’s network (else EPERM), SO_DEBUG over the machine (else EACCES).',
    'socket(7) SO_MARK, SO_PRIORITY, SO_DEBUG, SO_BUSY_POLL; capabilities(7) CAP_NET_ADMIN',
    'linux',
  ],
  [
    'C34',
    'SO_LOCK_FILTER, once set, stays, and keeps a filter from being removed: EPERM; without a filter there is none to remove (ENOENT).',
    'socket(7) SO_LOCK_FILTER, SO_DETACH_FILTER',
    'linux',
    '3.9',
  ],
  [
    'C35',
    'Whom TCP accepts has the options that the listener had when the client connected; whom AF_UNIX accepts has none of them.',
    'sock.c sk_clone_lock(); af_unix.c unix_stream_connect()',
    'exact',
  ],
  [
    'C36',
    'SO_TIMESTAMP and SO_TIMESTAMPNS exclude each other: the one that was set last is on.',
    'socket(7) SO_TIMESTAMPNS',
    'linux',
    '2.6.22',
  ],
  [
    'C37',
    'A negative room for an option of the socket level is refused, and what the option tells is not taken.',
    'getsockopt(2) ERRORS EINVAL',
    'linux',
  ],
  [
    'C19',
    'When a process ends, all its descriptors are closed, as by close.',
    'exit(3), POSIX _Exit()',
    'posix',
  ],
  [
    'C14',
    'A socket has no position and no length: lseek, pread and pwrite are ESPIPE, ftruncate and fsync EINVAL; of AF_UNIX it has no pages: mmap is ENODEV.',
    'lseek(2), pread(2), truncate(2), fsync(2), mmap(2) ERRORS; socket(7)',
    'posix',
  ],
  [
    'C15',
    'A call on a descriptor that is not open fails with EBADF.',
    'close(2), socket(2) and every call that takes a descriptor',
    'posix',
  ],
  [
    'C16',
    'A socket call on a descriptor of another kind fails with ENOTSOCK.',
    'bind(2), listen(2), send(2) ERRORS',
    'posix',
  ],
]);
