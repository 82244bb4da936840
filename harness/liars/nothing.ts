/** Liars about reads and writes of no bytes. */

import { ERRNO } from '../abi/errno.ts';
import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';
import { asking, failure, isStream, type Liars, liar, success, typeOf } from './lie.ts';

const NOTHING = 'stream.nothing.is-read-and-written';
const LOOK = S.MSG_PEEK | S.MSG_DONTWAIT;

const isEmpty = (kernel: Kernel, fd: number): boolean =>
  kernel.recv(fd, 1, LOOK).errno === ERRNO.EAGAIN;

/** A read of nothing that does something else. */
const reading = (instead: (kernel: Kernel, fd: number) => ReturnType<Kernel['read']>) => {
  return (kernel: Kernel): Kernel => ({
    ...kernel,
    read: (fd, size) =>
      size === 0 && typeOf(kernel, fd) >= 0 ? instead(kernel, fd) : kernel.read(fd, size),
  });
};

const writing = (instead: (kernel: Kernel, fd: number) => ReturnType<Kernel['write']>) => {
  return (kernel: Kernel): Kernel => ({
    ...kernel,
    write: (fd, data) =>
      data.length === 0 && typeOf(kernel, fd) >= 0 ? instead(kernel, fd) : kernel.write(fd, data),
  });
};

export default {
  'reads-of-nothing-take-a-message': liar(
    NOTHING,
    'a read of no bytes is a receive of none: it takes a record or a datagram.',
    reading((kernel, fd) =>
      isStream(kernel, fd) ? kernel.read(fd, 0) : { ...kernel.recv(fd, 0, S.MSG_DONTWAIT), ret: 0 },
    ),
  ),
  'reads-of-nothing-look-for-something': liar(
    NOTHING,
    'a read of no bytes says EAGAIN where there is nothing to read.',
    reading((kernel, fd) =>
      isEmpty(kernel, fd) ? failure(ERRNO.EAGAIN, new Uint8Array(0)) : kernel.read(fd, 0),
    ),
  ),
  'reads-of-nothing-take-a-byte': liar(
    NOTHING,
    'a read of no bytes of a stream drops one.',
    reading((kernel, fd) => {
      if (isStream(kernel, fd)) kernel.recv(fd, 1, S.MSG_DONTWAIT);
      return kernel.read(fd, 0);
    }),
  ),
  'writes-of-nothing-send-none': liar(
    NOTHING,
    'a write of no bytes sends no message, whatever the socket.',
    writing(() => success),
  ),
  'writes-of-nothing-send-a-byte': liar(
    NOTHING,
    'a write of no bytes sends a message of one.',
    asking('write', ([fd, data], kernel) =>
      data.length === 0 && typeOf(kernel, fd) > 0 ? [fd, new Uint8Array(1)] : [fd, data],
    ),
  ),
  'writes-of-nothing-are-invalid': liar(
    NOTHING,
    'a write of no bytes is EINVAL.',
    writing(() => failure(ERRNO.EINVAL, undefined)),
  ),
} satisfies Liars;
