/** Liars about numbers of descriptors, and about how many there may be. */

import { ERRNO } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import type { Kernel, MessageIn, Result } from '../kernel/index.ts';
import { changeRights, failure, followed, type Liars, liar, swapped, telling } from './lie.ts';

const LOWEST = 'stream.fd.lowest-free-number';
const LIMIT = 'stream.fd.none-beyond-the-limit';
const ACCEPT = 'stream.accept.waits-at-the-limit';
const ASCENDING = 'rights.recvmsg.lowest-numbers-ascending';
const RECEIVE = 'rights.recvmsg.as-many-as-the-limit-lets';

/** The same file under another number, at least so. */
function moved(kernel: Kernel, fd: number, least: number): number {
  const cloexec = (kernel.fcntl(fd, F.F_GETFD, 0).ret & F.FD_CLOEXEC) !== 0;
  const { ret } = kernel.fcntl(fd, cloexec ? F.F_DUPFD_CLOEXEC : F.F_DUPFD, least);
  if (ret < 0) return fd;
  kernel.close(fd);
  return ret;
}

/** How many descriptors could still be made, up to so many. */
function roomOf(kernel: Kernel, fd: number, most: number): number {
  const made: number[] = [];
  while (made.length < most) {
    const { ret } = kernel.dup(fd);
    if (ret < 0) break;
    made.push(ret);
  }
  for (const one of made) kernel.close(one);
  return made.length;
}

/** A call made as if there were no limit. */
function beyond<Out>(kernel: Kernel, call: () => Result<Out>): Result<Out> {
  const [soft, hard] = kernel.getrlimit(F.RLIMIT_NOFILE).out;
  kernel.setrlimit(F.RLIMIT_NOFILE, hard, hard);
  const told = call();
  kernel.setrlimit(F.RLIMIT_NOFILE, soft, hard);
  return told;
}

const NOTHING: MessageIn = {
  ...{ data: new Uint8Array(0), control: new Uint8Array(0), flags: 0 },
  name: { bytes: new Uint8Array(0), length: 0 },
};

/** What a receive tells that had no room for the descriptors that came. */
const atTheLimit = (change: (told: Result<MessageIn>) => Result<MessageIn>) =>
  telling('recvmsg', (told, [fd, { controlRoom }], kernel) =>
    told.ret >= 0 &&
    controlRoom > 16 &&
    (told.out.flags & S.MSG_CTRUNC) !== 0 &&
    roomOf(kernel, fd, 1) === 0
      ? change(told)
      : told,
  );

export default {
  'dup-takes-a-high-number': liar(
    LOWEST,
    'dup gives a number above those in use.',
    telling('dup', (told, _, kernel) =>
      told.ret < 0 ? told : { ...told, ret: moved(kernel, told.ret, told.ret + 20) },
    ),
  ),
  'socket-never-gives-a-number-again': liar(
    LOWEST,
    'socket gives no number twice while there are others.',
    (kernel) => {
      let highest = 0;
      return {
        ...kernel,
        socket: (domain, type, protocol) => {
          const told = kernel.socket(domain, type, protocol);
          if (told.ret < 0) return told;
          if (told.ret < highest) highest = moved(kernel, told.ret, (highest % 500) + 1);
          else highest = told.ret;
          return { ...told, ret: highest };
        },
      };
    },
  ),
  'accept-leaves-a-number-out': liar(
    LOWEST,
    'accept gives the second lowest number.',
    telling('accept4', (told, _, kernel) =>
      told.ret < 0 ? told : { ...told, ret: moved(kernel, told.ret, told.ret + 1) },
    ),
  ),
  'received-descriptors-begin-at-100': liar(
    ASCENDING,
    'received descriptors have numbers from 100 onwards.',
    (kernel) => ({
      ...kernel,
      recvmsg: changeRights(kernel, (fds) => fds.map((fd) => moved(kernel, fd, 100))),
    }),
  ),
  'received-descriptors-descend': liar(
    ASCENDING,
    'the numbers of received descriptors descend.',
    (kernel) => ({
      ...kernel,
      recvmsg: changeRights(kernel, (fds) => {
        // From the last one on: it gets the lowest number.
        const spares = fds.map((fd) => moved(kernel, fd, 300)).reverse();
        return spares.map((fd) => moved(kernel, fd, 0)).reverse();
      }),
    }),
  ),
  'socket-forgets-the-limit': liar(LIMIT, 'socket is made beyond the limit.', (kernel) => ({
    ...kernel,
    socket: (domain, type, protocol) => beyond(kernel, () => kernel.socket(domain, type, protocol)),
  })),
  'socketpair-at-the-limit-leaks-one': liar(
    LIMIT,
    'socketpair with room for one leaves one behind.',
    followed('socketpair', (kernel, _, { ret, errno }) => {
      if (ret < 0 && errno === ERRNO.EMFILE) kernel.socket(S.AF_UNIX, S.SOCK_STREAM, 0);
    }),
  ),
  'pipe-at-the-limit-says-enfile': liar(
    LIMIT,
    'pipe2 says that all the files of the system are open.',
    swapped('pipe2', 'EMFILE', 'ENFILE'),
  ),
  'dupfd-beyond-the-limit-is-emfile': liar(
    LIMIT,
    'F_DUPFD from beyond the limit is EMFILE.',
    swapped('fcntl', 'EINVAL', 'EMFILE', ([, , least]) => least > 0xffff),
  ),
  'open-at-the-limit-makes-the-file': liar(
    LIMIT,
    'open at the limit makes the file before it fails.',
    followed('open', (kernel, [path, flags, mode], { ret, errno }) => {
      if (ret < 0 && errno === ERRNO.EMFILE && (flags & F.O_CREAT) !== 0)
        kernel.mknod(path, F.S_IFREG | mode, 0);
    }),
  ),
  'accept-at-the-limit-drops-the-connection': liar(
    ACCEPT,
    'accept at the limit takes the connection off the queue, and loses it.',
    followed('accept4', (kernel, [fd], { ret, errno }) => {
      if (ret >= 0 || errno !== ERRNO.EMFILE) return;
      if (kernel.poll([{ fd, events: 1 }], 0).out[0] !== 1) return;
      kernel.close(beyond(kernel, () => kernel.accept4(fd, 0, 0)).ret);
    }),
  ),
  'accept-at-the-limit-is-eagain': liar(
    ACCEPT,
    'accept at the limit says that nobody waits.',
    swapped('accept4', 'EMFILE', 'EAGAIN'),
  ),
  'accept-forgets-the-limit': liar(ACCEPT, 'accept goes beyond the limit.', (kernel) => ({
    ...kernel,
    accept4: (fd, flags, room) => beyond(kernel, () => kernel.accept4(fd, flags, room)),
  })),
  'recvmsg-at-the-limit-fails': liar(
    RECEIVE,
    'recvmsg fails with EMFILE when not all descriptors can be had.',
    atTheLimit(() => failure(ERRNO.EMFILE, NOTHING)),
  ),
  'recvmsg-at-the-limit-hides-it': liar(
    RECEIVE,
    'recvmsg does not tell that the limit cost descriptors.',
    atTheLimit((told) => ({
      ...told,
      out: { ...told.out, flags: told.out.flags & ~S.MSG_CTRUNC },
    })),
  ),
  'recvmsg-at-the-limit-loses-the-data': liar(
    RECEIVE,
    'recvmsg at the limit loses the data together with the descriptors.',
    atTheLimit((told) => ({ ...told, ret: 0, out: { ...told.out, data: new Uint8Array(0) } })),
  ),
  'recvmsg-at-the-limit-is-all-or-nothing': liar(
    RECEIVE,
    'recvmsg gives no descriptor when it cannot give all.',
    (kernel) => ({
      ...kernel,
      recvmsg: (fd, room, flags) => {
        const told = kernel.recvmsg(fd, room, flags);
        const isShort = told.ret >= 0 && (told.out.flags & S.MSG_CTRUNC) !== 0;
        if (!isShort || room.controlRoom <= 16 || roomOf(kernel, fd, 1) > 0) return told;
        return changeRights({ ...kernel, recvmsg: () => told }, (fds) => {
          for (const one of fds) kernel.close(one);
          return [];
        })(fd, room, flags);
      },
    }),
  ),
  'recvmsg-forgets-the-limit': liar(
    RECEIVE,
    'received descriptors go beyond the limit.',
    (kernel) => ({
      ...kernel,
      recvmsg: (fd, room, flags) => beyond(kernel, () => kernel.recvmsg(fd, room, flags)),
    }),
  ),
  'socketpair-leaves-one-behind': liar(
    'stream.socketpair.two-connected-unnamed-ends',
    'a socketpair that is refused leaves a descriptor behind.',
    followed('socketpair', (kernel, _, { ret }) => {
      if (ret < 0) kernel.socket(S.AF_UNIX, S.SOCK_STREAM, 0);
    }),
  ),
  'accept-leaves-one-behind': liar(
    'stream.accept.clients-in-order',
    'an accept that finds nobody leaves a descriptor behind.',
    followed('accept4', (kernel, _, { errno }) => {
      if (errno === ERRNO.EAGAIN) kernel.socket(S.AF_UNIX, S.SOCK_STREAM, 0);
    }),
  ),
  'recvmsg-installs-what-it-cuts': liar(
    'rights.recvmsg.excess-is-closed-and-told',
    'descriptors for which there is no room are opened, too, and nobody is told their numbers.',
    telling('recvmsg', (told, [fd], kernel) => {
      if (told.ret > 0 && (told.out.flags & S.MSG_CTRUNC) !== 0) kernel.dup(fd);
      return told;
    }),
  ),
} satisfies Liars;
