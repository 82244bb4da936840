/** Liars about connections between the families of the internet: who hears whom, and by which names. */

import { ERRNO } from '../abi/errno.ts';
import * as S from '../abi/socket.ts';
import { inet6Address, inetAddress, type Kernel, type WrittenAddress } from '../kernel/index.ts';
import { failure, type Liars, liar, parsed, portOf, success } from './lie.ts';

const FAMILIES = 'ports.connect.families-meet-or-not';
const MAPPED = '::ffff:';

type Named = (address: WrittenAddress) => WrittenAddress;

/** accept and getpeername tell another address, where that is a mapped one. */
const telling =
  (name: Named, calls: readonly ('getpeername' | 'getsockname' | 'accept4')[]) =>
  (kernel: Kernel): Kernel => {
    const changed: Record<string, unknown> = {};
    for (const call of calls)
      changed[call] = (...asked: readonly [never, never, never]) => {
        const told = kernel[call](...asked);
        const isMapped = told.ret >= 0 && hostOf(told.out).startsWith(MAPPED);
        return isMapped ? { ...told, out: name(told.out) } : told;
      };
    return { ...kernel, ...changed };
  };

function hostIn(address: Uint8Array): string {
  if (address.length < 28) return '';
  const place = parsed(address);
  return place.kind === 'inet6' ? place.host : '';
}

const hostOf = ({ bytes, length }: WrittenAddress): string => (length === 28 ? hostIn(bytes) : '');

const plain: Named = ({ bytes, ...rest }) => {
  const host = [...bytes.subarray(20, 24)].join('.');
  return { ...rest, bytes: inetAddress(host, portOf(bytes)), length: 16 };
};

/** As they were before they were mapped: ten zeroes, and two more. */
const compatible: Named = ({ bytes, ...rest }) => {
  const other = Buffer.from(bytes);
  other.fill(0, 18, 20);
  return { ...rest, bytes: other };
};

const six: Named = ({ bytes, ...rest }) => ({
  ...rest,
  bytes: inet6Address('::1', portOf(bytes)),
});

const familyOf = (address: Uint8Array): number => (address[0] ?? 0) + (address[1] ?? 0) * 256;

/** Ports of sockets that are bound to :: */
const withPorts =
  (connect: (kernel: Kernel, ports: ReadonlySet<number>) => Kernel['connect']) =>
  (kernel: Kernel): Kernel => {
    const ports = new Set<number>();
    return {
      ...kernel,
      bind: (fd, address, length) => {
        const told = kernel.bind(fd, address, length);
        const isSix = familyOf(address) === S.AF_INET6 && address.length >= 28;
        if (told.ret === 0 && isSix && parsed(address).kind === 'inet6') ports.add(portOf(address));
        return told;
      },
      connect: connect(kernel, ports),
    };
  };

export default {
  'all-is-deaf-to-four': liar(
    FAMILIES,
    'who listens at an address of IPv6 hears nothing of IPv4.',
    withPorts(
      (kernel, ports) => (fd, address, length) =>
        familyOf(address) === S.AF_INET && ports.has(portOf(address))
          ? failure(ERRNO.ECONNREFUSED, undefined)
          : kernel.connect(fd, address, length),
    ),
  ),
  'mapped-places-are-unreachable': liar(
    FAMILIES,
    'a socket of IPv6 does not connect to a mapped address.',
    (kernel) => ({
      ...kernel,
      connect: (fd, address, length) => {
        const host = familyOf(address) === S.AF_INET6 ? hostIn(address) : '';
        return host.startsWith(MAPPED)
          ? failure(ERRNO.ENETUNREACH, undefined)
          : kernel.connect(fd, address, length);
      },
    }),
  ),
  'six-alone-is-six-and-four': liar(
    FAMILIES,
    'IPV6_V6ONLY can be set, and means nothing.',
    (kernel) => ({
      ...kernel,
      setsockopt: (fd, level, option, value) =>
        level === S.IPPROTO_IPV6 && option === S.IPV6_V6ONLY
          ? success
          : kernel.setsockopt(fd, level, option, value),
    }),
  ),
  'mapped-peers-are-plain': liar(
    FAMILIES,
    'accept and getpeername on IPv6 tell addresses of IPv4.',
    telling(plain, ['accept4', 'getpeername']),
  ),
  'mapped-names-are-compatible': liar(
    FAMILIES,
    'getsockname tells a mapped address as an IPv4-compatible one.',
    telling(compatible, ['getsockname']),
  ),
  'mapped-clients-are-of-six': liar(
    FAMILIES,
    'accept tells of whom it accepts from IPv4 that it is ::1.',
    telling(six, ['accept4']),
  ),
  'every-loopback-is-the-first': liar(
    FAMILIES,
    'a connect to 127.0.0.2 reaches who listens at 127.0.0.1.',
    (kernel) => ({
      ...kernel,
      connect: (fd, address, length) => {
        const told = kernel.connect(fd, address, length);
        const isOther = familyOf(address) === S.AF_INET && address[7] === 2;
        return told.ret < 0 && told.errno === ERRNO.ECONNREFUSED && isOther
          ? kernel.connect(fd, inetAddress('127.0.0.1', portOf(address)))
          : told;
      },
    }),
  ),
} satisfies Liars;
