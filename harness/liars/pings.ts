/** Liars about ping sockets: who makes them, and what is in the way of their identifiers. */

import { ERRNO } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import { type Kernel, readWhole } from '../kernel/index.ts';
import {
  asking,
  bytesOf,
  capable,
  failure,
  followed,
  forgiven,
  isUnix,
  type Liars,
  liar,
  optionOf,
  parsed,
  portOf,
  swapped,
  telling,
  typeOf,
} from './lie.ts';
import { isEnclosed } from './namespaces.ts';
import { stays } from './networks.ts';

const BY_GROUP = 'ports.socket.ping-by-group';
const IDENTIFIERS = 'ports.bind.ping-sockets-have-identifiers';
const BY_NUMBER = 'ports.socket.ping-groups-by-any-number';
const NETWORKS = 'ports.network.each-has-its-own-pingers';
const GROUPS = '/proc/sys/net/ipv4/ping_group_range';
const LOW = 1024;

const isPingOf = (protocol: number): boolean =>
  protocol === S.IPPROTO_ICMP || protocol === S.IPPROTO_ICMPV6;
const isPing = (kernel: Kernel, fd: number): boolean =>
  typeOf(kernel, fd) === S.SOCK_DGRAM && isPingOf(optionOf(kernel, fd, S.SO_PROTOCOL));

const rangeOf = (kernel: Kernel): readonly number[] =>
  String(readWhole(kernel, GROUPS).out).trim().split(/\s+/).map(Number);

function isInRange(kernel: Kernel, group: number): boolean {
  const [first = 1, last = 0] = rangeOf(kernel);
  return group >= first && group <= last;
}

/** A refused one is made all the same, of another protocol. */
const makingFor = (isLet: (kernel: Kernel, domain: number) => boolean) =>
  telling('socket', (made, [domain, type, protocol], kernel) =>
    made.errno === ERRNO.EACCES && isPingOf(protocol) && isLet(kernel, domain)
      ? kernel.socket(domain, type, 0)
      : made,
  );

/** One that is made is not. */
const refusing = (isDenied: (kernel: Kernel) => boolean) =>
  telling('socket', (made, [, , protocol], kernel) => {
    if (made.ret < 0 || !isPingOf(protocol) || !isDenied(kernel)) return made;
    kernel.close(made.ret);
    return failure(ERRNO.EACCES, undefined);
  });

/** bind of ping sockets. */
const binding =
  (bind: (kernel: Kernel, fd: number, address: Uint8Array) => ReturnType<Kernel['bind']>) =>
  (kernel: Kernel): Kernel => ({
    ...kernel,
    bind: (fd, address, length) =>
      !isUnix(address) && address.length >= 16 && isPing(kernel, fd)
        ? bind(kernel, fd, address)
        : kernel.bind(fd, address, length),
  });

function withPort(address: Uint8Array, port: number): Uint8Array {
  const named = Buffer.from(address);
  named.writeUInt16BE(port, 2);
  return named;
}

/** Two numbers, as only the sysctls of ports and of groups are written. */
const isRange = (data: Uint8Array): boolean => /^\d+ \d+\n$/.test(String(Buffer.from(data)));

/** Whether a socket of UDP would get the port. */
function isFreeOfUdp(kernel: Kernel, address: Uint8Array): boolean {
  const fd = kernel.socket(address[0] ?? S.AF_INET, S.SOCK_DGRAM, 0).ret;
  const { errno } = kernel.bind(fd, address);
  kernel.close(fd);
  return errno !== ERRNO.EADDRINUSE;
}

export default {
  'pings-are-for-who-is-capable': liar(
    BY_GROUP,
    'who has CAP_NET_RAW makes a ping socket, of whatever group.',
    makingFor((kernel) => capable(kernel, 'NET_RAW')),
  ),
  'pings-are-of-the-real-group': liar(
    BY_GROUP,
    'the real group is as good as the effective one.',
    makingFor((kernel) => isInRange(kernel, kernel.getresgid().out[0])),
  ),
  'pings-of-ipv6-are-for-all': liar(
    BY_GROUP,
    'ping_group_range is of IPv4 alone.',
    makingFor((_, domain) => domain === S.AF_INET6),
  ),
  'pings-forget-other-groups': liar(
    BY_GROUP,
    'supplementary groups make no ping socket.',
    refusing((kernel) => !isInRange(kernel, kernel.getresgid().out[1])),
  ),
  'pings-end-before-the-last-group': liar(
    BY_GROUP,
    'the last group of the range is none of it.',
    refusing((kernel) => {
      const { 1: last } = rangeOf(kernel);
      const groups = [kernel.getresgid().out[1], ...kernel.getgroups().out];
      return groups.every((group) => group === last || !isInRange(kernel, group));
    }),
  ),
  'pings-of-no-protocol-are-denied': liar(
    BY_GROUP,
    'who is asked for a ping socket of the other family says first that its groups are others.',
    swapped('socket', 'EPROTONOSUPPORT', 'EACCES', ([, , protocol]) => isPingOf(protocol)),
  ),
  'ping-groups-are-turned-round': liar(
    BY_GROUP,
    'a range whose last group is before its first is read from its end.',
    asking('write', ([fd, data]) => {
      const [low = 0, high = 0] = Buffer.from(data).toString().trim().split(' ').map(Number);
      const isTurned = isRange(data) && high < low;
      return [fd, isTurned ? Buffer.from(`${high} ${low}\n`) : data];
    }),
  ),
  'ping-groups-without-bounds': liar(
    BY_GROUP,
    'what is no group is taken for one.',
    forgiven('write', 'EINVAL', ([, data]) => /^\d+ 4294967\d+\n/.test(String(Buffer.from(data)))),
  ),
  'pings-are-for-the-first-namespace': liar(
    BY_NUMBER,
    'who is in a user namespace of its own makes no ping socket.',
    refusing(() => isEnclosed),
  ),
  'pings-are-for-root-inside': liar(
    BY_NUMBER,
    'root of a user namespace makes ping sockets in every network.',
    makingFor((kernel) => isEnclosed && kernel.getresuid().out[1] === 0),
  ),
  'ping-groups-of-no-number-are-nobodys': liar(
    BY_NUMBER,
    'who owns a network writes groups that it has no number for, and then nobody is meant.',
    telling('write', (result, [fd, data], kernel) => {
      if (!isEnclosed || result.errno !== ERRNO.EINVAL || !isRange(data)) return result;
      return kernel.write(fd, Buffer.from('1 0'));
    }),
  ),
  'new-networks-ping-for-all': liar(
    NETWORKS,
    'in a new network everybody makes ping sockets.',
    followed('unshare', (kernel, [flags], { ret }) => {
      if (ret < 0 || (flags & F.CLONE_NEWNET) === 0) return;
      const file = kernel.open(GROUPS, F.O_WRONLY | F.O_CLOEXEC, 0).ret;
      kernel.write(file, Buffer.from('0 65535'));
      kernel.close(file);
    }),
  ),
  'ping-identifiers-of-all-networks': liar(
    NETWORKS,
    'an identifier of a ping socket is taken in every network.',
    (kernel) => {
      const { calls, here } = stays(kernel);
      const held = new Map<number, { readonly port: number; readonly stay: number }>();
      const bound = binding((_, fd, address) => {
        const port = portOf(address);
        if ([...held.values()].some((one) => one.port === port && one.stay !== here()))
          return failure(ERRNO.EADDRINUSE, undefined);
        const result = kernel.bind(fd, address);
        if (result.ret === 0) held.set(fd, { port, stay: here() });
        return result;
      })(kernel);
      const close: Kernel['close'] = (fd) => {
        held.delete(fd);
        return calls.close(fd);
      };
      return { ...bound, ...calls, close };
    },
  ),
  'ping-identifiers-are-low-ports': liar(
    IDENTIFIERS,
    'an identifier below 1024 needs CAP_NET_BIND_SERVICE.',
    binding((kernel, fd, address) =>
      portOf(address) > 0 && portOf(address) < LOW && !capable(kernel, 'NET_BIND_SERVICE')
        ? failure(ERRNO.EACCES, undefined)
        : kernel.bind(fd, address),
    ),
  ),
  'ping-identifiers-meet-ports-of-udp': liar(
    IDENTIFIERS,
    'an identifier is taken where a socket of UDP has such a port.',
    binding((kernel, fd, address) =>
      portOf(address) === 0 || isFreeOfUdp(kernel, address)
        ? kernel.bind(fd, address)
        : failure(ERRNO.EADDRINUSE, undefined),
    ),
  ),
  'ping-identifiers-are-for-all': liar(
    IDENTIFIERS,
    'an identifier that somebody has is given to the next.',
    forgiven('bind', 'EADDRINUSE', ([fd], kernel) => isPing(kernel, fd)),
  ),
  'ping-identifiers-shared-as-ports': liar(
    IDENTIFIERS,
    'SO_REUSEPORT shares an identifier.',
    forgiven(
      'bind',
      'EADDRINUSE',
      ([fd], kernel) => isPing(kernel, fd) && optionOf(kernel, fd, S.SO_REUSEPORT) === 1,
    ),
  ),
  'ping-identifiers-are-never-shared': liar(
    IDENTIFIERS,
    'SO_REUSEADDR means nothing to a ping socket.',
    binding((kernel, fd, address) => {
      const shares = bytesOf(optionOf(kernel, fd, S.SO_REUSEADDR));
      kernel.setsockopt(fd, S.SOL_SOCKET, S.SO_REUSEADDR, bytesOf(0));
      const result = kernel.bind(fd, address);
      kernel.setsockopt(fd, S.SOL_SOCKET, S.SO_REUSEADDR, shares);
      return result;
    }),
  ),
  'ping-identifiers-chosen-twice': liar(
    IDENTIFIERS,
    'the identifier that is chosen for 0 is the last one that was given.',
    (kernel) => {
      let last = 0;
      return binding((_, fd, address) => {
        const port = portOf(address);
        const again = port === 0 && last > 0 ? kernel.bind(fd, withPort(address, last)) : undefined;
        const result = again?.ret === 0 ? again : kernel.bind(fd, address);
        if (result.ret === 0 && port > 0) last = port;
        return result;
      })(kernel);
    },
  ),
  'ping-identifiers-outlive-their-sockets': liar(
    IDENTIFIERS,
    'an identifier is taken for ever, but by who shares it.',
    (kernel) => {
      const gone = new Set<number>();
      return {
        ...binding((_, fd, address) => {
          const isShared = optionOf(kernel, fd, S.SO_REUSEADDR) === 1;
          if (!isShared && gone.has(portOf(address))) return failure(ERRNO.EADDRINUSE, undefined);
          return kernel.bind(fd, address);
        })(kernel),
        close: (fd) => {
          if (isPing(kernel, fd)) gone.add(portOf(kernel.getsockname(fd, 28).out.bytes));
          return kernel.close(fd);
        },
      };
    },
  ),
  'pings-are-bound-by-their-groups-alone': liar(
    IDENTIFIERS,
    'who is of no group within the range by now binds no ping socket.',
    binding((kernel, fd, address) => {
      const groups = [kernel.getresgid().out[1], ...kernel.getgroups().out];
      return groups.some((group) => isInRange(kernel, group))
        ? kernel.bind(fd, address)
        : failure(ERRNO.EACCES, undefined);
    }),
  ),
  'pings-of-ipv6-take-mapped-addresses': liar(
    IDENTIFIERS,
    'a mapped address is one that nobody has.',
    swapped('bind', 'EINVAL', 'EADDRNOTAVAIL', ([fd, address], kernel) => {
      const to = isPing(kernel, fd) ? parsed(address) : undefined;
      return to?.kind === 'inet6' && to.host.startsWith('::ffff:');
    }),
  ),
} satisfies Liars;
