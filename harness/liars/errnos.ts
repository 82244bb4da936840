/** Liars that refuse what must be refused, and say another reason. */

import { S_IFLNK, S_IFMT } from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import { isStream, isUnix, type Liars, liar, optionOf, parsed, swapped } from './lie.ts';

const listens = ([fd]: readonly [number, ...unknown[]], kernel: Parameters<typeof optionOf>[0]) =>
  optionOf(kernel, fd, S.SO_ACCEPTCONN) === 1;
const isInet = ([, address]: readonly [number, Uint8Array, ...unknown[]]) => !isUnix(address);

export default {
  'connect-missing-is-refused': liar(
    'inode.path.resolves-as-any-other',
    'connect to a path that leads nowhere says ECONNREFUSED.',
    swapped('connect', 'ENOENT', 'ECONNREFUSED'),
  ),
  'connect-type-is-refused': liar(
    'inode.connect.needs-write-permission',
    'connect to a socket of another type says ECONNREFUSED.',
    swapped('connect', 'EPROTOTYPE', 'ECONNREFUSED'),
  ),
  'connect-again-einval': liar(
    'stream.walk.any-order-of-calls',
    'connect on a connected socket says EINVAL.',
    swapped('connect', 'EISCONN', 'EINVAL'),
  ),
  'connect-listener-eisconn': liar(
    'stream.walk.any-order-of-calls',
    'connect on a listener says EISCONN.',
    swapped('connect', 'EINVAL', 'EISCONN', listens),
  ),
  'listen-unnamed-edestaddrreq': liar(
    'stream.walk.any-order-of-calls',
    'listen on a socket without a name says EDESTADDRREQ, as POSIX has it.',
    swapped('listen', 'EINVAL', 'EDESTADDRREQ'),
  ),
  'write-broken-pipe-enotconn': liar(
    'stream.walk.any-order-of-calls',
    'a write to a stream whose peer is gone says ENOTCONN.',
    swapped('write', 'EPIPE', 'ENOTCONN', ([fd], kernel) => isStream(kernel, fd)),
  ),
  'listen-datagram-einval': liar(
    'stream.fd.closed-or-of-another-kind',
    'listen on a datagram socket says EINVAL.',
    swapped('listen', 'EOPNOTSUPP', 'EINVAL'),
  ),
  'accept-deaf-eopnotsupp': liar(
    'stream.walk.any-order-of-calls',
    'accept on a socket that does not listen says EOPNOTSUPP.',
    swapped('accept4', 'EINVAL', 'EOPNOTSUPP', ([, flags]) => flags === 0),
  ),
  'recv-unconnected-enotconn': liar(
    'stream.send.needs-a-connection',
    'recv on a stream without a connection says ENOTCONN.',
    swapped('recv', 'EINVAL', 'ENOTCONN'),
  ),
  'sendto-connected-einval': liar(
    'stream.send.needs-a-connection',
    'sendto on a connected stream says EINVAL.',
    swapped('sendto', 'EISCONN', 'EINVAL'),
  ),
  'sendto-long-address-looked-at-late': liar(
    'whole-law.core.every-rule-both-ways',
    'sendto to an address of more than 128 bytes says EOPNOTSUPP.',
    swapped('sendto', 'EINVAL', 'EOPNOTSUPP', ([, , , address]) => address.length > 128),
  ),
  'sendto-unconnected-enotconn': liar(
    'stream.send.needs-a-connection',
    'sendto on a stream without a connection says ENOTCONN.',
    swapped('sendto', 'EOPNOTSUPP', 'ENOTCONN', ([fd], kernel) => isStream(kernel, fd)),
  ),
  'socket-type-eprotonosupport': liar(
    'stream.socket.kinds-and-flags',
    'socket of a type that the family lacks says EPROTONOSUPPORT.',
    swapped('socket', 'ESOCKTNOSUPPORT', 'EPROTONOSUPPORT'),
  ),
  'socket-protocol-einval': liar(
    'stream.socket.kinds-and-flags',
    'socket of an unknown protocol says EINVAL.',
    swapped('socket', 'EPROTONOSUPPORT', 'EINVAL'),
  ),
  'socketpair-inet-eafnosupport': liar(
    'stream.socketpair.two-connected-unnamed-ends',
    'socketpair of AF_INET says EAFNOSUPPORT.',
    swapped('socketpair', 'EOPNOTSUPP', 'EAFNOSUPPORT'),
  ),
  'setsockopt-read-only-einval': liar(
    'stream.setsockopt.read-only-options-stay',
    'setting a read-only option says EINVAL.',
    swapped('setsockopt', 'ENOPROTOOPT', 'EINVAL'),
  ),
  'getsockopt-level-enoprotoopt': liar(
    'stream.walk.any-order-of-calls',
    'an option above SOL_SOCKET says ENOPROTOOPT.',
    swapped('getsockopt', 'EOPNOTSUPP', 'ENOPROTOOPT'),
  ),
  'lseek-socket-einval': liar(
    'rights.recvmsg.same-open-file',
    'lseek on a socket says EINVAL.',
    swapped('lseek', 'ESPIPE', 'EINVAL'),
  ),
  'send-to-a-file-ebadf': liar(
    'stream.fd.closed-or-of-another-kind',
    'a socket call on another kind of descriptor says EBADF.',
    swapped('send', 'ENOTSOCK', 'EBADF'),
  ),
  'bind-path-taken-eexist': liar(
    'inode.bind.makes-a-socket-inode',
    'bind to a path where something is says EEXIST.',
    swapped('bind', 'EADDRINUSE', 'EEXIST', ([, address]) => parsed(address).kind === 'path'),
  ),
  'bind-again-eaddrinuse': liar(
    'stream.bind.one-name-once',
    'bind of a socket that has a name says EADDRINUSE.',
    swapped('bind', 'EINVAL', 'EADDRINUSE', ([, address]) => isUnix(address)),
  ),
  'bind-nowhere-enotdir': liar(
    'inode.path.resolves-as-any-other',
    'bind below a directory that is missing says ENOTDIR.',
    swapped('bind', 'ENOENT', 'ENOTDIR'),
  ),
  'bind-loop-einval': liar(
    'inode.path.resolves-as-any-other',
    'bind through a loop of links says EINVAL.',
    swapped('bind', 'ELOOP', 'EINVAL'),
  ),
  'connect-long-name-enoent': liar(
    'inode.path.resolves-as-any-other',
    'a file name that is too long says ENOENT.',
    swapped('open', 'ENAMETOOLONG', 'ENOENT'),
  ),
  'bind-port-eperm': liar(
    'ports.bind.needs-the-capability-below-the-start',
    'bind of a privileged port says EPERM.',
    swapped('bind', 'EACCES', 'EPERM', isInet),
  ),
  'bind-foreign-einval': liar(
    'ports.bind.errors-in-their-order',
    'bind to an address of another host says EINVAL.',
    swapped('bind', 'EADDRNOTAVAIL', 'EINVAL'),
  ),
  'bind-family-einval': liar(
    'ports.bind.errors-in-their-order',
    'bind to an address of another family says EINVAL.',
    swapped('bind', 'EAFNOSUPPORT', 'EINVAL'),
  ),
  'truncate-socket-enxio': liar(
    'inode.open.enxio-whatever-the-flags',
    'truncate of a socket inode says ENXIO.',
    swapped('truncate', 'EINVAL', 'ENXIO'),
  ),
  'open-link-enxio': liar(
    'inode.open.enxio-whatever-the-flags',
    'open of a link with O_NOFOLLOW says ENXIO.',
    swapped('open', 'ELOOP', 'ENXIO'),
  ),
  'open-exclusive-enxio': liar(
    'inode.open.enxio-whatever-the-flags',
    'open of an existing socket inode with O_CREAT|O_EXCL says ENXIO.',
    swapped('open', 'EEXIST', 'ENXIO'),
  ),
  'open-exclusive-follows-links': liar(
    'inode.open.enxio-whatever-the-flags',
    'open of a link to a socket inode with O_CREAT|O_EXCL follows it, and says ENXIO.',
    swapped('open', 'EEXIST', 'ENXIO', ([path], kernel) => {
      const { ret, out } = kernel.lstat(path);
      return ret === 0 && (out.mode & S_IFMT) === S_IFLNK;
    }),
  ),
  'open-directory-enxio': liar(
    'inode.open.enxio-whatever-the-flags',
    'open of a socket inode with O_DIRECTORY says ENXIO.',
    swapped('open', 'ENOTDIR', 'ENXIO'),
  ),
  'sendmsg-too-many-etoomanyrefs': liar(
    'rights.sendmsg.all-or-nothing',
    'a message with more than 253 descriptors says ETOOMANYREFS.',
    swapped('sendmsg', 'EINVAL', 'ETOOMANYREFS'),
  ),
  'sendmsg-claim-eacces': liar(
    'peercred.sendmsg.only-true-credentials',
    'a claim of somebody else’s ids says EACCES.',
    swapped('sendmsg', 'EPERM', 'EACCES'),
  ),
  'sendmsg-no-process-eperm': liar(
    'peercred.sendmsg.only-true-credentials',
    'a claim of a pid that nobody has says EPERM.',
    swapped('sendmsg', 'ESRCH', 'EPERM'),
  ),
  'peergroups-short-einval': liar(
    'peercred.getsockopt.supplementary-groups',
    'SO_PEERGROUPS with too little room says EINVAL.',
    swapped('getsockopt', 'ERANGE', 'EINVAL'),
  ),
  'peergroups-nobody-enotconn': liar(
    'peercred.getsockopt.supplementary-groups',
    'SO_PEERGROUPS without a peer says ENOTCONN.',
    swapped('getsockopt', 'ENODATA', 'ENOTCONN', ([, , option]) => option === S.SO_PEERGROUPS),
  ),
  'peerpidfd-nobody-esrch': liar(
    'peercred.getsockopt.supplementary-groups',
    'SO_PEERPIDFD without a peer says ESRCH.',
    swapped('getsockopt', 'ENODATA', 'ESRCH', ([, , option]) => option === S.SO_PEERPIDFD),
  ),
  'getpeername-einval': liar(
    'stream.walk.any-order-of-calls',
    'getpeername without a peer says EINVAL.',
    swapped('getpeername', 'ENOTCONN', 'EINVAL'),
  ),
  'port-start-erange': liar(
    'ports.sysctl.start-is-the-threshold',
    'a start of the unprivileged ports that is out of range says ERANGE.',
    swapped('write', 'EINVAL', 'ERANGE'),
  ),
  'shutdown-half-enotconn': liar(
    'stream.shutdown.each-half-by-itself',
    'shutdown of an unknown half says ENOTCONN.',
    swapped('shutdown', 'EINVAL', 'ENOTCONN'),
  ),
  'other-families-are-invalid': liar(
    'ports.connect.udp-has-a-peer-and-a-name',
    'connect of UDP to an address of another family says EINVAL.',
    swapped('connect', 'EAFNOSUPPORT', 'EINVAL'),
  ),
  'short-addresses-are-of-another-family': liar(
    'ports.connect.low-ports-are-reached-by-all',
    'sendto of UDP to a part of an address says EAFNOSUPPORT.',
    swapped('sendto', 'EINVAL', 'EAFNOSUPPORT', ([, , , address]) => address.length < 16),
  ),
  'directories-over-sockets-exist': liar(
    'inode.path.every-call-tells-alike',
    'rename of a directory to the name of a file says EEXIST.',
    swapped('rename', 'ENOTDIR', 'EEXIST'),
  ),
  'everybody-is-unreachable': liar(
    'ports.connect.udp-has-a-peer-and-a-name',
    'connect of UDP to a broadcast address, without SO_BROADCAST, says ENETUNREACH.',
    swapped('connect', 'EACCES', 'ENETUNREACH', isInet),
  ),
  'slashes-behind-names-are-not-there': liar(
    'inode.path.every-call-tells-alike',
    'unlink of a file by a name with a slash behind it says ENOENT.',
    swapped('unlink', 'ENOTDIR', 'ENOENT', ([path]) => path.endsWith('/')),
  ),
} satisfies Liars;
