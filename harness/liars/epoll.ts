/** Liars about epoll: what is registered, how often it is told, and for how long. */

import {
  EPOLL_CTL_ADD,
  EPOLL_CTL_DEL,
  EPOLL_CTL_MOD,
  EPOLLET,
  EPOLLONESHOT,
} from '../abi/epoll.ts';
import { ERRNO } from '../abi/errno.ts';
import { POLLHUP, POLLIN, POLLRDHUP } from '../abi/poll.ts';
import { SIOCINQ } from '../abi/socket.ts';
import type { EpollEvent, Kernel } from '../kernel/index.ts';
import {
  asking,
  changeRights,
  followed,
  forgiven,
  type Liars,
  liar,
  success,
  telling,
} from './lie.ts';

const TELLS = 'stream.epoll.tells-what-poll-tells';
const REFUSES = 'stream.epoll.refuses';
const LASTS = 'stream.epoll.until-the-file-is-closed';

/** Registrations that ask for something else. */
const registering = (change: (events: number) => number) =>
  asking('epoll_ctl', ([epfd, command, fd, event]) => [
    ...([epfd, command, fd] as const),
    event && { ...event, events: change(event.events) >>> 0 },
  ]);

/** Waits that tell something else. */
const waiting = (
  change: (told: readonly EpollEvent[], epfd: number, kernel: Kernel) => readonly EpollEvent[],
) =>
  telling('epoll_pwait', (result, [epfd], kernel) => {
    if (result.ret < 0) return result;
    const out = change(result.out, epfd, kernel);
    return { ...result, ret: out.length, out };
  });

/** Calls of the command that fail so are made with another one. */
const instead = (command: number, errno: number, other: number) =>
  telling('epoll_ctl', (result, [epfd, asked, fd, event], kernel) =>
    asked === command && result.errno === errno && event !== undefined
      ? kernel.epoll_ctl(epfd, other, fd, event)
      : result,
  );

const isEpoll = (kernel: Kernel, fd: number): boolean =>
  kernel.epoll_pwait(fd, 1, 0).errno !== ERRNO.EINVAL;

export default {
  'epoll-edges-are-levels': liar(
    TELLS,
    'EPOLLET is passed over: what is ready is told again and again.',
    registering((events) => (events >= EPOLLET ? events - EPOLLET : events)),
  ),
  'epoll-levels-are-edges': liar(
    TELLS,
    'all is told as if EPOLLET had been asked for.',
    registering((events) => (events >= EPOLLET ? events : events + EPOLLET)),
  ),
  'epoll-edges-come-once': liar(
    TELLS,
    'with EPOLLET a file is told of once, and never again.',
    registering((events) => (events >= EPOLLET ? events | EPOLLONESHOT : events)),
  ),
  'epoll-oneshot-goes-on': liar(
    TELLS,
    'EPOLLONESHOT is passed over.',
    registering((events) => events & ~EPOLLONESHOT),
  ),
  'epoll-data-are-32-bits': liar(
    TELLS,
    'of the data the upper half is lost.',
    waiting((told) => told.map(({ events, data }) => ({ events, data: data & 0xffff_ffffn }))),
  ),
  'epoll-forgets-hang-up': liar(
    TELLS,
    'EPOLLHUP is not told.',
    waiting((told) => told.map((one) => ({ ...one, events: one.events & ~POLLHUP }))),
  ),
  'epoll-tells-read-hang-up-unasked': liar(
    TELLS,
    'EPOLLRDHUP is told whether asked for or not.',
    registering((events) => events | POLLRDHUP),
  ),
  'epoll-tells-one-at-a-time': liar(
    TELLS,
    'epoll_wait tells of one file, whatever room there is.',
    asking('epoll_pwait', ([epfd, room, timeout]) => [epfd, Math.min(room, 1), timeout]),
  ),
  'epoll-starves-the-last': liar(
    TELLS,
    'where there is less room than files are ready, the same are told every time.',
    (kernel) => ({
      ...kernel,
      epoll_pwait: (epfd, room, timeout) => {
        const told = kernel.epoll_pwait(epfd, room <= 0 ? room : 64, timeout);
        if (told.ret <= room) return told;
        const out = told.out.toSorted((a, b) => (a.data < b.data ? -1 : 1)).slice(0, room);
        return { ...told, ret: room, out };
      },
    }),
  ),
  'epoll-edges-need-an-empty-queue': liar(
    TELLS,
    'with EPOLLET what arrives while there is something unread is no event.',
    (kernel) => {
      const registered = new Map<bigint, number>();
      const unread = new Map<bigint, number>();
      const unreadOf = (fd: number): number => {
        const { ret, out } = kernel.ioctl(fd, SIOCINQ, new Uint8Array(4));
        return ret < 0 ? 0 : Buffer.from(out).readInt32LE(0);
      };
      return {
        ...kernel,
        epoll_create1: (flags) => {
          registered.clear();
          unread.clear();
          return kernel.epoll_create1(flags);
        },
        epoll_ctl: (epfd, command, fd, event) => {
          const isEdge = event !== undefined && event.events >= EPOLLET;
          if (isEdge) registered.set(event.data, fd);
          return kernel.epoll_ctl(epfd, command, fd, event);
        },
        epoll_pwait: (epfd, room, timeout) => {
          const told = kernel.epoll_pwait(epfd, room, timeout);
          const out = told.out.filter(({ data, events }) => {
            const fd = registered.get(data);
            if (fd === undefined || (events & POLLIN) === 0) return true;
            const [before = 0, now] = [unread.get(data), unreadOf(fd)];
            unread.set(data, now);
            return before === 0 || now <= before;
          });
          return told.ret < 0 ? told : { ...told, ret: out.length, out };
        },
      };
    },
  ),
  'epoll-mod-does-not-look': liar(
    TELLS,
    'what is ready when it is changed is told only when something new happens.',
    followed('epoll_ctl', (kernel, [epfd, command, , event], { ret }) => {
      if (ret === 0 && command === EPOLL_CTL_MOD && (event?.events ?? 0) >= EPOLLET)
        kernel.epoll_pwait(epfd, 16, 0);
    }),
  ),
  'epoll-poll-is-never-readable': liar(
    TELLS,
    'poll of an epoll tells nothing.',
    telling('poll', (told, [entries], kernel) => {
      const [entry] = entries;
      const isMistaken =
        told.ret === 1 && entries.length === 1 && told.out[0] === POLLIN && entry !== undefined;
      const is = isMistaken && kernel.epoll_ctl(entry.fd, EPOLL_CTL_DEL, 0, undefined).errno;
      return is === ERRNO.ENOENT ? { ...told, ret: 0, out: [0] } : told;
    }),
  ),
  'epoll-adds-twice': liar(
    REFUSES,
    'EPOLL_CTL_ADD of what is registered changes it.',
    instead(EPOLL_CTL_ADD, ERRNO.EEXIST, EPOLL_CTL_MOD),
  ),
  'epoll-mod-adds': liar(
    REFUSES,
    'EPOLL_CTL_MOD of what is not registered adds it.',
    instead(EPOLL_CTL_MOD, ERRNO.ENOENT, EPOLL_CTL_ADD),
  ),
  'epoll-del-of-nothing': liar(
    REFUSES,
    'EPOLL_CTL_DEL of what is not registered succeeds.',
    forgiven('epoll_ctl', 'ENOENT', ([, command]) => command === EPOLL_CTL_DEL),
  ),
  'epoll-takes-files': liar(
    REFUSES,
    'regular files can be registered.',
    forgiven('epoll_ctl', 'EPERM'),
  ),
  'epoll-takes-itself': liar(
    REFUSES,
    'an epoll can be registered in itself.',
    forgiven('epoll_ctl', 'EINVAL', ([epfd, , fd]) => epfd === fd),
  ),
  'epoll-waits-without-room': liar(
    REFUSES,
    'epoll_wait without room tells nothing.',
    telling('epoll_pwait', (result, [, room]) =>
      room <= 0 && result.errno === ERRNO.EINVAL ? { ...success, out: [] } : result,
    ),
  ),
  'epoll-ends-with-the-descriptor': liar(
    LASTS,
    'a registration ends with the descriptor that was given.',
    (kernel) => {
      const epolls = new Set<number>();
      return {
        ...kernel,
        epoll_create1: (flags) => {
          const made = kernel.epoll_create1(flags);
          if (made.ret >= 0) epolls.add(made.ret);
          return made;
        },
        close: (fd) => {
          for (const epfd of epolls) kernel.epoll_ctl(epfd, EPOLL_CTL_DEL, fd, undefined);
          epolls.delete(fd);
          return kernel.close(fd);
        },
      };
    },
  ),
  'epoll-tells-of-the-closed': liar(
    LASTS,
    'what was told of a file is told once more when it is closed.',
    (kernel) => {
      let last: EpollEvent | undefined;
      let isClosed = false;
      return {
        ...kernel,
        close: (fd) => {
          isClosed = last !== undefined;
          return kernel.close(fd);
        },
        epoll_pwait: (epfd, room, timeout) => {
          const told = kernel.epoll_pwait(epfd, room, timeout);
          const again = isClosed && told.ret === 0 ? last : undefined;
          last = told.ret > 0 ? told.out[0] : undefined;
          isClosed = false;
          return again === undefined ? told : { ...told, ret: 1, out: [again] };
        },
      };
    },
  ),
  'epoll-passed-is-empty': liar(
    'rights.epoll.goes-on-telling',
    'an epoll that was passed is a new one.',
    (kernel) => ({
      ...kernel,
      recvmsg: changeRights(kernel, (fds) =>
        fds.map((fd) => {
          if (!isEpoll(kernel, fd)) return fd;
          kernel.close(fd);
          return kernel.epoll_create1(0).ret;
        }),
      ),
    }),
  ),
} satisfies Liars;
