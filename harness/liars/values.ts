/** Liars that do what was asked, and tell something else: lengths, names, flags, credentials, events. */

import * as F from '../abi/file.ts';
import { POLLHUP, POLLIN, POLLOUT, POLLRDHUP } from '../abi/poll.ts';
import * as S from '../abi/socket.ts';
import { buildControl, type Kernel, parseControl, type WrittenAddress } from '../kernel/index.ts';
import { asking, followed, isStream, type Liars, liar, optionOf, parsed, telling } from './lie.ts';

const UNNAMED: WrittenAddress = { bytes: Buffer.of(S.AF_UNIX, 0), length: 2 };

/** recvmsg whose credentials are changed. */
function changedCredentials(change: (bytes: Buffer, kernel: Kernel) => Buffer | undefined) {
  return telling('recvmsg', (result, _, kernel) => {
    if (result.ret < 0) return result;
    const messages = parseControl(result.out.control).flatMap((message) => {
      if (message.type !== S.SCM_CREDENTIALS) return [message];
      const data = change(Buffer.from(message.data), kernel);
      return data === undefined ? [] : [{ ...message, data }];
    });
    return { ...result, out: { ...result.out, control: buildControl(messages) } };
  });
}

/** getsockopt with one option whose bytes are changed. */
function changedOption(option: number, change: (out: Buffer, kernel: Kernel) => Uint8Array) {
  return telling('getsockopt', (result, [, level, asked], kernel) =>
    result.ret < 0 || level !== S.SOL_SOCKET || asked !== option
      ? result
      : { ...result, out: change(Buffer.from(result.out), kernel) },
  );
}

/** poll whose events are changed. */
function changedEvents(change: (revents: number, fd: number, kernel: Kernel) => number) {
  return telling('poll', (result, [entries], kernel) => {
    const out = result.out.map((revents, i) => change(revents, entries[i]?.fd ?? -1, kernel));
    return result.ret < 0 ? result : { ...result, ret: out.filter((one) => one !== 0).length, out };
  });
}

function intBytes(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

/** Options that are on by any value but 0. */
const SWITCHES: readonly number[] = [S.SO_PASSCRED, S.SO_PASSPIDFD, S.SO_PASSRIGHTS];

/** An accepted socket has the option as its listener has it by then. */
const asItsListenerIs = (option: number) =>
  followed('accept4', (kernel, [fd], { ret }) => {
    const now = optionOf(kernel, fd, option);
    if (ret >= 0 && now !== optionOf(kernel, ret, option))
      kernel.setsockopt(ret, S.SOL_SOCKET, option, Buffer.from([now, 0, 0, 0]));
  });

export default {
  'values-below-zero-switch-off': liar(
    'peercred.accept.asks-as-its-listener-did',
    'SO_PASSCRED and its like are switched off by a negative value.',
    (kernel) => ({
      ...kernel,
      setsockopt: (fd, level, option, value) => {
        const isSwitch = level === S.SOL_SOCKET && SWITCHES.includes(option) && value.length >= 4;
        const isNegative = isSwitch && Buffer.from(value).readInt32LE(0) < 0;
        return kernel.setsockopt(fd, level, option, isNegative ? Buffer.alloc(4) : value);
      },
    }),
  ),
  'accepted-sockets-ask-as-listeners-do': liar(
    'peercred.accept.asks-as-its-listener-did',
    'an accepted socket has the SO_PASSCRED that its listener has by then.',
    asItsListenerIs(S.SO_PASSCRED),
  ),
  'accepted-sockets-take-as-listeners-do': liar(
    'peercred.accept.asks-as-its-listener-did',
    'an accepted socket has the SO_PASSRIGHTS that its listener has by then.',
    asItsListenerIs(S.SO_PASSRIGHTS),
  ),
  'bind-cuts-the-longest-path': liar(
    'stream.bind.addresses-that-are-none',
    'a pathname of 108 bytes loses its last one.',
    asking('bind', ([fd, address, length]) => [
      fd,
      address.slice(0, 109),
      length && Math.min(length, 109),
    ]),
  ),
  'getsockname-counts-no-nul': liar(
    'stream.bind.one-name-once',
    'the length of a pathname is told without its final NUL.',
    telling('getsockname', (result) =>
      parsed(result.out.bytes).kind === 'path'
        ? { ...result, out: { ...result.out, length: result.out.length - 1 } }
        : result,
    ),
  ),
  'getsockname-hides-the-cut': liar(
    'stream.walk.any-order-of-calls',
    'a name that was cut is told with the length of the room.',
    telling('getsockname', (result, [, room]) =>
      result.ret === 0
        ? { ...result, out: { ...result.out, length: Math.min(room, result.out.length) } }
        : result,
    ),
  ),
  'getpeername-tells-our-own': liar(
    'stream.accept.clients-in-order',
    'getpeername tells the name of the asker.',
    (kernel) => ({
      ...kernel,
      getpeername: (fd, room) => {
        const peer = kernel.getpeername(fd, room);
        return peer.ret < 0 ? peer : kernel.getsockname(fd, room);
      },
    }),
  ),
  'accept-hides-the-client': liar(
    'stream.accept.clients-in-order',
    'accept tells no name of the client.',
    telling('accept4', (result) => (result.ret < 0 ? result : { ...result, out: UNNAMED })),
  ),
  'recvfrom-hides-the-sender': liar(
    'stream.walk.any-order-of-calls',
    'recvfrom tells no sender.',
    telling('recvfrom', (result) => ({
      ...result,
      out: { ...result.out, address: { bytes: Buffer.alloc(0), length: 0 } },
    })),
  ),
  'recv-one-byte-less': liar(
    'stream.recv.bytes-as-sent',
    'recv gives one byte less than there is room for.',
    asking('recv', ([fd, size, flags]) => [fd, Math.max(size - 1, Math.min(size, 1)), flags]),
  ),
  'recv-trunc-counts-what-is-there': liar(
    'stream.seqpacket.records-keep-their-bounds',
    'MSG_TRUNC on a record returns what was copied.',
    telling('recv', (result) => ({ ...result, ret: Math.min(result.ret, result.out.length) })),
  ),
  'recv-trunc-throws-away': liar(
    'stream.recv.bytes-as-sent',
    'MSG_TRUNC on a stream throws the bytes away.',
    telling('recv', (result, [fd, , flags], kernel) =>
      (flags & S.MSG_TRUNC) !== 0 && isStream(kernel, fd)
        ? { ...result, out: Buffer.alloc(0) }
        : result,
    ),
  ),
  'recvmsg-hides-the-cut-record': liar(
    'stream.seqpacket.records-keep-their-bounds',
    'recvmsg does not tell that a record was cut.',
    telling('recvmsg', (result) => ({
      ...result,
      out: { ...result.out, flags: result.out.flags & ~S.MSG_TRUNC },
    })),
  ),
  'recv-end-is-eagain': liar(
    'stream.close.end-or-reset',
    'the end of the data is told as EAGAIN.',
    telling('recv', (result, [, size]) =>
      result.ret === 0 && size > 0 ? { ...result, ret: -1, errno: 11 } : result,
    ),
  ),
  'send-tells-one-less': liar(
    'stream.recv.bytes-as-sent',
    'send tells one byte less than it took.',
    telling('send', (result) => (result.ret > 1 ? { ...result, ret: result.ret - 1 } : result)),
  ),
  'listen-counts-exactly': liar(
    'stream.listen.backlog-and-one',
    'the queue of a listener holds its backlog, and not one more.',
    asking('listen', ([fd, backlog]) => [fd, backlog > 0 ? backlog - 1 : backlog]),
  ),
  'listen-negative-is-none': liar(
    'stream.listen.backlog-and-one',
    'a negative backlog is 0.',
    asking('listen', ([fd, backlog]) => [fd, Math.max(0, backlog)]),
  ),
  'so-error-is-never-told': liar(
    'stream.close.end-or-reset',
    'SO_ERROR is always 0.',
    changedOption(S.SO_ERROR, () => intBytes(0)),
  ),
  'so-acceptconn-since-bind': liar(
    'stream.walk.any-order-of-calls',
    'SO_ACCEPTCONN is set since bind.',
    telling('getsockopt', (result, [fd, level, option], kernel) =>
      result.ret === 0 &&
      level === S.SOL_SOCKET &&
      option === S.SO_ACCEPTCONN &&
      kernel.getsockname(fd, 128).out.length > 2
        ? { ...result, out: intBytes(1) }
        : result,
    ),
  ),
  'so-type-with-flags': liar(
    'stream.socket.kinds-and-flags',
    'SO_TYPE tells SOCK_NONBLOCK, too.',
    telling('getsockopt', (result, [fd, level, option], kernel) =>
      result.ret === 0 && level === S.SOL_SOCKET && option === S.SO_TYPE
        ? {
            ...result,
            out: intBytes(
              optionOf(kernel, fd, S.SO_TYPE) | (kernel.fcntl(fd, F.F_GETFL, 0).ret & F.O_NONBLOCK),
            ),
          }
        : result,
    ),
  ),
  'passcred-is-always-on': liar(
    'stream.setsockopt.read-only-options-stay',
    'SO_PASSCRED reads as 1.',
    changedOption(S.SO_PASSCRED, () => intBytes(1)),
  ),
  'recvmsg-drops-credentials': liar(
    'peercred.recvmsg.credentials-with-messages',
    'messages tell no credentials.',
    changedCredentials(() => undefined),
  ),
  'recvmsg-credentials-of-the-reader': liar(
    'peercred.sendmsg.only-true-credentials',
    'messages tell the pid of whoever reads them.',
    changedCredentials((bytes, kernel) => {
      if (bytes.length >= 4 && bytes.readInt32LE(0) !== 0)
        bytes.writeInt32LE(kernel.getpid().ret, 0);
      return bytes;
    }),
  ),
  'recvmsg-tells-the-thread': liar(
    'peercred.connect.the-process-not-the-thread',
    'messages to oneself tell the thread that sent them.',
    changedCredentials((bytes, kernel) => {
      if (bytes.length >= 4 && bytes.readInt32LE(0) === kernel.getpid().ret)
        bytes.writeInt32LE(kernel.gettid().ret, 0);
      return bytes;
    }),
  ),
  'peercred-tells-the-thread': liar(
    'peercred.connect.the-process-not-the-thread',
    'SO_PEERCRED tells the thread of who is its own peer.',
    changedOption(S.SO_PEERCRED, (out, kernel) => {
      if (out.length >= 4 && out.readInt32LE(0) === kernel.getpid().ret)
        out.writeInt32LE(kernel.gettid().ret, 0);
      return out;
    }),
  ),
  'recvmsg-credentials-are-effective': liar(
    'peercred.recvmsg.credentials-with-messages',
    'messages tell effective ids.',
    changedCredentials((bytes, kernel) => {
      const [real, effective] = kernel.getresuid().out;
      if (bytes.length === 12 && bytes.readUInt32LE(4) === real) bytes.writeUInt32LE(effective, 4);
      return bytes;
    }),
  ),
  'peercred-tells-real-ids': liar(
    'peercred.connect.captured-at-the-moment',
    'SO_PEERCRED tells the real uid of a process.',
    changedOption(S.SO_PEERCRED, (out, kernel) => {
      const [real, effective] = kernel.getresuid().out;
      if (out.length === 12 && out.readUInt32LE(4) === effective) out.writeUInt32LE(real, 4);
      return out;
    }),
  ),
  'peercred-swaps-the-ids': liar(
    'peercred.connect.captured-at-the-moment',
    'SO_PEERCRED tells the gid where the uid belongs.',
    changedOption(S.SO_PEERCRED, (out) => {
      if (out.length === 12) out.writeUInt32LE(out.readUInt32LE(8), 4);
      return out;
    }),
  ),
  'peercred-fills-the-room': liar(
    'peercred.getsockopt.nobody-before-a-peer',
    'SO_PEERCRED tells the room as its length.',
    telling('getsockopt', (result, [, , option, room]) =>
      result.ret === 0 && option === S.SO_PEERCRED && room > 12
        ? { ...result, out: Buffer.concat([result.out, Buffer.alloc(room - 12)]) }
        : result,
    ),
  ),
  'peergroups-of-the-asker': liar(
    'peercred.getsockopt.supplementary-groups',
    'SO_PEERGROUPS tells the groups of the asker.',
    changedOption(S.SO_PEERGROUPS, (_, kernel) =>
      Buffer.from(Uint32Array.from(kernel.getgroups().out.toSorted((a, b) => a - b)).buffer),
    ),
  ),
  'peergroups-forgets-the-last': liar(
    'peercred.getsockopt.supplementary-groups',
    'SO_PEERGROUPS leaves the last group out.',
    changedOption(S.SO_PEERGROUPS, (out) => out.subarray(0, Math.max(0, out.length - 4))),
  ),
  'peerpidfd-stays-open-at-exec': liar(
    'peercred.getsockopt.supplementary-groups',
    'SO_PEERPIDFD gives a descriptor without FD_CLOEXEC.',
    followed('getsockopt', (kernel, [, , option], { ret, out }) => {
      if (ret === 0 && option === S.SO_PEERPIDFD)
        kernel.fcntl(Buffer.from(out).readInt32LE(0), F.F_SETFD, 0);
    }),
  ),
  'poll-forgets-hang-up': liar(
    'stream.shutdown.each-half-by-itself',
    'poll tells no POLLHUP.',
    changedEvents((revents) => revents & ~POLLHUP),
  ),
  'poll-forgets-read-hang-up': liar(
    'stream.shutdown.each-half-by-itself',
    'poll tells no POLLRDHUP.',
    changedEvents((revents) => revents & ~POLLRDHUP),
  ),
  'poll-listener-is-writable': liar(
    'stream.walk.any-order-of-calls',
    'poll tells that a listener with clients may be written to.',
    changedEvents((revents, fd, kernel) =>
      (revents & POLLIN) !== 0 && optionOf(kernel, fd, S.SO_ACCEPTCONN) === 1
        ? revents | POLLOUT
        : revents,
    ),
  ),
  'kcmp-all-are-equal': liar(
    'rights.recvmsg.same-open-file',
    'two descriptors of one process are always the same open file.',
    telling('kcmp', (result) => (result.ret < 0 ? result : { ...result, ret: 0 })),
  ),
  'stat-socket-has-a-size': liar(
    'inode.bind.makes-a-socket-inode',
    'a socket inode has the size of its name.',
    telling('stat', (result, [path]) =>
      result.ret === 0 && (result.out.mode & F.S_IFMT) === F.S_IFSOCK
        ? { ...result, out: { ...result.out, size: path.length } }
        : result,
    ),
  ),
  'stat-owner-is-the-asker': liar(
    'inode.bind.makes-a-socket-inode',
    'a socket inode belongs to whoever looks at it.',
    telling('stat', (result, _, kernel) =>
      result.ret === 0 && (result.out.mode & F.S_IFMT) === F.S_IFSOCK
        ? { ...result, out: { ...result.out, uid: kernel.getresuid().out[1] } }
        : result,
    ),
  ),
  'bind-succeeds-with-one': liar(
    'stream.bind.one-name-once',
    'bind returns 1 when it succeeds.',
    telling('bind', (result) => (result.ret === 0 ? { ...result, ret: 1 } : result)),
  ),
  'recvmsg-forgets-the-sender': liar(
    'rights.sendmsg.without-a-connection',
    'recvmsg does not name who sent a datagram.',
    telling('recvmsg', (result) => ({
      ...result,
      out: { ...result.out, name: { bytes: Buffer.alloc(0), length: 0 } },
    })),
  ),
} satisfies Liars;
