/** Liars that give ports away, or keep them. */

import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';
import {
  asking,
  forgiven,
  isStream,
  isUnix,
  type Liars,
  liar,
  optionOf,
  parsed,
  portOf,
  success,
} from './lie.ts';

type Wrap = (kernel: Kernel) => Kernel;

const int = (value: number): Uint8Array => Buffer.from(Int32Array.of(value).buffer);
const isOn = (kernel: Kernel, fd: number, level: number, option: number): boolean =>
  kernel.getsockopt(fd, level, option, 4).out[0] === 1;
const isMapped = (address: Uint8Array): boolean => {
  const said = parsed(address);
  return said.kind === 'inet6' && said.host.startsWith('::ffff:');
};

/** bind with an option off, where it was on. */
function bindWithout(
  level: number,
  option: number,
  where: (port: number) => boolean = () => true,
): Wrap {
  return (kernel) => ({
    ...kernel,
    bind: (fd, address, length) => {
      const plain = isUnix(address) || !where(portOf(address)) || !isOn(kernel, fd, level, option);
      if (plain) return kernel.bind(fd, address, length);
      kernel.setsockopt(fd, level, option, int(0));
      const result = kernel.bind(fd, address, length);
      kernel.setsockopt(fd, level, option, int(1));
      return result;
    },
  });
}

/** An option that is set through a duplicate is set nowhere. */
function forgetsDuplicates(kernel: Kernel): Kernel {
  const duplicates = new Set<number>();
  return {
    ...kernel,
    dup: (fd) => {
      const made = kernel.dup(fd);
      duplicates.add(made.ret);
      return made;
    },
    close: (fd) => {
      duplicates.delete(fd);
      return kernel.close(fd);
    },
    setsockopt: (fd, level, option, value) =>
      duplicates.has(fd) && option === S.SO_REUSEADDR
        ? success
        : kernel.setsockopt(fd, level, option, value),
  };
}

export default {
  'bind-frees-mapped-ports': liar(
    'ports.bind.needs-the-capability-below-the-start',
    'low ports of v4-mapped addresses need no capability.',
    forgiven('bind', 'EACCES', ([, address]) => isMapped(address)),
  ),
  'bind-misses-mapped-rivals': liar(
    'ports.bind.families-meet-or-not',
    'a v4-mapped address has ports of its own.',
    forgiven('bind', 'EADDRINUSE', ([, address]) => isMapped(address)),
  ),
  'bind-maps-for-v6-only': liar(
    'ports.bind.families-meet-or-not',
    'a v6-only socket is bound to a v4-mapped address.',
    forgiven(
      'bind',
      'EINVAL',
      ([fd, address], kernel) =>
        isMapped(address) && isOn(kernel, fd, S.IPPROTO_IPV6, S.IPV6_V6ONLY),
    ),
  ),
  'bind-ignores-reuseaddr': liar(
    'ports.bind.shared-if-all-agree',
    'SO_REUSEADDR does nothing for a bind.',
    bindWithout(S.SOL_SOCKET, S.SO_REUSEADDR, (port) => port !== 0),
  ),
  'bind-ignores-reuseport': liar(
    'ports.bind.shared-if-all-agree',
    'SO_REUSEPORT does nothing for a bind.',
    bindWithout(S.SOL_SOCKET, S.SO_REUSEPORT, (port) => port !== 0),
  ),
  'bind-shares-with-anybody': liar(
    'ports.bind.shared-if-all-agree',
    'SO_REUSEPORT of one socket is enough, whoever has the other.',
    forgiven(
      'bind',
      'EADDRINUSE',
      ([fd], kernel) => optionOf(kernel, fd, S.SO_REUSEPORT) === 1 && !isStream(kernel, fd),
    ),
  ),
  'bind-shares-what-listens': liar(
    'ports.bind.shared-if-all-agree',
    'SO_REUSEADDR takes the port of a socket that listens.',
    forgiven(
      'bind',
      'EADDRINUSE',
      ([fd], kernel) => optionOf(kernel, fd, S.SO_REUSEADDR) === 1 && isStream(kernel, fd),
    ),
  ),
  'listen-shares-a-port': liar(
    'ports.bind.shared-if-all-agree',
    'two sockets that share a port by SO_REUSEADDR both listen.',
    forgiven('listen', 'EADDRINUSE'),
  ),
  'setsockopt-forgets-duplicates': liar(
    'ports.bind.shared-if-all-agree',
    'SO_REUSEADDR that is set through a duplicate is lost.',
    forgetsDuplicates,
  ),
  'bind-of-no-family-chooses-for-datagrams': liar(
    'ports.bind.errors-in-their-order',
    'bind of a datagram socket to an address of no family gets another port than it asks for.',
    asking('bind', ([fd, address, length], kernel) => {
      const isOfNone = address.length >= 16 && address[0] === S.AF_UNSPEC && address[1] === 0;
      const isMine = isOfNone && optionOf(kernel, fd, S.SO_TYPE) === S.SOCK_DGRAM;
      const portless = Uint8Array.from(address, (byte, i) => (i === 2 || i === 3 ? 0 : byte));
      return [fd, isMine && portOf(address) >= 1024 ? portless : address, length];
    }),
  ),
  'bind-ignores-freebind': liar(
    'ports.bind.foreign-or-later',
    'IP_FREEBIND does nothing.',
    bindWithout(S.IPPROTO_IP, S.IP_FREEBIND),
  ),
  'bind-chooses-a-port-at-once': liar(
    'ports.bind.foreign-or-later',
    'IP_BIND_ADDRESS_NO_PORT does nothing.',
    bindWithout(S.IPPROTO_IP, S.IP_BIND_ADDRESS_NO_PORT),
  ),
} satisfies Liars;
