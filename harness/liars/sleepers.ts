/** Liars about who sleeps: polls that miss what happens, and calls that an interruption or a long wait has changed. */

import { ERRNO } from '../abi/errno.ts';
import { POLLRDHUP } from '../abi/poll.ts';
import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';
import { failure, isStream, type Liars, liar, optionOf, telling, typeOf } from './lie.ts';

const POLLS = 'stream.poll.sleeps-until-something-happens';
const INTERRUPTED = 'stream.sleep.interrupted-loses-nothing';
const ROOM = 'stream.datagram.sleeps-while-its-buffer-is-full';
const WOKEN = 'stream.sleep.woken-by-what-it-waits-for';

/** Longer than a call takes that did not sleep. */
const SLEPT_MS = 4;

const NOBODY = Buffer.from('\x01\x00\x00nobody is called so', 'latin1');

/** A datagram socket whose buffer is full. */
function isWithoutRoom(kernel: Kernel, fd: number): boolean {
  if (typeOf(kernel, fd) !== S.SOCK_DGRAM) return false;
  const { out } = kernel.ioctl(fd, S.SIOCOUTQ, new Uint8Array(4));
  return Buffer.from(out).readInt32LE(0) >= optionOf(kernel, fd, S.SO_SNDBUF);
}

/** A poll that looks at the beginning, and then sleeps to the end. */
const looksOnce =
  (lies: (events: number) => boolean) =>
  (kernel: Kernel): Kernel => ({
    ...kernel,
    poll: (entries, timeout) => {
      if (timeout <= 0 || !entries.every(({ events }) => lies(events)))
        return kernel.poll(entries, timeout);
      const now = kernel.poll(entries, 0);
      if (now.ret !== 0) return now;
      return { ...kernel.poll([], timeout), out: entries.map(() => 0) };
    },
  });

/** What the next call of a kind on the same descriptor comes to, after one was interrupted. */
function afterInterruption<Name extends 'recv' | 'connect'>(
  name: Name,
  then: (result: ReturnType<Kernel[Name]>) => ReturnType<Kernel[Name]>,
) {
  return (kernel: Kernel): Kernel => {
    const interrupted = new Set<number>();
    return telling<Name>(name, (result, [fd]) => {
      if (result.errno === ERRNO.EINTR) interrupted.add(fd);
      else if (interrupted.delete(fd)) return then(result);
      return result;
    })(kernel);
  };
}

/** A call that ends otherwise when it slept. */
const afterSleep =
  (lies: (kernel: Kernel, fd: number) => boolean) =>
  (kernel: Kernel): Kernel => ({
    ...kernel,
    recv: (fd, size, flags) => {
      const begun = performance.now();
      const result = kernel.recv(fd, size, flags);
      const isEnd = result.ret === 0 && size > 0 && performance.now() - begun > SLEPT_MS;
      return isEnd && lies(kernel, fd) ? failure(ERRNO.ECONNRESET, result.out) : result;
    },
  });

export default {
  'poll-sleeps-through-hangup': liar(
    POLLS,
    'A poll that asks for nothing, or for POLLRDHUP alone, is not woken.',
    looksOnce((events) => (events & ~POLLRDHUP) === 0),
  ),
  'poll-waits-for-the-first': liar(
    POLLS,
    'A poll of several that finds nothing sleeps until something happens to the first.',
    (kernel) => ({
      ...kernel,
      poll: (entries, timeout) => {
        if (entries.length < 2 || timeout <= 0) return kernel.poll(entries, timeout);
        const now = kernel.poll(entries, 0);
        if (now.ret !== 0) return now;
        const { out, ...first } = kernel.poll(entries.slice(0, 1), timeout);
        return { ...first, out: entries.map((_, i) => out[i] ?? 0) };
      },
    }),
  ),
  'epoll-looks-once': liar(
    POLLS,
    'An epoll_wait that finds nothing sleeps for its whole time.',
    (kernel) => ({
      ...kernel,
      epoll_pwait: (epfd, room, timeout) => {
        const now = kernel.epoll_pwait(epfd, room, 0);
        if (now.ret === 0 && timeout > 0) kernel.poll([], timeout);
        return now;
      },
    }),
  ),
  'poll-looks-once': liar(
    POLLS,
    'A poll that finds nothing sleeps for its whole time.',
    looksOnce(() => true),
  ),
  'interrupted-recv-loses-a-byte': liar(
    INTERRUPTED,
    'After recv was interrupted the first byte that comes is lost.',
    afterInterruption('recv', (result) =>
      result.ret > 1 ? { ...result, ret: result.ret - 1, out: result.out.slice(1) } : result,
    ),
  ),
  'interrupted-connect-goes-on': liar(
    INTERRUPTED,
    'After connect was interrupted another one is EALREADY.',
    afterInterruption('connect', () => failure(ERRNO.EALREADY, undefined)),
  ),
  'late-end-is-a-reset': liar(
    WOKEN,
    'A receive that slept until the end of a stream says ECONNRESET.',
    afterSleep(isStream),
  ),
  'late-connect-is-reset': liar(
    WOKEN,
    'A connect that waited for a listener that went away says ECONNRESET.',
    (kernel) => ({
      ...kernel,
      connect: (fd, address, length) => {
        const begun = performance.now();
        const result = kernel.connect(fd, address, length);
        const waited = performance.now() - begun > SLEPT_MS && address[0] === S.AF_UNIX;
        return waited && result.errno === ERRNO.ECONNREFUSED
          ? failure(ERRNO.ECONNRESET, result.out)
          : result;
      },
    }),
  ),
  'datagrams-never-wait-for-room': liar(
    ROOM,
    'a datagram for which its sender has no room is EAGAIN, however it is sent.',
    (kernel) => ({
      ...kernel,
      send: (fd, data, flags) =>
        kernel.send(fd, data, isWithoutRoom(kernel, fd) ? flags | S.MSG_DONTWAIT : flags),
    }),
  ),
  'datagrams-that-waited-are-lost': liar(
    ROOM,
    'a datagram that slept until its sender had room is told to be sent, and is not.',
    (kernel) => ({
      ...kernel,
      send: (fd, data, flags) => {
        if (!isWithoutRoom(kernel, fd) || (flags & S.MSG_DONTWAIT) !== 0)
          return kernel.send(fd, data, flags);
        // A name that nobody has: what is sent there is lost when there is room for it.
        const told = kernel.sendto(fd, data, flags, NOBODY);
        return told.errno === ERRNO.ECONNREFUSED ? { ...told, ret: data.length, errno: 0 } : told;
      },
    }),
  ),
} satisfies Liars;
