/** Liars about control messages: headers and numbers that are none, ids of nobody, and what comes when nothing does. */

import { ERRNO } from '../abi/errno.ts';
import { AT_FDCWD, F_GETFL, O_PATH, S_IFMT, S_IFREG } from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import { buildControl, type Kernel, type MessageOut, parseControl } from '../kernel/index.ts';
import { failure, type Liars, liar, telling } from './lie.ts';

const REFUSED = 'rights.sendmsg.all-or-nothing';
const WITH_MESSAGES = 'peercred.recvmsg.credentials-with-messages';
const HEADER = 16;

type Messages = ReturnType<typeof parseControl>;

/** sendmsg with other control messages. */
function saying(change: (messages: Messages, kernel: Kernel) => Messages) {
  return (kernel: Kernel): Kernel => ({
    ...kernel,
    sendmsg: (fd, message: MessageOut, flags) => {
      if (message.control === undefined) return kernel.sendmsg(fd, message, flags);
      const said = parseControl(message.control);
      const changed = change(said, kernel);
      if (changed === said) return kernel.sendmsg(fd, message, flags);
      return kernel.sendmsg(fd, { ...message, control: buildControl(changed) }, flags);
    },
  });
}

/** Descriptors that were sent, as numbers, go through a function. */
const numbering = (change: (numbers: readonly number[]) => readonly number[]) =>
  saying((messages) =>
    messages.map((message) => {
      if (message.level !== S.SOL_SOCKET || message.type !== S.SCM_RIGHTS) return message;
      const numbers = [...new Int32Array(message.data.slice().buffer)];
      const data = new Uint8Array(Int32Array.from(change(numbers)).buffer);
      return { ...message, data, length: HEADER + data.length };
    }),
  );

/** Messages with such descriptors are EBADF. */
const refusing =
  (isRefused: (fd: number, kernel: Kernel) => boolean) =>
  (kernel: Kernel): Kernel => ({
    ...kernel,
    sendmsg: (fd, message, flags) => {
      const fds = parseControl(message.control ?? new Uint8Array(0))
        .filter(({ level, type }) => level === S.SOL_SOCKET && type === S.SCM_RIGHTS)
        .flatMap(({ data }) => [...new Int32Array(data.slice().buffer)]);
      return fds.some((one) => isRefused(one, kernel))
        ? failure(ERRNO.EBADF, undefined)
        : kernel.sendmsg(fd, message, flags);
    },
  });

/** An id of nobody is the sender's own. */
const mendsIds = (at: number, own: (kernel: Kernel) => number) =>
  saying((messages, kernel) =>
    messages.map((message) => {
      const data = Buffer.from(message.data);
      if (message.type !== S.SCM_CREDENTIALS || data.length !== 12) return message;
      if (data.readUInt32LE(at) === 0xffff_ffff) data.writeUInt32LE(own(kernel), at);
      return { ...message, data };
    }),
  );

/** No credentials of nobody at the end that the reader's own shutdown made. */
function silentAtOwnEnd(kernel: Kernel): Kernel {
  const shut = new Set<number>();
  const inode = (fd: number): number => kernel.fstat(fd).out.ino;
  return {
    ...kernel,
    shutdown: (fd, how) => {
      const told = kernel.shutdown(fd, how);
      if (told.ret === 0 && how !== S.SHUT_WR) shut.add(inode(fd));
      return told;
    },
    recvmsg: (fd, room, flags) => {
      const told = kernel.recvmsg(fd, room, flags);
      if (told.ret !== 0 || !shut.has(inode(fd))) return told;
      const kept = parseControl(told.out.control).filter(({ type }) => type !== S.SCM_CREDENTIALS);
      return { ...told, out: { ...told.out, control: buildControl(kept) } };
    },
  };
}

export default {
  'other-levels-are-never-looked-at': liar(
    REFUSED,
    'a control message of another level than SOL_SOCKET is passed over, however long it says it is.',
    saying((messages) => {
      const isLong = ({ level, length, data }: Messages[number]): boolean =>
        level !== S.SOL_SOCKET && length > HEADER + data.length;
      return messages.some(isLong) ? messages.filter((one) => !isLong(one)) : messages;
    }),
  ),
  'at-fdcwd-is-passed-over': liar(
    REFUSED,
    'AT_FDCWD among the descriptors of a message is left out.',
    numbering((numbers) => numbers.filter((fd) => fd !== AT_FDCWD)),
  ),
  'negative-descriptors-are-passed-over': liar(
    REFUSED,
    'numbers below 0 among the descriptors of a message are left out.',
    numbering((numbers) => numbers.filter((fd) => fd >= 0)),
  ),
  'the-largest-number-is-passed-over': liar(
    REFUSED,
    'the largest number is left out of the descriptors of a message.',
    numbering((numbers) => numbers.filter((fd) => fd !== 0x7fff_ffff)),
  ),
  'path-descriptors-are-refused': liar(
    'rights.recvmsg.files-by-name',
    'an O_PATH descriptor in a message is EBADF.',
    refusing((fd, kernel) => (kernel.fcntl(fd, F_GETFL, 0).ret & O_PATH) !== 0),
  ),
  'files-by-name-are-refused': liar(
    'rights.recvmsg.files-by-name',
    'a regular file of the file system in a message is EBADF.',
    refusing((fd, kernel) => {
      const { ret, out } = kernel.fstat(fd);
      const isFile = ret === 0 && (out.mode & S_IFMT) === S_IFREG;
      return isFile && out.nlink > 0 && (kernel.fcntl(fd, F_GETFL, 0).ret & O_PATH) === 0;
    }),
  ),
  'gids-of-nobody-are-ones-own': liar(
    'peercred.sendmsg.only-true-credentials',
    'who claims gid -1 claims its own.',
    mendsIds(8, (kernel) => kernel.getresgid().out[0]),
  ),
  'no-credentials-at-ones-own-end': liar(
    WITH_MESSAGES,
    'at the end that the reader itself made there are no credentials.',
    silentAtOwnEnd,
  ),
  'failed-receives-clear-the-room': liar(
    WITH_MESSAGES,
    'a receive that fails leaves 0 in msg_controllen.',
    telling('recvmsg', (told, [, { controlRoom }]) =>
      told.ret < 0 && controlRoom > 0
        ? { ...told, out: { ...told.out, isRoomChanged: true } }
        : told,
    ),
  ),
} satisfies Liars;
