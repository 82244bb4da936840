/** Liars that check too little, too much, somebody else, or in another order. */

import * as F from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';
import {
  asking,
  capable,
  changeRights,
  followed,
  forgiven,
  isUnix,
  type Liars,
  liar,
  optionOf,
  parsed,
  portOf,
  refused,
  success,
  swapped,
} from './lie.ts';

type Bound = Parameters<Kernel['bind']>;
const isInet = ([, address]: Bound): boolean => !isUnix(address);
const hostOf = (address: Uint8Array): string => {
  const said = parsed(address);
  return 'host' in said ? said.host : '';
};

/** The path of an address, '' for others. */
const pathOf = (address: Uint8Array): string => {
  const said = parsed(address);
  return said.kind === 'path' ? said.path : '';
};

/** Whether somebody with these ids, and nothing else, may not write to a file. */
function deniesWriting(
  kernel: Kernel,
  path: string,
  uid: number,
  groups: readonly number[],
): boolean {
  const { ret, out } = kernel.stat(path);
  if (ret < 0 || path === '' || capable(kernel, 'DAC_OVERRIDE')) return false;
  const bit = out.uid === uid ? 0o200 : groups.includes(out.gid) ? 0o020 : 0o002;
  return (out.mode & bit) === 0;
}

/** Who made a socket could bind low ports then. */
function trustsTheMaker(kernel: Kernel): Kernel {
  const trusted = new Set<number>();
  return {
    ...kernel,
    socket: (domain, type, protocol) => {
      const made = kernel.socket(domain, type, protocol);
      trusted.delete(made.ret);
      if (capable(kernel, 'NET_BIND_SERVICE')) trusted.add(made.ret);
      return made;
    },
    bind: (fd, address, length) => {
      const result = kernel.bind(fd, address, length);
      return result.ret < 0 && !isUnix(address) && trusted.has(fd) ? success : result;
    },
  };
}

export default {
  'bind-believes-in-uids': liar(
    'ports.bind.the-capability-decides-not-the-uid',
    'only root binds low ports, whoever has the capability.',
    refused('bind', 'EACCES', ([, address], kernel) => {
      const port = portOf(address);
      return port > 0 && port < 1024 && kernel.getresuid().out[1] !== 0;
    }),
  ),
  'bind-trusts-the-maker': liar(
    'ports.bind.the-binder-counts-not-the-maker',
    'the capabilities of the maker of the socket count.',
    trustsTheMaker,
  ),
  'bind-forgets-udp': liar(
    'ports.bind.needs-the-capability-below-the-start',
    'UDP has no privileged ports.',
    forgiven(
      'bind',
      'EACCES',
      (asked, kernel) => isInet(asked) && optionOf(kernel, asked[0], S.SO_TYPE) === S.SOCK_DGRAM,
    ),
  ),
  'bind-forgets-inet6': liar(
    'ports.bind.needs-the-capability-below-the-start',
    'IPv6 has no privileged ports.',
    forgiven('bind', 'EACCES', ([, address]) => parsed(address).kind === 'inet6'),
  ),
  'bind-gives-1023': liar(
    'ports.bind.needs-the-capability-below-the-start',
    'port 1023 is free for everybody.',
    forgiven('bind', 'EACCES', ([, address]) => portOf(address) === 1023),
  ),
  'bind-gives-the-last-below-the-start': liar(
    'ports.sysctl.start-is-the-threshold',
    'the threshold of low ports is fixed at 1024.',
    forgiven('bind', 'EACCES', ([, address]) => portOf(address) >= 1024),
  ),
  'bind-freebind-lifts': liar(
    'ports.bind.no-option-lifts-the-rule',
    'IP_FREEBIND lifts the rule of the low ports.',
    forgiven('bind', 'EACCES', (asked, kernel) => {
      const { out } = kernel.getsockopt(asked[0], S.IPPROTO_IP, S.IP_FREEBIND, 4);
      return isInet(asked) && out[0] === 1;
    }),
  ),
  'bind-reuseaddr-lifts': liar(
    'ports.bind.no-option-lifts-the-rule',
    'SO_REUSEADDR lifts the rule of the low ports.',
    forgiven(
      'bind',
      'EACCES',
      (asked, kernel) => isInet(asked) && optionOf(kernel, asked[0], S.SO_REUSEADDR) === 1,
    ),
  ),
  'bind-zero-is-low': liar(
    'ports.bind.zero-is-always-given',
    'port 0 is below the start, too.',
    refused(
      'bind',
      'EACCES',
      (asked, kernel) =>
        isInet(asked) && portOf(asked[1]) === 0 && !capable(kernel, 'NET_BIND_SERVICE'),
    ),
  ),
  'bind-inet6-address-first': liar(
    'ports.bind.errors-in-their-order',
    'IPv6 looks at the address before it looks at privilege.',
    swapped('bind', 'EACCES', 'EADDRNOTAVAIL', ([, address]) => hostOf(address) === '2001:db8::1'),
  ),
  'bind-inet-privilege-first': liar(
    'ports.bind.errors-in-their-order',
    'IPv4 looks at privilege before it looks at the address.',
    swapped('bind', 'EADDRNOTAVAIL', 'EACCES', ([, address], kernel) => {
      const said = parsed(address);
      return said.kind === 'inet' && said.port < 1024 && !capable(kernel, 'NET_BIND_SERVICE');
    }),
  ),
  'bind-owner-is-real': liar(
    'inode.bind.makes-a-socket-inode',
    'the inode that bind makes belongs to the real uid.',
    followed('bind', (kernel, [, address], { ret }) => {
      if (ret === 0) kernel.chown(pathOf(address), kernel.getresuid().out[0], -1);
    }),
  ),
  'connect-by-real-uid': liar(
    'inode.connect.needs-write-permission',
    'connect looks at the real uid of the caller.',
    refused('connect', 'EACCES', ([, address], kernel) => {
      const [real, effective] = kernel.getresuid().out;
      const groups = [kernel.getresgid().out[1], ...kernel.getgroups().out];
      return real !== effective && deniesWriting(kernel, pathOf(address), real, groups);
    }),
  ),
  'connect-ignores-groups': liar(
    'inode.connect.needs-write-permission',
    'connect does not look at supplementary groups.',
    refused('connect', 'EACCES', ([, address], kernel) => {
      const [, uid] = kernel.getresuid().out;
      return deniesWriting(kernel, pathOf(address), uid, [kernel.getresgid().out[1]]);
    }),
  ),
  'connect-owner-is-welcome': liar(
    'inode.connect.needs-write-permission',
    'the owner of a socket inode may connect whatever its mode.',
    forgiven('connect', 'EACCES', ([, address], kernel) => {
      const { ret, out } = kernel.stat(pathOf(address));
      return ret === 0 && out.uid === kernel.getresuid().out[1];
    }),
  ),
  'open-needs-no-read': liar(
    'inode.open.permission-is-checked-first',
    'open of a socket inode for reading looks at no permission.',
    swapped('open', 'EACCES', 'ENXIO', ([path, flags], kernel) => {
      const { ret, out } = kernel.stat(path);
      return ret === 0 && (flags & 3) === 0 && (out.mode & F.S_IFMT) === F.S_IFSOCK;
    }),
  ),
  'open-path-looks-at-the-mode': liar(
    'inode.open.path-descriptors-do-nothing',
    'O_PATH does not open a socket inode either.',
    (kernel) => ({
      ...kernel,
      open: (path, flags, mode) =>
        (kernel.stat(path).out.mode & F.S_IFMT) === F.S_IFSOCK
          ? kernel.open(path, flags & ~F.O_PATH, mode)
          : kernel.open(path, flags, mode),
    }),
  ),
  'mknod-socket-needs-privilege': liar(
    'inode.path.every-call-tells-alike',
    'mknod of a socket inode needs CAP_MKNOD.',
    refused(
      'mknod',
      'EPERM',
      ([, mode], kernel) => (mode & F.S_IFMT) === F.S_IFSOCK && !capable(kernel, 'MKNOD'),
    ),
  ),
  'listen-connected-is-fine': liar(
    'stream.walk.any-order-of-calls',
    'listen on a connected socket succeeds.',
    forgiven('listen', 'EINVAL', ([fd], kernel) => kernel.getpeername(fd, 0).ret === 0),
  ),
  'listen-unnamed-is-fine': liar(
    'stream.walk.any-order-of-calls',
    'listen on a socket without a name succeeds.',
    forgiven('listen', 'EINVAL', ([fd], kernel) => kernel.getpeername(fd, 0).ret !== 0),
  ),
  'accept-ignores-unknown-flags': liar(
    'stream.walk.any-order-of-calls',
    'accept4 ignores flags that it does not know.',
    asking('accept4', ([fd, flags, room]) => [
      fd,
      flags & (S.SOCK_NONBLOCK | S.SOCK_CLOEXEC),
      room,
    ]),
  ),
  'socket-ignores-unknown-flags': liar(
    'stream.socket.kinds-and-flags',
    'socket ignores type flags that it does not know.',
    asking('socket', ([domain, type, protocol]) => [
      domain,
      type & (S.SOCK_NONBLOCK | S.SOCK_CLOEXEC | 0xf),
      protocol,
    ]),
  ),
  'socket-ignores-the-protocol': liar(
    'stream.socket.kinds-and-flags',
    'socket of AF_UNIX takes any protocol.',
    asking('socket', ([domain, type, protocol]) => [
      domain,
      type,
      domain === S.AF_UNIX ? 0 : protocol,
    ]),
  ),
  'sendto-ignores-the-address': liar(
    'stream.send.needs-a-connection',
    'sendto on a stream ignores the address.',
    (kernel) => ({ ...kernel, sendto: (fd, data, flags) => kernel.send(fd, data, flags) }),
  ),
  'shutdown-needs-a-peer': liar(
    'stream.shutdown.each-half-by-itself',
    'shutdown of an unconnected socket says ENOTCONN.',
    refused(
      'shutdown',
      'ENOTCONN',
      ([fd, how], kernel) =>
        how >= 0 &&
        how <= 2 &&
        optionOf(kernel, fd, S.SO_DOMAIN) === S.AF_UNIX &&
        kernel.getpeername(fd, 0).ret < 0,
    ),
  ),
  'close-twice-is-fine': liar(
    'stream.walk.any-order-of-calls',
    'close of a descriptor that is not open succeeds.',
    forgiven('close', 'EBADF'),
  ),
  'send-nothing-einval': liar(
    'stream.recv.bytes-as-sent',
    'a send of nothing on a stream is refused.',
    refused(
      'send',
      'EINVAL',
      ([fd, data], kernel) =>
        data.length === 0 &&
        kernel.getpeername(fd, 0).ret === 0 &&
        optionOf(kernel, fd, S.SO_TYPE) === S.SOCK_STREAM,
    ),
  ),
  'recvmsg-asks-the-owner': liar(
    'rights.recvmsg.same-open-file',
    'who could not open a file does not receive its descriptor.',
    (kernel) => ({
      ...kernel,
      recvmsg: changeRights(kernel, (fds) =>
        fds.filter((fd) => {
          const { uid, mode } = kernel.fstat(fd).out;
          const given = uid === kernel.getresuid().out[1] || (mode & 0o006) !== 0;
          if (!given) kernel.close(fd);
          return given;
        }),
      ),
    }),
  ),
} satisfies Liars;
