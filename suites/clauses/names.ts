/** Names of sockets: bind, abstract names, paths, and what is behind an address. */

import { clauses } from './clause.ts';

export const NAMES = clauses('stream-connections', [
  [
    'B01',
    'An address of a length that is none is EINVAL.',
    'bind(2) ERRORS, af_unix.c unix_validate_addr()',
    'linux',
  ],
  ['B02', 'An address of another family is EINVAL.', 'unix(7) ERRORS', 'linux'],
  [
    'B03',
    'bind to the family alone chooses an abstract name of five hex digits.',
    'unix(7) Autobind feature',
    'linux',
  ],
  [
    'B04',
    'A name that the kernel chose is held as any abstract name is: once for each type, and clients come by it.',
    'unix(7) Autobind feature, Abstract sockets',
    'linux',
  ],
  [
    'B05',
    'Autobind of a socket that has a name changes nothing.',
    'af_unix.c unix_autobind()',
    'exact',
  ],
  ['B07', 'A pathname ends at its first NUL.', 'unix(7) Address format', 'linux'],
  [
    'B08',
    'A pathname without a NUL is taken to its end; getsockname reports it with one.',
    'unix(7) BUGS',
    'linux',
  ],
  [
    'B09',
    '108 bytes without a NUL are a pathname, reported with length 111.',
    'unix(7) BUGS',
    'linux',
  ],
  ['B10', 'An abstract name is all its bytes, NULs included.', 'unix(7) Abstract sockets', 'linux'],
  ['B12', 'Pathnames and abstract names never meet.', 'unix(7) Address format', 'linux'],
  [
    'B11',
    'An abstract name may be of zeroes alone, one or more.',
    'unix(7) Address format: abstract',
    'linux',
  ],
  [
    'B13',
    'An abstract name is held once for each type of socket; a second bind is EADDRINUSE.',
    'unix(7), bind(2) ERRORS',
    'linux',
  ],
  [
    'B14',
    'A path is bound once, whatever the type: EADDRINUSE.',
    'bind(2) ERRORS, unix(7)',
    'posix',
  ],
  ['B15', 'A socket is bound once: EINVAL.', 'bind(2) ERRORS', 'posix'],
  [
    'B19',
    'A relative pathname of a socket begins in the working directory of whoever binds or connects, at that moment; the name that is told stays as it was given.',
    'unix(7) Address format; path_resolution(7)',
    'posix',
  ],
  [
    'B21',
    'A connected client may still bind, and its peer sees the new name.',
    'af_unix.c unix_bind()',
    'exact',
  ],
  [
    'B20',
    'SO_REUSEADDR does not make a taken name of AF_UNIX free, and SO_REUSEPORT is EOPNOTSUPP there since 6.13.',
    'socket(7) SO_REUSEADDR, SO_REUSEPORT; bind(2) ERRORS EADDRINUSE',
    'linux',
  ],
  [
    'B22',
    'An end of a pair may be bound, and the other end sees its name.',
    'bind(2), getpeername(2), socketpair(2)',
    'linux',
  ],
  [
    'B27',
    'Abstract names have no permissions: umask, fchmod and fchown do not keep anybody from them.',
    'unix(7) Abstract sockets',
    'linux',
  ],
  [
    'B23',
    'An abstract name is free when its socket closes; a path stays until unlink.',
    'unix(7) NOTES',
    'linux',
  ],
  [
    'B25',
    'getsockname cuts the name to the room, returns the true length, and writes nothing behind it; room that is nowhere is EFAULT.',
    'getsockname(2)',
    'posix',
  ],
  [
    'B26',
    'A socket without a name shows the family alone; getpeername without a peer is ENOTCONN.',
    'unix(7) Address format, getpeername(2) ERRORS',
    'posix',
  ],
  [
    'B28',
    'Abstract names cross mount namespaces, and connections go on; a pathname is looked up among the mounts of who calls.',
    'unix(7) Abstract sockets, Pathname sockets; mount_namespaces(7)',
    'linux',
  ],
  [
    'B29',
    'An abstract name belongs to the network in which its socket was made: held in another one it is free here, and nobody is found.',
    'network_namespaces(7), unix(7) Abstract sockets',
    'linux',
  ],
  [
    'B30',
    'A socket is found by its pathname from every network.',
    'unix(7) Address format',
    'linux',
  ],
  [
    'B31',
    'Absolute pathnames of sockets begin at the root of who calls, and are told as they were given; abstract names have no root.',
    'chroot(2), path_resolution(7), unix(7) Abstract sockets',
    'linux',
  ],
]);
