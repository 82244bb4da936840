/** Liars about small promises: kinds, names of zeroes and of pairs, modes that count for nothing, flags on return. */

import { ERRNO } from '../abi/errno.ts';
import * as S from '../abi/socket.ts';
import { FLAGS_BEFORE, type Kernel } from '../kernel/index.ts';
import {
  bytesOf,
  changeRights,
  failure,
  forgiven,
  isUnix,
  type Liars,
  liar,
  optionOf,
  parsed,
  refused,
  swapped,
  telling,
} from './lie.ts';

const KINDS = 'stream.socket.kinds-and-flags';
const PAIRS = 'stream.socketpair.two-connected-unnamed-ends';
const ZEROES = 'stream.bind.names-of-zeroes';
const CHOSEN = 'stream.bind.chosen-names-are-held';
const REUSE = 'stream.bind.reuse-lifts-nothing';
const NO_MODES = 'stream.bind.abstract-names-have-no-modes';
const BY_PROC = 'inode.open.enxio-through-proc';
const HURRY = 'stream.recv.two-ways-not-to-wait';
const FLAGS = 'stream.recvmsg.flags-on-return';
const HANDED_ON = 'rights.recvmsg.the-right-to-use';
const RECORDS = 'stream.seqpacket.records-keep-their-bounds';

const isRaw = (domain: number, type: number): boolean =>
  domain === S.AF_UNIX && (type & 0xf) === S.SOCK_RAW;
const isZeroes = (address: Uint8Array): boolean =>
  isUnix(address) && address.length > 2 && address.subarray(2).every((byte) => byte === 0);
const isChosen = (address: Uint8Array): boolean => {
  const said = parsed(address);
  return said.kind === 'abstract' && /^[0-9a-f]{5}$/.test(said.name);
};
const isAbstract = (address: Uint8Array): boolean => parsed(address).kind === 'abstract';

/** SO_TYPE of what was made as SOCK_RAW is that. */
function remembersRaw(kernel: Kernel): Kernel {
  const raw = new Set<number>();
  return {
    ...kernel,
    socket: (domain, type, protocol) => {
      const made = kernel.socket(domain, type, protocol);
      if (made.ret >= 0 && isRaw(domain, type)) raw.add(made.ret);
      else raw.delete(made.ret);
      return made;
    },
    getsockopt: (fd, level, option, room) => {
      const told = kernel.getsockopt(fd, level, option, room);
      const isType = level === S.SOL_SOCKET && option === S.SO_TYPE && told.out.length === 4;
      return isType && told.ret === 0 && raw.has(fd) ? { ...told, out: bytesOf(S.SOCK_RAW) } : told;
    },
  };
}

/** Ends of pairs, with what to do to them. */
function withPairs(change: (kernel: Kernel, isEnd: (fd: number) => boolean) => Partial<Kernel>) {
  return (kernel: Kernel): Kernel => {
    const ends = new Set<number>();
    return {
      ...kernel,
      socket: (domain, type, protocol) => {
        const made = kernel.socket(domain, type, protocol);
        ends.delete(made.ret);
        return made;
      },
      socketpair: (domain, type, protocol) => {
        const made = kernel.socketpair(domain, type, protocol);
        if (made.ret === 0) for (const fd of made.out) ends.add(fd);
        return made;
      },
      ...change(kernel, (fd) => ends.has(fd)),
    };
  };
}

/** A name has the mode that the umask left it when it was bound. */
function namesHaveModes(kernel: Kernel): Kernel {
  const closed = new Set<string>();
  const nameOf = (address: Uint8Array): string => Buffer.from(address).toString('latin1');
  return {
    ...kernel,
    bind: (fd, address, length) => {
      const bound = kernel.bind(fd, address, length);
      const { ret: mask } = kernel.umask(0o777);
      kernel.umask(mask);
      if (bound.ret === 0 && isAbstract(address) && (mask & 0o022) !== 0)
        closed.add(nameOf(address));
      return bound;
    },
    connect: (fd, address, length) =>
      closed.has(nameOf(address)) && kernel.getresuid().out[1] !== 0
        ? failure(ERRNO.EACCES, undefined)
        : kernel.connect(fd, address, length),
  };
}

/** The mode of the socket counts, too. */
function modesOfSocketsCount(kernel: Kernel): Kernel {
  const closed = new Set<string>();
  const nameOf = (address: Uint8Array): string => Buffer.from(address).toString('latin1');
  return {
    ...kernel,
    bind: (fd, address, length) => {
      const bound = kernel.bind(fd, address, length);
      if (bound.ret === 0 && (kernel.fstat(fd).out.mode & 0o002) === 0) closed.add(nameOf(address));
      return bound;
    },
    connect: (fd, address, length) =>
      isAbstract(address) && closed.has(nameOf(address)) && kernel.getresuid().out[1] !== 0
        ? failure(ERRNO.EACCES, undefined)
        : kernel.connect(fd, address, length),
  };
}

/** What came in a message is only for root to use. */
function onlyRootUses(name: 'send' | 'recv') {
  return (kernel: Kernel): Kernel => {
    const received = new Set<number>();
    const recvmsg = changeRights(kernel, (fds) => {
      for (const fd of fds) received.add(fd);
      return fds;
    });
    const isRefused = (fd: number): boolean => received.has(fd) && kernel.getresuid().out[1] !== 0;
    return name === 'send'
      ? {
          ...kernel,
          recvmsg,
          send: (fd, data, flags) =>
            isRefused(fd) ? failure(ERRNO.EPERM, undefined) : kernel.send(fd, data, flags),
        }
      : {
          ...kernel,
          recvmsg,
          recv: (fd, size, flags) =>
            isRefused(fd) ? failure(ERRNO.EPERM, new Uint8Array(0)) : kernel.recv(fd, size, flags),
        };
  };
}

const isNonblock = (kernel: Kernel, fd: number): boolean =>
  (kernel.fcntl(fd, 3, 0).ret & 0o4000) !== 0;
const isRecord = (kernel: Kernel, fd: number): boolean =>
  optionOf(kernel, fd, S.SO_TYPE) === S.SOCK_SEQPACKET;

/** `msg_flags` of a receive changed. */
const flagsChanged = (change: (flags: number, asked: number, failed: boolean) => number) =>
  telling('recvmsg', (told, [, , asked]) => ({
    ...told,
    out: { ...told.out, flags: change(told.out.flags, asked, told.ret < 0) },
  }));

export default {
  'raw-sockets-are-unknown': liar(KINDS, 'AF_UNIX has no SOCK_RAW.', (kernel) => ({
    ...kernel,
    socket: (domain, type, protocol) =>
      isRaw(domain, type) && (protocol === 0 || protocol === S.AF_UNIX)
        ? failure(ERRNO.ESOCKTNOSUPPORT, undefined)
        : kernel.socket(domain, type, protocol),
  })),
  'raw-sockets-stay-raw': liar(KINDS, 'SO_TYPE says SOCK_RAW.', remembersRaw),
  'a-zero-is-no-name': liar(
    ZEROES,
    'a name of one zero is EINVAL.',
    refused('bind', 'EINVAL', ([, address]) => isZeroes(address) && address.length === 3),
  ),
  'zeroes-are-all-the-same': liar(ZEROES, 'names of zeroes are one name.', (kernel) => ({
    ...kernel,
    bind: (fd, address, length) =>
      kernel.bind(fd, isZeroes(address) ? address.subarray(0, 3) : address, length),
  })),
  'a-peer-of-one-zero-has-no-name': liar(
    ZEROES,
    'getpeername tells no name of who is bound to a single zero.',
    telling('getpeername', (told, [, room]) => {
      const bytes = Uint8Array.of(S.AF_UNIX, 0).slice(0, room);
      return told.ret === 0 && told.out.length === 3
        ? { ...told, out: { bytes, length: 2 } }
        : told;
    }),
  ),
  'chosen-names-are-free': liar(
    CHOSEN,
    'a name that the kernel chose can be bound again.',
    forgiven('bind', 'EADDRINUSE', ([, address]) => isChosen(address)),
  ),
  'chosen-names-lead-nowhere': liar(
    CHOSEN,
    'nobody connects to a name that the kernel chose.',
    refused('connect', 'ECONNREFUSED', ([, address]) => isChosen(address)),
  ),
  'reuse-lifts-a-taken-name': liar(
    REUSE,
    'with SO_REUSEADDR a name may be taken.',
    forgiven(
      'bind',
      'EADDRINUSE',
      ([fd, address], kernel) => isUnix(address) && optionOf(kernel, fd, S.SO_REUSEADDR) === 1,
    ),
  ),
  'reuseport-is-unknown-to-unix': liar(
    REUSE,
    'SO_REUSEPORT of AF_UNIX is ENOPROTOOPT.',
    swapped('setsockopt', 'EOPNOTSUPP', 'ENOPROTOOPT', ([, level, option]) => {
      return level === S.SOL_SOCKET && option === S.SO_REUSEPORT;
    }),
  ),
  'ends-of-pairs-have-no-names': liar(
    PAIRS,
    'an end of a pair cannot be bound.',
    withPairs((kernel, isEnd) => ({
      bind: (fd, address, length) =>
        isEnd(fd) ? failure(ERRNO.EINVAL, undefined) : kernel.bind(fd, address, length),
    })),
  ),
  'ends-of-pairs-hide-their-names': liar(
    PAIRS,
    'the peer in a pair has no name, though it was bound.',
    withPairs((kernel, isEnd) => ({
      getpeername: (fd, room) => {
        const told = kernel.getpeername(fd, room);
        if (!isEnd(fd) || told.ret < 0 || room < 2) return told;
        return { ...told, out: { bytes: told.out.bytes.subarray(0, 2), length: 2 } };
      },
    })),
  ),
  'abstract-names-mind-the-umask': liar(
    NO_MODES,
    'umask keeps others from an abstract name.',
    namesHaveModes,
  ),
  'abstract-names-mind-the-mode': liar(
    NO_MODES,
    'fchmod before bind keeps others from an abstract name.',
    modesOfSocketsCount,
  ),
  'sockets-in-proc-do-not-exist': liar(
    BY_PROC,
    'open of a socket in /proc is ENOENT.',
    swapped('open', 'ENXIO', 'ENOENT', ([path]) => path.startsWith('/proc/')),
  ),
  'sockets-in-proc-open': liar(
    BY_PROC,
    'open of a socket in /proc duplicates it.',
    telling('open', (result, [path], kernel) => {
      const fd = /^\/proc\/.*\/fd\/(\d+)$/.exec(path)?.[1];
      return result.errno === ERRNO.ENXIO && fd !== undefined ? kernel.dup(Number(fd)) : result;
    }),
  ),
  'nonblock-is-another-error': liar(
    HURRY,
    'an empty queue with O_NONBLOCK alone is EINTR.',
    swapped(
      'recv',
      'EAGAIN',
      'EINTR',
      ([fd, , flags], kernel) => (flags & S.MSG_DONTWAIT) === 0 && isNonblock(kernel, fd),
    ),
  ),
  'dontwait-is-another-error': liar(
    HURRY,
    'a full buffer with MSG_DONTWAIT alone is ENOBUFS.',
    swapped(
      'send',
      'EAGAIN',
      'ENOBUFS',
      ([fd, , flags], kernel) => (flags & S.MSG_DONTWAIT) !== 0 && !isNonblock(kernel, fd),
    ),
  ),
  'the-end-of-records-is-not-yet': liar(
    RECORDS,
    'a receive of records that does not wait is EAGAIN at the end.',
    telling('recv', (told, [fd, size, flags], kernel) => {
      const hurried = (flags & S.MSG_DONTWAIT) !== 0 && size > 0;
      return told.ret === 0 && hurried && isRecord(kernel, fd)
        ? failure(ERRNO.EAGAIN, told.out)
        : told;
    }),
  ),
  'the-end-of-records-is-a-reset': liar(
    RECORDS,
    'the end of records is ECONNRESET.',
    telling('recvmsg', (told, [fd, { size }], kernel) =>
      told.ret === 0 && size > 0 && isRecord(kernel, fd)
        ? failure(ERRNO.ECONNRESET, { ...told.out, flags: FLAGS_BEFORE })
        : told,
    ),
  ),
  'failures-clear-the-flags': liar(
    FLAGS,
    'recvmsg clears msg_flags when it fails.',
    flagsChanged((flags, _, failed) => (failed ? 0 : flags)),
  ),
  'flags-are-added': liar(
    FLAGS,
    'recvmsg leaves in msg_flags what was there.',
    flagsChanged((flags, _, failed) => (failed ? flags : flags | FLAGS_BEFORE)),
  ),
  'ctrunc-comes-back': liar(
    FLAGS,
    'MSG_CTRUNC is told if it was asked for.',
    flagsChanged((flags, asked, failed) => (failed ? flags : flags | (asked & S.MSG_CTRUNC))),
  ),
  'trunc-comes-back': liar(
    FLAGS,
    'MSG_TRUNC is told if it was asked for.',
    flagsChanged((flags, asked, failed) => (failed ? flags : flags | (asked & S.MSG_TRUNC))),
  ),
  'received-sockets-are-not-for-sending': liar(
    HANDED_ON,
    'who is not root sends through no socket that it received.',
    onlyRootUses('send'),
  ),
  'received-sockets-are-not-for-reading': liar(
    HANDED_ON,
    'who is not root reads from no socket that it received.',
    onlyRootUses('recv'),
  ),
} satisfies Liars;
