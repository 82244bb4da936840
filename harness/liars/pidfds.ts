/** Liars about SO_PASSPIDFD: whose pidfd comes with a message, when, in which place, and what is left of it. */

import * as F from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import { buildControl, type Kernel, parseControl, type ReceivedControl } from '../kernel/index.ts';
import { followed, isStream, type Liars, liar, optionOf, telling } from './lie.ts';

const EACH = 'peercred.recvmsg.pidfds-with-messages';
const OTHERS = 'peercred.recvmsg.pidfd-of-whoever-sends';
/** Beside this bit the kernel echoes what the receiver asked for. */
const CUT = S.MSG_CTRUNC;

const asksPidfds = (kernel: Kernel, fd: number): boolean =>
  optionOf(kernel, fd, S.SO_PASSPIDFD) === 1;

const isPidfd = ({ type }: Pick<ReceivedControl, 'type'>): boolean => type === S.SCM_PIDFD;

function pidfdMessage(fd: number): ReceivedControl {
  const data = Buffer.alloc(4);
  data.writeInt32LE(fd);
  return { level: S.SOL_SOCKET, type: S.SCM_PIDFD, data, length: 20 };
}

/** recvmsg whose control messages are changed. */
function changedMessages(
  change: (
    messages: readonly ReceivedControl[],
    asked: Parameters<Kernel['recvmsg']>,
    kernel: Kernel,
  ) => readonly ReceivedControl[],
) {
  return telling('recvmsg', (result, asked, kernel) => {
    if (result.ret < 0) return result;
    const messages = change(parseControl(result.out.control), asked, kernel);
    return { ...result, out: { ...result.out, control: buildControl(messages) } };
  });
}

/** Another process in the place of whom a pidfd names. */
const namingAnother = (pidOf: (kernel: Kernel, fd: number) => number) =>
  changedMessages((messages, [fd], kernel) =>
    messages.map((message) => {
      if (!isPidfd(message)) return message;
      const other = kernel.pidfd_open(pidOf(kernel, fd), 0).ret;
      if (other < 0) return message;
      kernel.close(Buffer.from(message.data).readInt32LE(0));
      return pidfdMessage(other);
    }),
  );

function peerOf(kernel: Kernel, fd: number): number {
  const { ret, out } = kernel.getsockopt(fd, S.SOL_SOCKET, S.SO_PEERCRED, 12);
  return ret < 0 ? 0 : Buffer.from(out).readInt32LE(0);
}

/** The number that a peek told, told again. */
function stalePidfds(kernel: Kernel): Kernel {
  const peeked = new Map<number, ReceivedControl>();
  const wrap = changedMessages((messages, [fd, , flags]) => {
    const told = messages.find(isPidfd);
    const before = peeked.get(fd);
    peeked.delete(fd);
    if (told === undefined) return messages;
    if ((flags & S.MSG_PEEK) !== 0) peeked.set(fd, told);
    if (before === undefined) return messages;
    kernel.close(Buffer.from(told.data).readInt32LE(0));
    return messages.map((one) => (isPidfd(one) ? before : one));
  });
  return {
    ...wrap(kernel),
    close: (fd) => {
      peeked.delete(fd);
      return kernel.close(fd);
    },
  };
}

/** Who asks for pidfds alone gets bytes of several senders at once. */
const joined = telling('recvmsg', (result, [fd, room, flags], kernel) => {
  const left = room.size - result.ret;
  if (result.ret <= 0 || left <= 0 || (flags & S.MSG_PEEK) !== 0) return result;
  if (!isStream(kernel, fd) || !asksPidfds(kernel, fd)) return result;
  const more = kernel.recv(fd, left, S.MSG_DONTWAIT);
  if (more.ret <= 0) return result;
  const data = Buffer.concat([result.out.data, more.out]);
  return { ...result, ret: data.length, out: { ...result.out, data } };
});

function set(kernel: Kernel, fd: number, option: number, value: number): void {
  kernel.setsockopt(fd, S.SOL_SOCKET, option, Buffer.of(value, 0, 0, 0));
}

export default {
  'pidfd-of-the-receiver': liar(
    EACH,
    'the pidfd with a message is of who receives it.',
    namingAnother((kernel) => kernel.getpid().ret),
  ),
  'pidfd-of-a-datagram-is-our-own': liar(
    OTHERS,
    'the pidfd with a datagram is of who receives it.',
    namingAnother((kernel, fd) =>
      optionOf(kernel, fd, S.SO_TYPE) === S.SOCK_DGRAM ? kernel.getpid().ret : 0,
    ),
  ),
  'pidfd-of-the-peer': liar(
    EACH,
    'the pidfd with a message is of who made the connection, whoever sent.',
    namingAnother(peerOf),
  ),
  'pidfd-is-not-told': liar(
    EACH,
    'no pidfd comes with messages that have room for it.',
    changedMessages((messages) => {
      return messages.filter((one) => !isPidfd(one));
    }),
  ),
  'pidfd-without-being-asked': liar(
    EACH,
    'who asks for credentials is told a pidfd, too.',
    changedMessages((messages, _, kernel) => {
      const creds = messages.find(({ type }) => type === S.SCM_CREDENTIALS);
      if (creds === undefined || creds.data.length < 12 || messages.some(isPidfd)) return messages;
      const made = kernel.pidfd_open(Buffer.from(creds.data).readInt32LE(0), 0).ret;
      return made < 0 ? messages : [...messages, pidfdMessage(made)];
    }),
  ),
  'pidfd-before-the-descriptors': liar(
    EACH,
    'a pidfd comes before the descriptors of its message.',
    changedMessages((messages) => [
      ...messages.filter(({ type }) => type === S.SCM_CREDENTIALS),
      ...messages.filter(isPidfd),
      ...messages.filter(({ type }) => type === S.SCM_RIGHTS),
    ]),
  ),
  'credentials-come-last': liar(
    EACH,
    'credentials come behind the descriptors of their message.',
    changedMessages((messages) => messages.toSorted((a, b) => a.type - b.type)),
  ),
  'pidfd-leaks-without-room': liar(
    EACH,
    'a pidfd for which there is no room stays open, and nobody is told.',
    followed('recvmsg', (kernel, [fd], { ret, out }) => {
      if (ret > 0 && (out.flags & CUT) !== 0 && asksPidfds(kernel, fd))
        kernel.pidfd_open(kernel.getpid().ret, 0);
    }),
  ),
  'pidfd-lacks-room-in-silence': liar(
    EACH,
    'MSG_CTRUNC does not tell of a pidfd for which there is no room.',
    telling('recvmsg', (result, [fd], kernel) =>
      result.ret >= 0 && result.out.control.length === 0 && asksPidfds(kernel, fd)
        ? { ...result, out: { ...result.out, flags: result.out.flags & ~CUT } }
        : result,
    ),
  ),
  'pidfd-is-inherited': liar(
    EACH,
    'the pidfd with a message is made without FD_CLOEXEC.',
    changedMessages((messages, _, kernel) => {
      for (const one of messages)
        if (isPidfd(one)) kernel.fcntl(Buffer.from(one.data).readInt32LE(0), F.F_SETFD, 0);
      return messages;
    }),
  ),
  'peeked-pidfd-is-told-again': liar(
    EACH,
    'the receive behind a peek tells the same pidfd once more, and makes none.',
    stalePidfds,
  ),
  'pidfd-lets-senders-join': liar(
    EACH,
    'who asks for pidfds gets bytes of several senders at once.',
    joined,
  ),
  'passpidfd-stays-with-the-listener': liar(
    OTHERS,
    'an accepted socket does not ask for pidfds, though its listener does.',
    followed('accept4', (kernel, _, { ret }) => {
      if (ret >= 0) set(kernel, ret, S.SO_PASSPIDFD, 0);
    }),
  ),
  'passcred-stays-with-the-listener': liar(
    OTHERS,
    'an accepted socket does not ask for credentials, though its listener does.',
    followed('accept4', (kernel, _, { ret }) => {
      if (ret >= 0) set(kernel, ret, S.SO_PASSCRED, 0);
    }),
  ),
  'passpidfd-gives-no-name': liar(
    'peercred.setsockopt.passing-gives-a-name',
    'who asks for pidfds alone gets no name when it connects.',
    (kernel) => ({
      ...kernel,
      connect: (fd, address) => {
        if (!asksPidfds(kernel, fd)) return kernel.connect(fd, address);
        set(kernel, fd, S.SO_PASSPIDFD, 0);
        const told = kernel.connect(fd, address);
        set(kernel, fd, S.SO_PASSPIDFD, 1);
        return told;
      },
    }),
  ),
} satisfies Liars;
