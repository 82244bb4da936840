/** Liars about sockets of rarer protocols: raw ones, MPTCP, and UDP that is connected. */

import { ERRNO } from '../abi/errno.ts';
import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';
import {
  capable,
  forgiven,
  isUnix,
  type Liars,
  liar,
  optionOf,
  parsed,
  portOf,
  refused,
  telling,
  typeOf,
} from './lie.ts';

const RAW = 'ports.bind.raw-sockets-have-none';
const UDP = 'ports.connect.udp-has-a-peer-and-a-name';
const OPTIONS = 'ports.setsockopt.nothing-passes-but-by-unix';
const LOW = 1024;

const isInet = (kernel: Kernel, fd: number): boolean =>
  optionOf(kernel, fd, S.SO_DOMAIN) !== S.AF_UNIX;
const isUdp = (kernel: Kernel, fd: number): boolean =>
  isInet(kernel, fd) && typeOf(kernel, fd) === S.SOCK_DGRAM;
const isRaw = (kernel: Kernel, fd: number): boolean => typeOf(kernel, fd) === S.SOCK_RAW;

export default {
  'raw-sockets-have-low-ports': liar(
    RAW,
    'A raw socket is bound with a low number for a port by root alone.',
    refused('bind', 'EACCES', ([fd, address], kernel) => {
      const low = !isUnix(address) && portOf(address) > 0 && portOf(address) < LOW;
      return low && isRaw(kernel, fd) && kernel.getresuid().out[1] !== 0;
    }),
  ),
  'raw-sockets-are-for-all': liar(RAW, 'A raw socket is made without CAP_NET_RAW.', (kernel) => ({
    ...kernel,
    socket: (domain, type, protocol) => {
      const made = kernel.socket(domain, type, protocol);
      const lacks = !capable(kernel, 'NET_RAW');
      if (made.errno !== ERRNO.EPERM || !lacks || (type & 0xf) !== S.SOCK_RAW) return made;
      return kernel.socket(domain, S.SOCK_DGRAM, 0);
    },
  })),
  'raw-names-have-the-port-of-bind': liar(
    RAW,
    'getsockname of a raw socket that was bound tells the port that bind was given.',
    (kernel) => {
      const ports = new Map<number, number>();
      return {
        ...kernel,
        bind: (fd, address, length) => {
          const bound = kernel.bind(fd, address, length);
          if (bound.ret === 0 && isRaw(kernel, fd)) ports.set(fd, portOf(address));
          return bound;
        },
        getsockname: (fd, room) => {
          const told = kernel.getsockname(fd, room);
          const port = ports.get(fd);
          if (told.ret !== 0 || port === undefined || room < 4 || !isRaw(kernel, fd)) return told;
          const bytes = Buffer.from(told.out.bytes);
          bytes.writeUInt16BE(port, 2);
          return { ...told, out: { ...told.out, bytes } };
        },
      };
    },
  ),
  'mptcp-takes-any-port': liar(
    'ports.bind.needs-the-capability-below-the-start',
    'MPTCP has no privileged ports.',
    forgiven('bind', 'EACCES', ([fd], kernel) => {
      return optionOf(kernel, fd, S.SO_PROTOCOL) === S.IPPROTO_MPTCP;
    }),
  ),
  'udp-keeps-the-wildcard-when-connected': liar(
    UDP,
    'A socket of UDP that is connected says that it has no address of its own.',
    telling('getsockname', (result, [fd], kernel) => {
      const connected = result.ret === 0 && kernel.getpeername(fd, 128).ret === 0;
      if (!connected || !isUdp(kernel, fd) || result.out.bytes.length < 8) return result;
      const bytes = Buffer.from(result.out.bytes);
      bytes.fill(0, 4, bytes.length === 16 ? 8 : 24);
      return { ...result, out: { ...result.out, bytes } };
    }),
  ),
  'udp-remembers-whom-it-left': liar(
    UDP,
    'A socket of UDP that left its peer still tells who it was.',
    (kernel) => {
      const last = new Map<number, ReturnType<Kernel['getpeername']>>();
      return {
        ...kernel,
        connect: (fd, address, length) => {
          const before = isUdp(kernel, fd) ? kernel.getpeername(fd, 128) : undefined;
          const result = kernel.connect(fd, address, length);
          if (result.ret === 0 && before?.ret === 0) last.set(fd, before);
          return result;
        },
        close: (fd) => {
          last.delete(fd);
          return kernel.close(fd);
        },
        getpeername: (fd, room) => {
          const told = kernel.getpeername(fd, room);
          const before = last.get(fd);
          return told.errno === ERRNO.ENOTCONN && before !== undefined && room >= 28
            ? before
            : told;
        },
      };
    },
  ),
  'udp-stays-with-its-first-peer': liar(
    UDP,
    'A socket of UDP that is connected cannot be connected to another peer.',
    refused('connect', 'EISCONN', ([fd, address], kernel) => {
      if (isUnix(address) || address[0] === 0 || !isUdp(kernel, fd)) return false;
      return kernel.getpeername(fd, 128).ret === 0;
    }),
  ),
  'ports-of-udp-outlive-their-peer': liar(
    UDP,
    'A port that connect gave a socket of UDP stays when the peer is left.',
    (kernel) => {
      const kept = new Map<number, ReturnType<Kernel['getsockname']>>();
      return {
        ...kernel,
        connect: (fd, address, length) => {
          const before = isUdp(kernel, fd) ? kernel.getsockname(fd, 128) : undefined;
          const result = kernel.connect(fd, address, length);
          kept.delete(fd);
          if (result.ret === 0 && address[0] === 0 && before?.ret === 0) kept.set(fd, before);
          return result;
        },
        bind: (fd, address, length) => {
          kept.delete(fd);
          return kernel.bind(fd, address, length);
        },
        close: (fd) => {
          kept.delete(fd);
          return kernel.close(fd);
        },
        getsockname: (fd, room) => kept.get(fd) ?? kernel.getsockname(fd, room),
      };
    },
  ),
  'options-of-unix-are-of-udp-too': liar(
    OPTIONS,
    'SO_PASSCRED is set on a socket of UDP.',
    forgiven('setsockopt', 'EOPNOTSUPP', ([fd, level, option], kernel) => {
      return level === S.SOL_SOCKET && option === S.SO_PASSCRED && isUdp(kernel, fd);
    }),
  ),
  'passrights-of-tcp-reads-off': liar(
    OPTIONS,
    'SO_PASSRIGHTS of a socket of TCP reads 0.',
    telling('getsockopt', (result, [, level, option, room]) =>
      level === S.SOL_SOCKET && option === S.SO_PASSRIGHTS && result.errno === ERRNO.EOPNOTSUPP
        ? { ret: 0, errno: 0, out: new Uint8Array(Math.min(room, 4)) }
        : result,
    ),
  ),
  'addresses-of-ipv6-need-a-scope': liar(
    'ports.bind.errors-in-their-order',
    'An address of IPv6 without a scope id is too short.',
    refused('bind', 'EINVAL', ([fd, address, length = address.length], kernel) => {
      const isCut = length >= 24 && length < 28 && parsed(address)?.kind === 'inet6';
      return isCut && optionOf(kernel, fd, S.SO_DOMAIN) === S.AF_INET6;
    }),
  ),
} satisfies Liars;
