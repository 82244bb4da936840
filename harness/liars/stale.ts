/** Liars about descriptors that are closed: they still lead somewhere, or are another error. */

import { ERRNO } from '../abi/errno.ts';
import { AT_FDCWD, F_DUPFD_CLOEXEC, O_CLOEXEC } from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import { buildControl, type Kernel, type MessageOut, parseControl } from '../kernel/index.ts';
import { failure, type Liars, liar, optionOf, success, swapped, telling } from './lie.ts';

const STALE = 'stream.fd.closed-numbers-are-nobodys';
const NOTHING = 'rights.sendmsg.all-or-nothing';
/** Above what anybody looks at. */
const ASIDE = 3000;

type Ghosts = ReadonlyMap<number, number>;

/** A kernel in which sockets that were closed are kept aside, until their numbers have others. */
const haunted =
  (then: (kernel: Kernel, at: (fd: number) => number) => Partial<Kernel>) =>
  (kernel: Kernel): Kernel => {
    const ghosts = new Map<number, number>();
    /** Where a number leads that is not open. */
    const at = (fd: number): number => {
      const ghost = (ghosts as Ghosts).get(fd);
      if (ghost === undefined || kernel.fcntl(fd, 1, 0).ret >= 0) return fd;
      return ghost;
    };
    return {
      ...kernel,
      close: (fd) => {
        const before = ghosts.get(fd);
        const isSocket = optionOf(kernel, fd, S.SO_TYPE) >= 0;
        const kept = isSocket ? kernel.fcntl(fd, F_DUPFD_CLOEXEC, ASIDE).ret : -1;
        const told = kernel.close(fd);
        if (before !== undefined && kept >= 0) kernel.close(before);
        if (kept >= 0) ghosts.set(fd, kept);
        return told;
      },
      ...then(kernel, at),
    };
  };

type Sent = (fds: number[], kernel: Kernel) => number[];

/** Descriptors are sent in the place of others. */
const sending =
  (change: Sent) =>
  (kernel: Kernel): Kernel => ({
    ...kernel,
    sendmsg: (fd, message, flags) => kernel.sendmsg(fd, changed(message, change, kernel), flags),
  });

function changed(message: MessageOut, change: Sent, kernel: Kernel): MessageOut {
  if (message.control === undefined) return message;
  const parts = parseControl(message.control).map(({ level, type, data, length }) => {
    if (level !== S.SOL_SOCKET || type !== S.SCM_RIGHTS || data.length % 4 > 0)
      return { level, type, data, length };
    const fds = change([...new Int32Array(data.slice().buffer)], kernel);
    return { level, type, data: new Uint8Array(Int32Array.from(fds).buffer) };
  });
  return { ...message, control: buildControl(parts) };
}

const isOpen = (kernel: Kernel, fd: number): boolean => kernel.fcntl(fd, 1, 0).ret >= 0;

export default {
  'closed-sockets-still-send': liar(
    STALE,
    'send and write reach the socket that a number was of a moment ago.',
    haunted((kernel, at) => ({
      send: (fd, data, flags) => kernel.send(at(fd), data, flags),
      write: (fd, data) => kernel.write(at(fd), data),
    })),
  ),
  'closed-sockets-still-receive': liar(
    STALE,
    'recv and read reach the socket that a number was of a moment ago.',
    haunted((kernel, at) => ({
      recv: (fd, size, flags) => kernel.recv(at(fd), size, flags),
      read: (fd, size) => kernel.read(at(fd), size),
    })),
  ),
  'closed-sockets-still-have-options': liar(
    STALE,
    'getsockopt tells of the socket that a number was of a moment ago.',
    haunted((kernel, at) => ({
      getsockopt: (fd, level, option, room) => kernel.getsockopt(at(fd), level, option, room),
    })),
  ),
  'closed-sockets-are-passed-still': liar(
    NOTHING,
    'SCM_RIGHTS sends the socket that a number was of a moment ago.',
    haunted((kernel, at) => ({
      sendmsg: (fd, message, flags) =>
        kernel.sendmsg(
          fd,
          changed(message, (fds) => fds.map(at), kernel),
          flags,
        ),
    })),
  ),
  'what-is-closed-is-closed-again': liar(STALE, 'a second close is fine.', (kernel) => {
    const closed = new Set<number>();
    return {
      ...kernel,
      close: (fd) => {
        const told = kernel.close(fd);
        if (told.ret === 0) closed.add(fd);
        return told.ret < 0 && closed.has(fd) ? success : told;
      },
    };
  }),
  'what-is-closed-is-polled-as-nothing': liar(
    STALE,
    'poll ignores a descriptor that is not open, as one below zero.',
    telling('poll', (told) => (told.out[0] === 32 ? { ret: 0, errno: 0, out: [0] } : told)),
  ),
  'numbers-beyond-all-are-too-many': liar(
    STALE,
    'dup of a number beyond the limit is EMFILE.',
    swapped('dup', 'EBADF', 'EMFILE', ([fd]) => fd === 0x7fff_ffff),
  ),
  'numbers-beyond-all-are-invalid': liar(
    STALE,
    'close of a number beyond the limit is EINVAL.',
    swapped('close', 'EBADF', 'EINVAL', ([fd]) => fd === 0x7fff_ffff),
  ),
  'the-working-directory-is-passed': liar(
    NOTHING,
    'AT_FDCWD in SCM_RIGHTS is the working directory.',
    sending((fds, kernel) => {
      if (!fds.includes(AT_FDCWD)) return fds;
      const here = kernel.fcntl(kernel.open('.', O_CLOEXEC, 0).ret, F_DUPFD_CLOEXEC, ASIDE).ret;
      return fds.map((fd) => (fd === AT_FDCWD ? here : fd));
    }),
  ),
  'the-last-that-is-closed-is-left-out': liar(
    NOTHING,
    'a message goes without its last descriptor, where that is closed.',
    sending((fds, kernel) => {
      const last = fds.at(-1);
      return fds.length > 1 && last !== undefined && last >= 0 && !isOpen(kernel, last)
        ? fds.slice(0, -1)
        : fds;
    }),
  ),
  'closed-descriptors-lose-what-is-sent': liar(
    NOTHING,
    'of a message with a descriptor that is closed the bytes are sent.',
    (kernel) => ({
      ...kernel,
      sendmsg: (fd, message, flags) => {
        const told = kernel.sendmsg(fd, message, flags);
        if (told.ret >= 0 || told.errno !== ERRNO.EBADF) return told;
        kernel.send(fd, message.data, flags);
        return failure(ERRNO.EBADF, undefined);
      },
    }),
  ),
} satisfies Liars;
