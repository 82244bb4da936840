/** Liars about what the flags of a message ask for: signals that come, or do not, and the ends of records. */

import { ERRNO } from '../abi/errno.ts';
import { F_GETOWN } from '../abi/file.ts';
import { SIGPIPE, SIGURG } from '../abi/signal.ts';
import * as S from '../abi/socket.ts';
import type { Kernel, Result } from '../kernel/index.ts';
import {
  asking,
  failure,
  followed,
  isStream,
  type Liars,
  liar,
  optionOf,
  refused,
  telling,
} from './lie.ts';

const SIGNAL = 'stream.send.a-signal-with-a-broken-pipe';
const URGENT = 'stream.oob.signals-the-owner';

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
  'refused-datagrams-raise-sigpipe': liar(
    SIGNAL,
    'a datagram to a peer that is closed raises SIGPIPE with ECONNREFUSED.',
    followed('send', (kernel, [, , flags], { ret, errno }) => {
      const quiet = (flags & S.MSG_NOSIGNAL) !== 0;
      if (ret < 0 && errno === ERRNO.ECONNREFUSED && !quiet) raise(kernel);
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
  'records-end-with-eor': liar(
    'stream.seqpacket.records-keep-their-bounds',
    'recvmsg tells MSG_EOR at the end of each record.',
    telling('recvmsg', (told, [fd], kernel) =>
      told.ret > 0 && isOf(kernel, fd, S.SOCK_SEQPACKET)
        ? { ...told, out: { ...told.out, flags: told.out.flags | S.MSG_EOR } }
        : told,
    ),
  ),
  'eor-is-refused': liar(
    'stream.seqpacket.records-keep-their-bounds',
    'MSG_EOR with a record is EOPNOTSUPP.',
    refused(
      'send',
      'EOPNOTSUPP',
      ([fd, , flags], kernel) => (flags & S.MSG_EOR) !== 0 && isOf(kernel, fd, S.SOCK_SEQPACKET),
    ),
  ),
  'urgent-bytes-raise-no-signal': liar(
    URGENT,
    'an urgent byte raises no SIGURG.',
    telling('rt_sigtimedwait', (result) =>
      result.ret === SIGURG ? failure(ERRNO.EAGAIN, undefined) : result,
    ),
  ),
  'plain-bytes-are-signalled-too': liar(
    URGENT,
    'who owns both ends gets SIGURG for whatever it sends, urgent or not.',
    followed('send', (kernel, [fd, , flags], { ret }) => {
      if (ret <= 0 || (flags & S.MSG_OOB) !== 0 || kernel.fcntl(fd, F_GETOWN, 0).ret <= 0) return;
      kernel.tgkill(kernel.getpid().ret, kernel.gettid().ret, SIGURG);
    }),
  ),
  'nobody-owns-a-socket': liar(
    URGENT,
    'F_GETOWN of a socket tells nobody, whoever gets its signals.',
    telling('fcntl', (result, [, command]) =>
      command === F_GETOWN && result.ret > 0 ? { ...result, ret: 0 } : result,
    ),
  ),
  'urgent-signals-go-to-the-sender': liar(
    'stream.oob.signals-whoever-owns-it',
    'who sends an urgent byte gets SIGURG, whoever owns the socket that it arrives at.',
    followed('send', (kernel, [, , flags], { ret }) => {
      if (ret > 0 && (flags & S.MSG_OOB) !== 0)
        kernel.tgkill(kernel.getpid().ret, kernel.gettid().ret, SIGURG);
    }),
  ),
} satisfies Liars;
