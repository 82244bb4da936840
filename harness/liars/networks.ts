/** Liars about networks that are made, and about who brings which right to a port. */

import { ERRNO } from '../abi/errno.ts';
import { CLONE_NEWNET } from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';
import { received } from './handed.ts';
import {
  capable,
  failure,
  forgiven,
  isUnix,
  type Liars,
  liar,
  optionOf,
  parsed,
  portOf,
  refused,
  success,
} from './lie.ts';

const OF_NETWORKS = 'ports.network.each-has-its-own-start';
const NAMES = 'stream.bind.abstract-names-of-each-network';
const REACHING = 'ports.connect.low-ports-are-reached-by-all';
const PRIVILEGED = 1024;

/** A low port, for one who may not have it. */
function isDenied(kernel: Kernel, address: Uint8Array): boolean {
  const port = isUnix(address) ? 0 : portOf(address);
  return port > 0 && port < PRIVILEGED && !capable(kernel, 'NET_BIND_SERVICE');
}

/** Answers for each descriptor of a socket in which stay it was made, counted from 0. */
export function stays(kernel: Kernel) {
  let stay = 0;
  const made = new Map<number, number>();
  const moved = <Told extends { readonly ret: number }>(result: Told, to: number): Told => {
    if (result.ret >= 0) stay = to;
    return result;
  };
  const calls: Pick<Kernel, 'socket' | 'unshare' | 'setns' | 'close'> = {
    socket: (domain, type, protocol) => {
      const result = kernel.socket(domain, type, protocol);
      made.set(result.ret, stay);
      return result;
    },
    unshare: (flags) =>
      moved(kernel.unshare(flags), (flags & CLONE_NEWNET) === 0 ? stay : stay + 1),
    setns: (fd, flags) => moved(kernel.setns(fd, flags), 0),
    close: (fd) => {
      made.delete(fd);
      return kernel.close(fd);
    },
  };
  return {
    calls,
    here: () => stay,
    isFromElsewhere: (fd: number): boolean => made.has(fd) && made.get(fd) !== stay,
  };
}

/** A low port is refused to a socket that was made in another network, whatever the start is there. */
function asksTheHolder(kernel: Kernel): Kernel {
  const { calls, isFromElsewhere } = stays(kernel);
  return {
    ...{ ...kernel, ...calls },
    bind: (fd, address, length) => {
      return isFromElsewhere(fd) && isDenied(kernel, address)
        ? failure(ERRNO.EACCES, undefined)
        : kernel.bind(fd, address, length);
    },
  };
}

/** Abstract names are held once in all networks. */
function oneNameForAll(kernel: Kernel): Kernel {
  const { calls, here } = stays(kernel);
  const held = new Map<string, number>();
  const places = new Map<number, string>();
  return {
    ...{ ...kernel, ...calls },
    bind: (fd, address, length) => {
      const key = `${optionOf(kernel, fd, S.SO_TYPE)}${Buffer.from(address).toString('hex')}`;
      const isAbstract = isUnix(address) && address.length > 2 && address[2] === 0;
      if (isAbstract && held.has(key) && held.get(key) !== here())
        return failure(ERRNO.EADDRINUSE, undefined);
      const result = kernel.bind(fd, address, length);
      if (isAbstract && result.ret === 0) {
        held.set(key, here());
        places.set(fd, key);
      }
      return result;
    },
    close: (fd) => {
      held.delete(places.get(fd) ?? '');
      places.delete(fd);
      return calls.close(fd);
    },
  };
}

export default {
  'bind-asks-the-network-of-the-holder': liar(
    OF_NETWORKS,
    'low ports are low for a socket whose network has no such rule, once its holder is elsewhere.',
    asksTheHolder,
  ),
  'networks-begin-without-a-rule': liar(
    OF_NETWORKS,
    'a new network gives low ports to anybody.',
    (kernel) => {
      let isNew = false;
      const bind = forgiven(
        'bind',
        'EACCES',
        ([, address]) => isNew && !isUnix(address),
      )(kernel).bind;
      return {
        ...{ ...kernel, bind },
        unshare: (flags) => {
          isNew = true;
          return kernel.unshare(flags);
        },
        setns: (fd, flags) => {
          isNew = false;
          return kernel.setns(fd, flags);
        },
      };
    },
  ),
  'names-are-held-once-in-all-networks': liar(
    NAMES,
    'an abstract name that is held in one network is taken in all.',
    oneNameForAll,
  ),
  'chosen-names-are-held-in-all-networks': liar(
    NAMES,
    'a name that the kernel chose in one network is taken in all.',
    (kernel) => {
      const { calls, here } = stays(kernel);
      const held = new Map<string, number>();
      const nameAt = (fd: number): string =>
        Buffer.from(kernel.getsockname(fd, 128).out.bytes).toString('hex');
      return {
        ...{ ...kernel, ...calls },
        bind: (fd, address, length) => {
          const place = held.get(Buffer.from(address).toString('hex')) ?? here();
          if (place !== here()) return failure(ERRNO.EADDRINUSE, undefined);
          const result = kernel.bind(fd, address, length);
          if (result.ret === 0 && address.length === 2) held.set(nameAt(fd), here());
          return result;
        },
      };
    },
  ),
  'connect-looks-where-the-caller-is': liar(
    NAMES,
    'a socket finds no abstract name once its holder has gone to another network.',
    (kernel) => {
      const { calls, isFromElsewhere } = stays(kernel);
      return {
        ...{ ...kernel, ...calls },
        connect: (fd, address, length) =>
          isFromElsewhere(fd) && isUnix(address) && address[2] === 0
            ? failure(ERRNO.ECONNREFUSED, undefined)
            : kernel.connect(fd, address, length),
      };
    },
  ),
  'sendto-looks-where-the-caller-is': liar(
    NAMES,
    'a datagram finds no abstract name once its sender has gone to another network.',
    (kernel) => {
      const { calls, isFromElsewhere } = stays(kernel);
      return {
        ...{ ...kernel, ...calls },
        sendto: (fd, data, flags, address) =>
          isFromElsewhere(fd) && isUnix(address) && address[2] === 0
            ? failure(ERRNO.ECONNREFUSED, undefined)
            : kernel.sendto(fd, data, flags, address),
      };
    },
  ),
  'connect-finds-no-path-of-another-network': liar(
    NAMES,
    'a pathname is found in the network of its socket alone.',
    (kernel) => {
      const { calls, here } = stays(kernel);
      const bound = new Map<string, number>();
      const pathOf = (address: Uint8Array): string | undefined => {
        const said = parsed(address);
        return said.kind === 'path' ? said.path : undefined;
      };
      return {
        ...{ ...kernel, ...calls },
        bind: (fd, address, length) => {
          const result = kernel.bind(fd, address, length);
          const path = pathOf(address);
          if (result.ret === 0 && path !== undefined) bound.set(path, here());
          return result;
        },
        connect: (fd, address, length) => {
          const place = bound.get(pathOf(address) ?? '') ?? here();
          return place === here()
            ? kernel.connect(fd, address, length)
            : failure(ERRNO.ECONNREFUSED, undefined);
        },
      };
    },
  ),
  'bind-trusts-what-was-received': liar(
    'ports.bind.a-passed-socket-gives-no-right',
    'a socket that came with a message may be bound to any port.',
    (kernel) => {
      const { came, calls } = received(kernel);
      const { bind } = forgiven('bind', 'EACCES', ([fd]) => came.has(fd))(kernel);
      return { ...kernel, ...calls, bind };
    },
  ),
  'bind-shares-low-ports-with-anybody': liar(
    'ports.bind.shared-if-all-agree',
    'with SO_REUSEPORT a low port is given to anybody, if somebody has it.',
    (kernel) => {
      const had = new Set<number>();
      return {
        ...kernel,
        bind: (fd, address, length) => {
          const port = isUnix(address) ? 0 : portOf(address);
          const result = kernel.bind(fd, address, length);
          if (result.ret === 0) had.add(port);
          const isShared = had.has(port) && optionOf(kernel, fd, S.SO_REUSEPORT) === 1;
          return result.errno === ERRNO.EACCES && isShared ? success : result;
        },
      };
    },
  ),
  'listen-asks-for-the-capability': liar(
    'ports.bind.the-binder-counts-not-the-maker',
    'who listens needs the capability again.',
    refusedListen,
  ),
  'connect-asks-for-the-capability': liar(
    REACHING,
    'whoever connects to a low port needs the capability.',
    refused('connect', 'EACCES', ([, address], kernel) => isDenied(kernel, address)),
  ),
  'sendto-asks-for-the-capability': liar(
    REACHING,
    'whoever sends to a low port needs the capability.',
    (kernel) => ({
      ...kernel,
      sendto: (fd, data, flags, address) =>
        isDenied(kernel, address)
          ? failure(ERRNO.EACCES, undefined)
          : kernel.sendto(fd, data, flags, address),
    }),
  ),
  'bind-takes-loopback-without-a-family': liar(
    'ports.bind.errors-in-their-order',
    'an address without a family is taken, whatever it is.',
    forgiven('bind', 'EAFNOSUPPORT', ([, address]) => address[0] === 0 && address[1] === 0),
  ),
  'bind-wants-a-family': liar(
    'ports.bind.errors-in-their-order',
    'an address without a family is refused, even if it is any.',
    refused(
      'bind',
      'EAFNOSUPPORT',
      ([fd, address], kernel) =>
        address[0] === 0 &&
        address[1] === 0 &&
        address.length >= 16 &&
        optionOf(kernel, fd, S.SO_DOMAIN) === S.AF_INET,
    ),
  ),
} satisfies Liars;

function refusedListen(kernel: Kernel): Kernel {
  return {
    ...kernel,
    listen: (fd, backlog) => {
      return isDenied(kernel, kernel.getsockname(fd, 128).out.bytes)
        ? failure(ERRNO.EACCES, undefined)
        : kernel.listen(fd, backlog);
    },
  };
}
