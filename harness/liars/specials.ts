/** Liars about files of no file system that are passed: refused, made anew, or passed where they should not be. */

import { ERRNO } from '../abi/errno.ts';
import * as S from '../abi/socket.ts';
import { buildControl, type Kernel, parseControl } from '../kernel/index.ts';
import { changeRights, failure, type Liars, liar, swapped, telling } from './lie.ts';

const SPECIAL = 'rights.recvmsg.files-without-a-name';
const NOTHING = 'rights.sendmsg.all-or-nothing';

type Sent = Parameters<Kernel['sendmsg']>[1];

function rightsOf({ control }: Sent): number[] {
  if (control === undefined) return [];
  return parseControl(control)
    .filter(({ level, type, data }) => {
      return level === S.SOL_SOCKET && type === S.SCM_RIGHTS && data.length % 4 === 0;
    })
    .flatMap(({ data }) => [...new Int32Array(data.slice().buffer)]);
}

/** Remembers which numbers a call made, until they are closed or others have them. */
const marking =
  (
    name: 'eventfd2' | 'timerfd_create' | 'signalfd4' | 'io_uring_setup',
    then: (kernel: Kernel, made: ReadonlySet<number>) => Partial<Kernel>,
  ) =>
  (kernel: Kernel): Kernel => {
    const made = new Set<number>();
    const honest = kernel[name] as (...asked: unknown[]) => ReturnType<Kernel['dup']>;
    return {
      ...kernel,
      [name]: (...asked: unknown[]) => {
        const told = honest(...asked);
        if (told.ret >= 0) made.add(told.ret);
        return told;
      },
      close: (fd) => {
        made.delete(fd);
        return kernel.close(fd);
      },
      ...then(kernel, made),
    };
  };

/** Refuses to send some. */
const refusing = (name: Parameters<typeof marking>[0], errno: number) =>
  marking(name, (kernel, made) => ({
    sendmsg: (fd, message, flags) =>
      rightsOf(message).some((one) => made.has(one))
        ? failure(errno, undefined)
        : kernel.sendmsg(fd, message, flags),
  }));

const hasCounter = (kernel: Kernel, fd: number): boolean =>
  kernel.read(fd, 4).errno === ERRNO.EINVAL &&
  kernel.write(fd, Buffer.alloc(4)).errno === ERRNO.EINVAL;

export default {
  'rings-are-ebadf': liar(
    NOTHING,
    'a ring in SCM_RIGHTS is EBADF.',
    refusing('io_uring_setup', ERRNO.EBADF),
  ),
  'rings-are-left-out': liar(
    NOTHING,
    'a message goes without the rings in it.',
    marking('io_uring_setup', (kernel, rings) => ({
      sendmsg: (fd, message, flags) => {
        if (!rightsOf(message).some((one) => rings.has(one)))
          return kernel.sendmsg(fd, message, flags);
        const parts = parseControl(message.control ?? new Uint8Array(0));
        const kept = parts.map(({ level, type, data, length }) => {
          if (type !== S.SCM_RIGHTS || data.length % 4 > 0) return { level, type, data, length };
          const fds = [...new Int32Array(data.slice().buffer)].filter((one) => !rings.has(one));
          return { level, type, data: new Uint8Array(Int32Array.from(fds).buffer) };
        });
        return kernel.sendmsg(fd, { ...message, control: buildControl(kept) }, flags);
      },
    })),
  ),
  'rings-send-what-is-beside': liar(
    NOTHING,
    'of a message with a ring the bytes are sent.',
    marking('io_uring_setup', (kernel, rings) => ({
      sendmsg: (fd, message, flags) => {
        const told = kernel.sendmsg(fd, message, flags);
        if (told.ret < 0 && rightsOf(message).some((one) => rings.has(one)))
          kernel.send(fd, message.data, flags);
        return told;
      },
    })),
  ),
  'eventfds-do-not-pass': liar(
    SPECIAL,
    'an eventfd in SCM_RIGHTS is EINVAL.',
    refusing('eventfd2', ERRNO.EINVAL),
  ),
  'timerfds-do-not-pass': liar(
    SPECIAL,
    'a timerfd in SCM_RIGHTS is EINVAL.',
    refusing('timerfd_create', ERRNO.EINVAL),
  ),
  'signalfds-do-not-pass': liar(
    SPECIAL,
    'a signalfd in SCM_RIGHTS is EINVAL.',
    refusing('signalfd4', ERRNO.EINVAL),
  ),
  'counters-are-passed-by-value': liar(
    SPECIAL,
    'an eventfd that is received is another one.',
    (kernel) => ({
      ...kernel,
      recvmsg: changeRights(kernel, (fds) =>
        fds.map((fd) => {
          if (!hasCounter(kernel, fd)) return fd;
          kernel.close(fd);
          return kernel.eventfd2(0, 0).ret;
        }),
      ),
    }),
  ),
  'counters-are-spent-in-flight': liar(
    SPECIAL,
    'an eventfd that is received is at zero.',
    (kernel) => ({
      ...kernel,
      recvmsg: changeRights(kernel, (fds) => {
        for (const fd of fds)
          if (hasCounter(kernel, fd) && kernel.poll([{ fd, events: 1 }], 0).ret > 0)
            kernel.read(fd, 8);
        return fds;
      }),
    }),
  ),
  'full-counters-wrap': liar(
    SPECIAL,
    'an eventfd that cannot hold a number begins anew.',
    telling('write', (told, [fd, data], kernel) => {
      if (told.errno !== ERRNO.EAGAIN || data.length !== 8) return told;
      kernel.read(fd, 8);
      return kernel.write(fd, data);
    }),
  ),
  'short-numbers-are-added': liar(
    SPECIAL,
    'seven bytes are enough for an eventfd.',
    swapped('write', 'EINVAL', 'EAGAIN', ([, data]) => data.length === 7),
  ),
} satisfies Liars;
