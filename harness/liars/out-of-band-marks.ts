/** Liars about the mark where an urgent byte stands: receives that stop at it, looks that tell of it, and ends. */

import { ERRNO } from '../abi/errno.ts';
import { POLLIN, POLLPRI, POLLRDHUP } from '../abi/poll.ts';
import * as S from '../abi/socket.ts';
import { failure, type Liars, liar, success, telling } from './lie.ts';

import {
  counting,
  goesOn,
  inlined,
  intOf,
  isAtMark,
  isInline,
  isPending,
  isTaken,
  isUrgent,
  pairsOf,
  peeks,
  polling,
  receiving,
  withFlags,
} from './urgent-lie.ts';

const MARK = 'stream.oob.receives-stop-at-the-mark';
const LOOK = 'stream.oob.poll-and-marks';
const END = 'stream.oob.end-or-reset';

export default {
  'recvmsg-always-oob': liar(
    MARK,
    'recvmsg says MSG_OOB of whatever it receives.',
    telling('recvmsg', (told) =>
      told.ret > 0 ? withFlags(told, told.out.flags | S.MSG_OOB) : told,
    ),
  ),
  'recv-goes-past-the-mark': liar(
    MARK,
    'a receive does not stop before an urgent byte.',
    receiving(
      (kernel, fd, flags) => !isUrgent(flags) && !peeks(flags) && isPending(kernel, fd),
      goesOn,
    ),
  ),
  'recv-goes-past-a-taken-byte': liar(
    MARK,
    'a receive does not stop at the mark of an urgent byte that was read.',
    receiving(
      (kernel, fd, flags) => !isUrgent(flags) && !peeks(flags) && !isPending(kernel, fd),
      goesOn,
    ),
  ),
  'recv-reads-the-urgent-byte': liar(
    MARK,
    'a receive at the mark gives the urgent byte.',
    receiving(
      (kernel, fd, flags) => !isUrgent(flags) && !peeks(flags) && isAtMark(kernel, fd),
      (kernel) => (fd, size, flags) => inlined(kernel, fd, 1, () => kernel.recv(fd, size, flags)),
    ),
  ),
  'recv-at-the-mark-keeps-the-byte': liar(
    MARK,
    'an urgent byte at the end is not dropped by a receive.',
    (kernel) => ({
      ...kernel,
      recv: (fd, size, flags) => {
        const look = isUrgent(flags) ? undefined : kernel.recv(fd, size, flags | S.MSG_PEEK);
        return look?.errno === ERRNO.EAGAIN ? look : kernel.recv(fd, size, flags);
      },
    }),
  ),
  'peek-shows-the-urgent-byte': liar(
    MARK,
    'a peek at the mark shows the urgent byte.',
    receiving(
      (kernel, fd, flags) => !isUrgent(flags) && peeks(flags) && isAtMark(kernel, fd),
      (kernel) => (fd, size, flags) => inlined(kernel, fd, 1, () => kernel.recv(fd, size, flags)),
    ),
  ),
  'peek-drops-the-urgent-byte': liar(
    MARK,
    'a peek at the mark drops the urgent byte.',
    receiving(
      (kernel, fd, flags) => !isUrgent(flags) && peeks(flags) && isAtMark(kernel, fd),
      (kernel) => (fd, size, flags) => {
        kernel.recv(fd, 0, S.MSG_DONTWAIT);
        return kernel.recv(fd, size, flags);
      },
    ),
  ),
  'taken-byte-in-line': liar(
    MARK,
    'a receive at the mark of an urgent byte that was read gives that byte first.',
    (kernel) => {
      const last = new Map<number, Uint8Array>();
      return {
        ...kernel,
        recv: (fd, size, flags) => {
          const byte = isTaken(kernel, fd) ? last.get(fd) : undefined;
          const told = kernel.recv(fd, size, flags);
          if (isUrgent(flags) && told.ret > 0) last.set(fd, told.out);
          if (byte === undefined || isUrgent(flags) || told.ret <= 0 || told.ret >= size)
            return told;
          return { ...told, ret: told.ret + 1, out: Buffer.concat([byte, told.out]) };
        },
      };
    },
  ),
  'pollpri-never': liar(
    LOOK,
    'poll does not tell of urgent bytes.',
    polling((events) => events & ~POLLPRI),
  ),
  'pollpri-stays': liar(
    LOOK,
    'poll tells POLLPRI also when the urgent byte was read.',
    polling((events, kernel, fd) => events | (isTaken(kernel, fd) ? POLLPRI : 0)),
  ),
  'pollpri-at-the-mark-alone': liar(
    LOOK,
    'poll tells POLLPRI only when the mark comes next.',
    polling((events, kernel, fd) => (isAtMark(kernel, fd) ? events : events & ~POLLPRI)),
  ),
  'siocatmark-while-pending': liar(
    LOOK,
    'SIOCATMARK tells whether an urgent byte waits anywhere.',
    counting(S.SIOCATMARK, (_, kernel, fd) => (isPending(kernel, fd) ? 1 : 0)),
  ),
  'siocatmark-forgets-taken': liar(
    LOOK,
    'SIOCATMARK is 0 at the mark of an urgent byte that was read.',
    counting(S.SIOCATMARK, (at, kernel, fd) => (isPending(kernel, fd) ? at : 0)),
  ),
  'taken-byte-leaves-nothing': liar(
    LOOK,
    'where nothing is left but the place of an urgent byte, poll tells nothing.',
    polling((events, kernel, fd) => {
      const isSpent = isTaken(kernel, fd) && intOf(kernel, fd, S.SIOCINQ) === 0;
      return isSpent && (events & POLLRDHUP) === 0 ? events & ~POLLIN : events;
    }),
  ),
  'taken-byte-is-an-end': liar(
    MARK,
    'a receive that finds the place of an urgent byte and nothing else tells the end.',
    telling('recv', (told, [, , flags]) =>
      told.errno === ERRNO.EAGAIN && !isUrgent(flags) ? { ...success, out: told.out } : told,
    ),
  ),
  'close-after-a-taken-byte-resets': liar(
    END,
    'who read the urgent byte and closes resets the connection.',
    (kernel) => {
      const { peers, socketpair } = pairsOf(kernel);
      const toReset = new Set<number>();
      return {
        ...kernel,
        socketpair,
        close: (fd) => {
          toReset.delete(fd);
          if (isTaken(kernel, fd)) toReset.add(peers.get(fd) ?? -1);
          return kernel.close(fd);
        },
        recv: (fd, size, flags) => {
          const told = kernel.recv(fd, size, flags);
          return told.ret === 0 && toReset.delete(fd) ? failure(ERRNO.ECONNRESET, told.out) : told;
        },
      };
    },
  ),
  'close-forgives-an-urgent-byte': liar(
    END,
    'an urgent byte that nobody read does not reset the connection.',
    (kernel) => ({
      ...kernel,
      close: (fd) => {
        if (isAtMark(kernel, fd)) kernel.recv(fd, 1, S.MSG_OOB | S.MSG_DONTWAIT);
        return kernel.close(fd);
      },
    }),
  ),
  'siocinq-without-the-urgent-byte': liar(
    LOOK,
    'SIOCINQ does not count the urgent byte.',
    counting(S.SIOCINQ, (count, kernel, fd) => count - (isPending(kernel, fd) ? 1 : 0)),
  ),
  'siocinq-counts-the-place': liar(
    LOOK,
    'SIOCINQ counts an urgent byte that was read.',
    counting(S.SIOCINQ, (count, kernel, fd) => count + (isTaken(kernel, fd) ? 1 : 0)),
  ),
  'oobinline-is-ignored': liar(
    MARK,
    'SO_OOBINLINE can be set and does nothing.',
    receiving(
      (kernel, fd, flags) => !isUrgent(flags) && isInline(kernel, fd),
      (kernel) => (fd, size, flags) => inlined(kernel, fd, 0, () => kernel.recv(fd, size, flags)),
    ),
  ),
  'oobinline-has-no-mark': liar(
    MARK,
    'with SO_OOBINLINE a receive does not stop before the urgent byte.',
    receiving(
      (kernel, fd, flags) => !isUrgent(flags) && !peeks(flags) && isInline(kernel, fd),
      goesOn,
    ),
  ),
} satisfies Liars;
