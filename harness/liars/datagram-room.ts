/** Liars about the room that datagrams take in the buffer of their sender. */

import { ERRNO } from '../abi/errno.ts';
import { POLLOUT } from '../abi/poll.ts';
import * as S from '../abi/socket.ts';
import type { Kernel, Result } from '../kernel/index.ts';
import { bytesOf, failure, type Liars, liar, optionOf, swapped, telling, typeOf } from './lie.ts';

const ROOM = 'stream.datagram.as-much-as-the-buffer-holds';

const MUCH = 3000;
const isDatagram = (kernel: Kernel, fd: number): boolean => typeOf(kernel, fd) === S.SOCK_DGRAM;

/** What of a datagram socket is on its way, as the kernel weighs it. */
const charge = (kernel: Kernel, fd: number): number =>
  Buffer.from(kernel.ioctl(fd, S.SIOCOUTQ, new Uint8Array(4)).out).readInt32LE(0);
const isFull = (kernel: Kernel, fd: number): boolean =>
  isDatagram(kernel, fd) && charge(kernel, fd) >= optionOf(kernel, fd, S.SO_SNDBUF);

/** The sends of a datagram socket without room, made or told in another way. */
const whenFull = (instead: (kernel: Kernel, fd: number, honest: () => Result) => Result) => {
  return (kernel: Kernel): Kernel => {
    const lying =
      <Rest extends readonly unknown[]>(call: (fd: number, ...rest: Rest) => Result) =>
      (fd: number, ...rest: Rest): Result =>
        isFull(kernel, fd) ? instead(kernel, fd, () => call(fd, ...rest)) : call(fd, ...rest);
    return {
      ...kernel,
      send: lying(kernel.send),
      sendto: lying(kernel.sendto),
      sendmsg: lying(kernel.sendmsg),
      write: lying(kernel.write),
    };
  };
};

export default {
  'datagrams-take-no-room': liar(
    ROOM,
    'a datagram goes although SO_SNDBUF of its sender is full.',
    whenFull((kernel, fd, honest) => {
      const before = optionOf(kernel, fd, S.SO_SNDBUF);
      kernel.setsockopt(fd, S.SOL_SOCKET, S.SO_SNDBUF, bytesOf(1 << 16));
      const told = honest();
      kernel.setsockopt(fd, S.SOL_SOCKET, S.SO_SNDBUF, bytesOf(before / 2));
      return told;
    }),
  ),
  'full-datagrams-say-enobufs': liar(
    ROOM,
    'a datagram for which its sender has no room is ENOBUFS.',
    swapped('send', 'EAGAIN', 'ENOBUFS', ([fd], kernel) => isFull(kernel, fd)),
  ),
  'full-datagrams-are-lost': liar(
    ROOM,
    'a datagram for which its sender has no room is lost, and nobody is told.',
    (kernel) => ({
      ...kernel,
      send: (fd, data, flags) => {
        const told = kernel.send(fd, data, flags);
        const isLost = told.errno === ERRNO.EAGAIN && isFull(kernel, fd);
        return isLost ? { ...told, ret: data.length, errno: 0 } : told;
      },
    }),
  ),
  'datagrams-never-have-room-again': liar(
    ROOM,
    'a datagram socket that had no room for much once never has room for much again.',
    (kernel) => {
      const stuck = new Set<number>();
      return {
        ...kernel,
        socket: (domain, type, protocol) => {
          const made = kernel.socket(domain, type, protocol);
          stuck.delete(made.ret);
          return made;
        },
        socketpair: (domain, type, protocol) => {
          stuck.clear();
          return kernel.socketpair(domain, type, protocol);
        },
        send: (fd, data, flags) => {
          const told = kernel.send(fd, data, flags);
          if (data.length < MUCH) return told;
          if (told.errno === ERRNO.EAGAIN && isFull(kernel, fd)) stuck.add(fd);
          else if (told.ret > 0 && stuck.has(fd)) return failure(ERRNO.EAGAIN, undefined);
          return told;
        },
      };
    },
  ),
  'poll-always-has-room-for-datagrams': liar(
    ROOM,
    'poll shows POLLOUT of a datagram socket whose buffer is full.',
    telling('poll', (told, [[entry]], kernel) => {
      const [revents = 0] = told.out;
      if (entry === undefined || (entry.events & POLLOUT) === 0 || !isFull(kernel, entry.fd))
        return told;
      return { ...told, ret: 1, out: [revents | POLLOUT] };
    }),
  ),
  'names-are-looked-for-before-room': liar(
    ROOM,
    'a datagram to nobody is refused, whether its sender has room or not.',
    (kernel) => ({
      ...kernel,
      sendto: (fd, data, flags, address) => {
        const told = kernel.sendto(fd, data, flags, address);
        if (told.errno !== ERRNO.EAGAIN || !isFull(kernel, fd)) return told;
        const other = kernel.socket(S.AF_UNIX, S.SOCK_DGRAM, 0).ret;
        const met = kernel.connect(other, address);
        kernel.close(other);
        return met.errno === ERRNO.ECONNREFUSED ? failure(ERRNO.ECONNREFUSED, undefined) : told;
      },
    }),
  ),
} satisfies Liars;
