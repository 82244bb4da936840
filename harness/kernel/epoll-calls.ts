/** The calls of epoll(7). */

import { EPOLL_EVENT } from '../abi/epoll.ts';
import type { EpollEvent, Kernel } from './interface.ts';
import { syscall } from './libc.ts';
import { Arena } from './memory.ts';
import { bare, withOut } from './result.ts';

type EpollCalls = Pick<Kernel, 'epoll_create1' | 'epoll_ctl' | 'epoll_pwait'>;

const epoll_create1 = syscall('epoll_create1', 'int');
const epoll_ctl = syscall('epoll_ctl', 'int', 'int', 'int', 'void *');
const epoll_pwait = syscall('epoll_pwait', 'int', 'void *', 'int', 'int', 'void *', 'long');

const LAYOUT = EPOLL_EVENT[process.arch === 'arm64' ? 'arm64' : 'x64'];
const SIGSET_SIZE = 8;

const one = Buffer.alloc(LAYOUT.size);
const many = new Arena(64 * LAYOUT.size);

function readEvents(count: number): EpollEvent[] {
  return Array.from({ length: count }, (_, i) => {
    const at = i * LAYOUT.size;
    return {
      events: many.buffer.readUInt32LE(at + LAYOUT.events),
      data: many.buffer.readBigUInt64LE(at + LAYOUT.data),
    };
  });
}

export const epollCalls: EpollCalls = {
  epoll_create1: (flags) => bare(epoll_create1(flags)),
  epoll_ctl: (epfd, command, fd, event) => {
    if (event === undefined) return bare(epoll_ctl(epfd, command, fd, null));
    one.writeUInt32LE(event.events, LAYOUT.events);
    one.writeBigUInt64LE(event.data, LAYOUT.data);
    return bare(epoll_ctl(epfd, command, fd, one));
  },
  epoll_pwait: (epfd, room, timeout) => {
    many.room(Math.max(0, room) * LAYOUT.size);
    const ret = epoll_pwait(epfd, many.buffer, room, timeout, null, SIGSET_SIZE);
    return withOut(ret, () => readEvents(Math.max(0, Math.min(ret, room))));
  },
};
