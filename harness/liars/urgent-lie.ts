/** What liars about out-of-band data have in common: where the mark is, and calls that do something else there. */

import { POLLPRI } from '../abi/poll.ts';
import * as S from '../abi/socket.ts';
import type { Kernel, MessageIn, Result } from '../kernel/index.ts';
import { isStream, optionOf, telling } from './lie.ts';

/** Numbers from here on are nobody's. */
export const HIGH = 500;

type Recv = (fd: number, size: number, flags: number) => Result<Uint8Array>;

export const isUrgent = (flags: number): boolean => (flags & S.MSG_OOB) !== 0;
export const peeks = (flags: number): boolean => (flags & S.MSG_PEEK) !== 0;

export function intOf(kernel: Kernel, fd: number, request: number): number {
  const { ret, out } = kernel.ioctl(fd, request, new Uint8Array(4));
  return ret < 0 ? -1 : Buffer.from(out).readInt32LE(0);
}

export const isAtMark = (kernel: Kernel, fd: number): boolean =>
  intOf(kernel, fd, S.SIOCATMARK) === 1;
export const isPending = (kernel: Kernel, fd: number): boolean =>
  ((kernel.poll([{ fd, events: POLLPRI }], 0).out[0] ?? 0) & POLLPRI) !== 0;
/** The urgent byte was read, and its place comes next. */
export const isTaken = (kernel: Kernel, fd: number): boolean =>
  isAtMark(kernel, fd) && !isPending(kernel, fd);
export const isInline = (kernel: Kernel, fd: number): boolean =>
  optionOf(kernel, fd, S.SO_OOBINLINE) === 1;

export function int(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

/** Something done with the other SO_OOBINLINE than the socket has. */
export function inlined<Told>(kernel: Kernel, fd: number, value: number, call: () => Told): Told {
  const before = optionOf(kernel, fd, S.SO_OOBINLINE);
  kernel.setsockopt(fd, S.SOL_SOCKET, S.SO_OOBINLINE, int(value));
  const told = call();
  kernel.setsockopt(fd, S.SOL_SOCKET, S.SO_OOBINLINE, int(before));
  return told;
}

/** recv that does something else, of streams and where a claim holds. */
export const receiving =
  (where: (kernel: Kernel, fd: number, flags: number) => boolean, otherwise: (k: Kernel) => Recv) =>
  (kernel: Kernel): Kernel => ({
    ...kernel,
    recv: (fd, size, flags) =>
      isStream(kernel, fd) && where(kernel, fd, flags)
        ? otherwise(kernel)(fd, size, flags)
        : kernel.recv(fd, size, flags),
  });

/** A receive that goes on where it stopped. */
export const goesOn =
  (kernel: Kernel): Recv =>
  (fd, size, flags) => {
    const told = kernel.recv(fd, size, flags);
    if (told.ret <= 0 || told.ret >= size) return told;
    const more = kernel.recv(fd, size - told.ret, flags);
    if (more.ret <= 0) return told;
    const out = Buffer.concat([told.out, more.out]);
    return { ...told, ret: out.length, out };
  };

/** send with MSG_OOB that does something else. */
export const sending =
  (otherwise: (kernel: Kernel, peers: ReadonlyMap<number, number>) => Kernel['send']) =>
  (kernel: Kernel): Kernel => {
    const { peers, socketpair } = pairsOf(kernel);
    return {
      ...kernel,
      socketpair,
      send: (fd, data, flags) =>
        isUrgent(flags) && data.length > 0 && isStream(kernel, fd)
          ? otherwise(kernel, peers)(fd, data, flags)
          : kernel.send(fd, data, flags),
    };
  };

/** Who is whose peer, as long as nobody closes one. */
export function pairsOf(kernel: Kernel) {
  const peers = new Map<number, number>();
  const socketpair: Kernel['socketpair'] = (domain, type, protocol) => {
    const made = kernel.socketpair(domain, type, protocol);
    const [a, b] = made.out;
    if (made.ret >= 0) peers.set(a, b).set(b, a);
    return made;
  };
  return { peers, socketpair };
}

/** poll that tells other events: those that were are given. */
export const polling = (change: (events: number, kernel: Kernel, fd: number) => number) =>
  telling('poll', (told, [entries], kernel) => {
    const out = told.out.map((events, i) => change(events, kernel, entries[i]?.fd ?? -1));
    return { ...told, out, ret: out.filter((events) => events !== 0).length };
  });

/** An ioctl that tells another number. */
export const counting = (
  request: number,
  change: (count: number, kernel: Kernel, fd: number) => number,
) =>
  telling('ioctl', (told, [fd, asked], kernel) =>
    asked === request && told.ret >= 0
      ? { ...told, out: int(change(Buffer.from(told.out).readInt32LE(0), kernel, fd)) }
      : told,
  );

export const withFlags = (told: Result<MessageIn>, flags: number): Result<MessageIn> => ({
  ...told,
  out: { ...told.out, flags },
});
