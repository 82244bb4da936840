/** Liars about datagram sockets: messages, peers, queues, and ends that are none. */

import { ERRNO } from '../abi/errno.ts';
import { POLLOUT, POLLRDHUP } from '../abi/poll.ts';
import * as S from '../abi/socket.ts';
import type { Kernel, Result } from '../kernel/index.ts';
import {
  changeRights,
  failure,
  followed,
  forgiven,
  type Liars,
  liar,
  optionOf,
  parsed,
  success,
  swapped,
  telling,
} from './lie.ts';

const isDatagram = (kernel: Kernel, fd: number): boolean =>
  optionOf(kernel, fd, S.SO_TYPE) === S.SOCK_DGRAM &&
  optionOf(kernel, fd, S.SO_DOMAIN) === S.AF_UNIX;
const ofDatagram = ([fd]: readonly [number, ...unknown[]], kernel: Kernel): boolean =>
  isDatagram(kernel, fd);
const isNoFamily = (address: Uint8Array): boolean => address[0] === 0 && address[1] === 0;
const hasPeer = (kernel: Kernel, fd: number): boolean => kernel.getpeername(fd, 0).ret === 0;

/** How many sends on each descriptor succeeded. */
function sentOn() {
  const counts = new Map<number, number>();
  return {
    count: (fd: number): number => counts.get(fd) ?? 0,
    note: <Told extends { readonly ret: number }>(fd: number, result: Told): Told => {
      if (result.ret >= 0) counts.set(fd, (counts.get(fd) ?? 0) + 1);
      return result;
    },
    forget: (fd: number): void => void counts.delete(fd),
  };
}

/** Who was refused by the dead is refused again and again. */
function theDeadStay(kernel: Kernel): Kernel {
  const refused = new Set<number>();
  return {
    ...kernel,
    send: (fd, data, flags) => {
      const result = kernel.send(fd, data, flags);
      if (result.errno === ERRNO.ECONNREFUSED) refused.add(fd);
      return result.errno === ERRNO.ENOTCONN && refused.has(fd)
        ? failure(ERRNO.ECONNREFUSED, undefined)
        : result;
    },
    connect: (fd, address, length) => {
      refused.delete(fd);
      return kernel.connect(fd, address, length);
    },
    close: (fd) => {
      refused.delete(fd);
      return kernel.close(fd);
    },
  };
}

/** send on a socket that was connected to a path, which the lie is told. */
const byPath =
  (send: (kernel: Kernel, asked: Parameters<Kernel['send']>, path: Uint8Array) => Result) =>
  (kernel: Kernel): Kernel => {
    const paths = new Map<number, Uint8Array>();
    return {
      ...kernel,
      connect: (fd, address, length) => {
        const told = kernel.connect(fd, address, length);
        if (told.ret < 0 || !isDatagram(kernel, fd)) return told;
        if (parsed(address).kind === 'path') paths.set(fd, address);
        else paths.delete(fd);
        return told;
      },
      send: (...asked) => {
        const path = paths.get(asked[0]);
        return path === undefined ? kernel.send(...asked) : send(kernel, asked, path);
      },
      close: (fd) => {
        paths.delete(fd);
        return kernel.close(fd);
      },
    };
  };

/** Names that once led to a socket lead there for ever, for as long as it has peers. */
function namesStay(kernel: Kernel): Kernel {
  const last = new Map<string, number>();
  return {
    ...kernel,
    connect: (fd, address, length) => {
      const told = kernel.connect(fd, address, length);
      const name = parsed(address);
      if (told.ret === 0 && name.kind === 'path' && isDatagram(kernel, fd)) last.set(name.path, fd);
      return told;
    },
    sendto: (fd, data, flags, address) => {
      const told = kernel.sendto(fd, data, flags, address);
      const name = parsed(address);
      const other = name.kind === 'path' ? last.get(name.path) : undefined;
      if (told.errno !== ERRNO.ENOENT || other === undefined) return told;
      return kernel.send(other, data, flags);
    },
  };
}

export default {
  'sendmsg-keeps-one-descriptor-of-many': liar(
    'rights.sendmsg.without-a-connection',
    'of several descriptors that go to an address only the first arrives.',
    (kernel) => ({
      ...kernel,
      recvmsg: changeRights(kernel, (fds) => {
        for (const fd of fds.slice(1)) kernel.close(fd);
        return fds.slice(0, 1);
      }),
    }),
  ),
  'recvfrom-joins-datagrams': liar(
    'stream.datagram.whole-and-in-order',
    'a receive with room for two datagrams gives both as one.',
    telling('recvfrom', (result, [fd, size, flags], kernel) => {
      const room = size - result.ret;
      if (result.ret <= 0 || room <= 0 || (flags & S.MSG_PEEK) !== 0 || !isDatagram(kernel, fd))
        return result;
      const next = kernel.recv(fd, room, S.MSG_DONTWAIT);
      if (next.ret < 0) return result;
      const data = Buffer.concat([result.out.data, next.out]);
      return { ...result, ret: data.length, out: { ...result.out, data } };
    }),
  ),
  'recvfrom-gives-it-again': liar(
    'stream.datagram.whole-and-in-order',
    'a datagram that was received stays in the queue.',
    (kernel) => ({
      ...kernel,
      recvfrom: (fd, size, flags, room) =>
        kernel.recvfrom(fd, size, isDatagram(kernel, fd) ? flags | S.MSG_PEEK : flags, room),
    }),
  ),
  'sendto-nothing-is-nothing': liar(
    'stream.datagram.whole-and-in-order',
    'a datagram of no bytes is not sent.',
    (kernel) => ({
      ...kernel,
      sendto: (fd, data, flags, address) =>
        data.length === 0 && isDatagram(kernel, fd)
          ? success
          : kernel.sendto(fd, data, flags, address),
    }),
  ),
  'read-nothing-takes-a-datagram': liar(
    'stream.datagram.whole-and-in-order',
    'a read of no bytes takes a datagram.',
    followed('read', (kernel, [fd, size]) => {
      if (size === 0 && isDatagram(kernel, fd)) kernel.recv(fd, 1, S.MSG_DONTWAIT);
    }),
  ),
  'sendto-missing-is-refused': liar(
    'stream.datagram.goes-where-it-is-sent',
    'sendto to a path that leads nowhere says ECONNREFUSED.',
    swapped('sendto', 'ENOENT', 'ECONNREFUSED', ofDatagram),
  ),
  'sendto-forgets-permission': liar(
    'stream.datagram.goes-where-it-is-sent',
    'sendto does not look at the permissions of the path.',
    forgiven('sendto', 'EACCES', ofDatagram),
  ),
  'sendto-goes-to-the-peer': liar(
    'stream.datagram.one-peer-until-another',
    'sendto on a connected datagram socket ignores the address.',
    (kernel) => ({
      ...kernel,
      sendto: (fd, data, flags, address) =>
        isDatagram(kernel, fd) && hasPeer(kernel, fd)
          ? kernel.send(fd, data, flags)
          : kernel.sendto(fd, data, flags, address),
    }),
  ),
  'connect-to-the-taken': liar(
    'stream.datagram.one-peer-until-another',
    'connect to a datagram socket that has another peer succeeds.',
    forgiven('connect', 'EPERM', ofDatagram),
  ),
  'sendto-to-the-taken': liar(
    'stream.datagram.one-peer-until-another',
    'a connected datagram socket receives from anybody.',
    telling('sendto', (result, [fd, data], kernel) =>
      result.errno === ERRNO.EPERM && isDatagram(kernel, fd)
        ? { ...result, ret: data.length, errno: 0 }
        : result,
    ),
  ),
  'connect-never-parts': liar(
    'stream.datagram.one-peer-until-another',
    'AF_UNSPEC succeeds, and the peer stays.',
    (kernel) => ({
      ...kernel,
      connect: (fd, address, length) =>
        isNoFamily(address) && isDatagram(kernel, fd)
          ? success
          : kernel.connect(fd, address, length),
    }),
  ),
  'connect-tells-no-loss': liar(
    'stream.datagram.one-peer-until-another',
    'a peer whose messages are dropped is not told.',
    telling('send', (result, asked, kernel) =>
      result.errno === ERRNO.ECONNRESET && isDatagram(kernel, asked[0])
        ? kernel.send(...asked)
        : result,
    ),
  ),
  'peercred-of-a-datagram-peer': liar(
    'stream.datagram.one-peer-until-another',
    'SO_PEERCRED of a connected datagram socket tells the asker.',
    telling('getsockopt', (result, [fd, level, option], kernel) => {
      if (result.ret < 0 || level !== S.SOL_SOCKET || option !== S.SO_PEERCRED) return result;
      if (result.out.length < 12 || !isDatagram(kernel, fd) || !hasPeer(kernel, fd)) return result;
      const out = Buffer.from(result.out);
      if (out.readInt32LE(0) === 0) out.writeInt32LE(kernel.getpid().ret, 0);
      return { ...result, out };
    }),
  ),
  'queue-takes-two': liar(
    'stream.datagram.queue-and-one',
    'a sender may send two datagrams, and no third one.',
    (kernel) => {
      const sent = sentOn();
      return {
        ...kernel,
        send: (fd, data, flags) =>
          isDatagram(kernel, fd) && sent.count(fd) >= 2
            ? failure(ERRNO.EAGAIN, undefined)
            : sent.note(fd, kernel.send(fd, data, flags)),
        close: (fd) => {
          sent.forget(fd);
          return kernel.close(fd);
        },
      };
    },
  ),
  'poll-sent-is-unwritable': liar(
    'stream.datagram.queue-and-one',
    'poll tells that one may not write while the peer has anything to read.',
    (kernel) => {
      const sent = sentOn();
      return {
        ...kernel,
        send: (fd, data, flags) => sent.note(fd, kernel.send(fd, data, flags)),
        poll: (entries, timeout) => {
          const result = kernel.poll(entries, timeout);
          const out = result.out.map((revents, i) => {
            const fd = entries[i]?.fd ?? -1;
            return sent.count(fd) > 0 && isDatagram(kernel, fd) ? revents & ~POLLOUT : revents;
          });
          return { ...result, ret: out.filter(Boolean).length, out };
        },
        close: (fd) => {
          sent.forget(fd);
          return kernel.close(fd);
        },
      };
    },
  ),
  'send-large-is-cut': liar(
    'stream.datagram.as-large-as-its-buffer',
    'of a datagram that is too large the beginning is sent.',
    telling('send', (result, [fd, data, flags], kernel) =>
      result.errno === ERRNO.EMSGSIZE ? kernel.send(fd, data.subarray(0, 1000), flags) : result,
    ),
  ),
  'sndbuf-is-not-doubled': liar(
    'stream.datagram.as-large-as-its-buffer',
    'SO_SNDBUF tells what was asked for, not its double.',
    telling('getsockopt', (result, [, level, option]) => {
      if (result.ret < 0 || level !== S.SOL_SOCKET || option !== S.SO_SNDBUF) return result;
      const out = Buffer.from(result.out);
      out.writeInt32LE(out.readInt32LE(0) / 2, 0);
      return { ...result, out };
    }),
  ),
  'send-to-the-dead-epipe': liar(
    'stream.datagram.no-end-is-ever-seen',
    'a send to a peer that closed says EPIPE.',
    swapped('send', 'ECONNREFUSED', 'EPIPE', ofDatagram),
  ),
  'send-to-the-dead-again': liar(
    'stream.datagram.no-end-is-ever-seen',
    'a peer that closed stays the peer after it was told.',
    theDeadStay,
  ),
  'recv-shut-is-an-end': liar(
    'stream.datagram.no-end-is-ever-seen',
    'a receive on a datagram socket that was shut down gives an end instead of EAGAIN.',
    telling('recv', (result, [fd], kernel) => {
      if (result.errno !== ERRNO.EAGAIN || !isDatagram(kernel, fd)) return result;
      const [revents = 0] = kernel.poll([{ fd, events: POLLRDHUP }], 0).out;
      return (revents & POLLRDHUP) === 0 ? result : { ...result, ret: 0, errno: 0 };
    }),
  ),
  'accept-datagram-einval': liar(
    'stream.datagram.no-end-is-ever-seen',
    'accept on a datagram socket says EINVAL.',
    swapped('accept4', 'EOPNOTSUPP', 'EINVAL', ofDatagram),
  ),
  'send-goes-by-the-name': liar(
    'stream.datagram.peer-outlives-its-name',
    'a connected datagram socket sends to the name that it was connected to.',
    byPath((kernel, [fd, data, flags], path) => kernel.sendto(fd, data, flags, path)),
  ),
  'send-goes-to-the-successor': liar(
    'stream.datagram.peer-outlives-its-name',
    'a connected datagram socket sends to whoever has the name of its peer, if somebody has it.',
    byPath((kernel, [fd, data, flags], path) => {
      const told = kernel.sendto(fd, data, flags, path);
      return told.ret < 0 ? kernel.send(fd, data, flags) : told;
    }),
  ),
  'unlink-ends-the-association': liar(
    'stream.datagram.peer-outlives-its-name',
    'a send to a peer whose name is gone is refused.',
    byPath((kernel, asked, path) => {
      const name = parsed(path);
      return name.kind === 'path' && kernel.lstat(name.path).ret < 0
        ? failure(ERRNO.ECONNREFUSED, undefined)
        : kernel.send(...asked);
    }),
  ),
  'sendto-remembers-names': liar(
    'stream.datagram.peer-outlives-its-name',
    'a name that is gone leads to the socket that had it, as long as somebody is connected to that.',
    namesStay,
  ),
} satisfies Liars;
