/** Liars about SIGPIPE: signals that nobody asked for, that do not come, or that come where there is nothing broken. */

import { ERRNO } from '../abi/errno.ts';
import { SIGPIPE } from '../abi/signal.ts';
import * as S from '../abi/socket.ts';
import type { Kernel, Result } from '../kernel/index.ts';
import { asking, followed, isStream, type Liars, liar, optionOf } from './lie.ts';

const SIGNAL = 'stream.send.a-signal-with-a-broken-pipe';

const isBroken = ({ ret, errno }: Result): boolean => ret < 0 && errno === ERRNO.EPIPE;

function raise(kernel: Kernel): void {
  kernel.tgkill(kernel.getpid().ret, kernel.gettid().ret, SIGPIPE);
}

const isOf = (kernel: Kernel, fd: number, type: number): boolean =>
  optionOf(kernel, fd, S.SO_TYPE) === type;

export default {
  'seqpacket-raises-sigpipe': liar(
    SIGNAL,
    'a broken seqpacket connection raises SIGPIPE as a stream does.',
    followed('send', (kernel, [fd, , flags], result) => {
      const quiet = (flags & S.MSG_NOSIGNAL) !== 0;
      if (isBroken(result) && !quiet && isOf(kernel, fd, S.SOCK_SEQPACKET)) raise(kernel);
    }),
  ),
  'datagrams-raise-sigpipe': liar(
    SIGNAL,
    'a datagram to a receiver that is shut raises SIGPIPE.',
    followed('send', (kernel, [fd, , flags], result) => {
      const quiet = (flags & S.MSG_NOSIGNAL) !== 0;
      if (isBroken(result) && !quiet && isOf(kernel, fd, S.SOCK_DGRAM)) raise(kernel);
    }),
  ),
  'nosignal-is-ignored': liar(
    SIGNAL,
    'MSG_NOSIGNAL means nothing.',
    asking('send', ([fd, data, flags]) => [fd, data, flags & ~S.MSG_NOSIGNAL]),
  ),
  'sendmsg-ignores-nosignal': liar(
    SIGNAL,
    'MSG_NOSIGNAL means nothing to sendmsg.',
    asking('sendmsg', ([fd, message, flags]) => [fd, message, flags & ~S.MSG_NOSIGNAL]),
  ),
  'send-raises-no-sigpipe': liar(
    SIGNAL,
    'send never raises SIGPIPE.',
    asking('send', ([fd, data, flags]) => [fd, data, flags | S.MSG_NOSIGNAL]),
  ),
  'write-raises-no-sigpipe': liar(SIGNAL, 'write on a socket never raises SIGPIPE.', (kernel) => ({
    ...kernel,
    write: (fd, data) =>
      isStream(kernel, fd) ? kernel.send(fd, data, S.MSG_NOSIGNAL) : kernel.write(fd, data),
  })),
  'pipes-raise-no-sigpipe': liar(
    SIGNAL,
    'a pipe without readers is EPIPE without SIGPIPE.',
    followed('write', (kernel, [fd], result) => {
      if (isBroken(result) && optionOf(kernel, fd, S.SO_TYPE) < 0)
        kernel.rt_sigtimedwait(1n << BigInt(SIGPIPE - 1));
    }),
  ),
} satisfies Liars;
