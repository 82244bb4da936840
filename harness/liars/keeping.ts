/** Liars that keep what must go, lose what must stay, or share what belongs to one. */

import * as F from '../abi/file.ts';
import { POLLIN } from '../abi/poll.ts';
import * as S from '../abi/socket.ts';
import {
  buildControl,
  type Kernel,
  parseControl,
  type Result,
  type WrittenAddress,
} from '../kernel/index.ts';
import { asking, followed, type Liars, liar, optionOf, parsed, success, telling } from './lie.ts';

/** The path that a socket is bound to, if it is. */
function boundPath(kernel: Kernel, fd: number): string | undefined {
  const { ret, out } = kernel.getsockname(fd, 128);
  const said = parsed(out.bytes);
  return ret === 0 && said.kind === 'path' ? said.path : undefined;
}

/** Answers of the first time, per descriptor, until it is closed. */
function staleNames(kernel: Kernel): Kernel {
  const known = new Map<number, Result<WrittenAddress>>();
  return {
    ...kernel,
    getsockname: (fd, room) => {
      const result = known.get(fd) ?? kernel.getsockname(fd, room);
      if (result.ret === 0 && room >= result.out.length) known.set(fd, result);
      return room < result.out.length ? kernel.getsockname(fd, room) : result;
    },
    close: (fd) => {
      known.delete(fd);
      return kernel.close(fd);
    },
  };
}

/** The younger of two waiting clients first. */
function lastComeFirst(kernel: Kernel): Kernel {
  const waiting = new Map<number, Result<WrittenAddress>>();
  return {
    ...kernel,
    accept4: (fd, flags, room) => {
      const kept = waiting.get(fd);
      waiting.delete(fd);
      if (kept !== undefined) return kept;
      const first = kernel.accept4(fd, flags, room);
      if (first.ret < 0 || ((kernel.poll([{ fd, events: POLLIN }], 0).out[0] ?? 0) & POLLIN) === 0)
        return first;
      const second = kernel.accept4(fd, flags, room);
      if (second.ret < 0) return first;
      waiting.set(fd, first);
      return second;
    },
  };
}

/** SO_ERROR that stays when it was read. */
function errorStays(kernel: Kernel): Kernel {
  const errors = new Map<number, Result<Uint8Array>>();
  return {
    ...kernel,
    getsockopt: (fd, level, option, room) => {
      const result = kernel.getsockopt(fd, level, option, room);
      if (level !== S.SOL_SOCKET || option !== S.SO_ERROR || result.ret < 0) return result;
      if (result.out[0] !== 0) errors.set(fd, result);
      return errors.get(fd) ?? result;
    },
    close: (fd) => {
      errors.delete(fd);
      return kernel.close(fd);
    },
  };
}

/** A bind that is refused leaves its socket in the state of a bound one. */
function boundAfterRefusal(kernel: Kernel): Kernel {
  const spoiled = new Set<number>();
  return {
    ...kernel,
    bind: (fd, address, length) => {
      if (spoiled.has(fd)) return { ret: -1, errno: 22, out: undefined };
      const result = kernel.bind(fd, address, length);
      if (result.errno === 13) spoiled.add(fd);
      return result;
    },
    close: (fd) => {
      spoiled.delete(fd);
      return kernel.close(fd);
    },
  };
}

export default {
  'getsockname-is-stale': liar(
    'stream.bind.one-name-once',
    'getsockname tells what it told the first time.',
    staleNames,
  ),
  'accept-last-come-first': liar(
    'stream.accept.clients-in-order',
    'of two clients that wait the younger is accepted first.',
    lastComeFirst,
  ),
  'so-error-stays': liar(
    'stream.close.end-or-reset',
    'SO_ERROR does not go away when it is read.',
    errorStays,
  ),
  'bind-refused-is-half-bound': liar(
    'ports.bind.the-binder-counts-not-the-maker',
    'a socket that was refused a port cannot be bound any more.',
    boundAfterRefusal,
  ),
  'bind-refused-leaves-an-inode': liar(
    'inode.bind.makes-a-socket-inode',
    'a refused bind leaves an inode behind.',
    followed('bind', (kernel, [, address], { ret }) => {
      const said = parsed(address);
      if (ret < 0 && said.kind === 'path') kernel.mknod(said.path, F.S_IFSOCK | 0o777, 0);
    }),
  ),
  'close-keeps-the-name': liar(
    'stream.bind.one-name-once',
    'an abstract name is not free again when its socket is closed.',
    (kernel) => ({
      ...kernel,
      close: (fd) => {
        if (parsed(kernel.getsockname(fd, 128).out.bytes).kind === 'abstract') kernel.dup(fd);
        return kernel.close(fd);
      },
    }),
  ),
  'close-unlinks': liar(
    'stream.bind.one-name-once',
    'a path is unlinked when its socket is closed.',
    (kernel) => ({
      ...kernel,
      close: (fd) => {
        const path = boundPath(kernel, fd);
        if (path !== undefined) kernel.unlink(path);
        return kernel.close(fd);
      },
    }),
  ),
  'rename-makes-anew': liar(
    'inode.rename.names-move-sockets-stay',
    'rename of a socket makes a new inode at which nobody listens.',
    followed('rename', (kernel, [, to], { ret }) => {
      const { out } = kernel.lstat(to);
      if (ret < 0 || (out.mode & F.S_IFMT) !== F.S_IFSOCK) return;
      kernel.unlink(to);
      kernel.mknod(to, out.mode, 0);
    }),
  ),
  'fchmod-reaches-the-path': liar(
    'inode.fchmod.counts-before-bind-alone',
    'fchmod of a bound socket changes the mode of the path.',
    followed('fchmod', (kernel, [fd, mode], { ret }) => {
      const path = boundPath(kernel, fd);
      if (ret === 0 && path !== undefined) kernel.chmod(path, mode);
    }),
  ),
  'fchmod-does-nothing': liar(
    'inode.fchmod.counts-before-bind-alone',
    'fchmod before bind does not count.',
    (kernel) => ({
      ...kernel,
      fchmod: (fd, mode) =>
        optionOf(kernel, fd, S.SO_TYPE) > 0 && boundPath(kernel, fd) === undefined
          ? success
          : kernel.fchmod(fd, mode),
    }),
  ),
  'recvmsg-of-all-passes-descriptors': liar(
    'rights.recv.a-message-is-a-barrier',
    'MSG_WAITALL goes on behind descriptors, and has nothing if there is no more.',
    telling('recvmsg', (result, [fd, room, flags], kernel) => {
      const left = room.size - result.ret;
      const isAll = (flags & (S.MSG_WAITALL | S.MSG_DONTWAIT)) === S.MSG_WAITALL;
      if (!isAll || result.ret <= 0 || left <= 0) return result;
      const more = kernel.recv(fd, left, S.MSG_DONTWAIT);
      if (more.ret < 0) return { ...result, ret: more.ret, errno: more.errno };
      const data = Buffer.concat([result.out.data, more.out]);
      return { ...result, ret: data.length, out: { ...result.out, data } };
    }),
  ),
  'recvmsg-leaks-without-room': liar(
    'rights.close.canary-hangs-up-at-last',
    'descriptors for which there is no room stay open in the receiver.',
    (kernel) => ({
      ...kernel,
      recvmsg: (fd, room, flags) => {
        const pass = optionOf(kernel, fd, S.SO_PASSCRED) === 1;
        if (room.controlRoom >= 20 || pass || (flags & S.MSG_PEEK) !== 0)
          return kernel.recvmsg(fd, room, flags);
        const result = kernel.recvmsg(fd, { ...room, controlRoom: 1100 }, flags);
        const control = Buffer.alloc(0);
        const cut = parseControl(result.out.control).length > 0 ? S.MSG_CTRUNC : 0;
        return { ...result, out: { ...result.out, control, flags: result.out.flags | cut } };
      },
    }),
  ),
  'sendmsg-keeps-a-copy': liar(
    'rights.close.canary-hangs-up-at-last',
    'what was sent stays open in the sender, whatever it closes.',
    followed('sendmsg', (kernel, [, { control }], { ret }) => {
      if (ret < 0) return;
      for (const { type, data } of parseControl(control ?? Buffer.alloc(0)))
        if (type === S.SCM_RIGHTS && data.length >= 4) kernel.dup(Buffer.from(data).readInt32LE(0));
    }),
  ),
  'sendmsg-sends-253': liar(
    'rights.sendmsg.all-or-nothing',
    'of too many descriptors the first 253 are sent.',
    asking('sendmsg', ([fd, message, flags]) => {
      const cut = parseControl(message.control ?? Buffer.alloc(0)).map((one) =>
        one.type === S.SCM_RIGHTS && one.data.length > 4 * 253
          ? { level: one.level, type: one.type, data: one.data.slice(0, 4 * 253) }
          : one,
      );
      return [fd, message.control ? { ...message, control: buildControl(cut) } : message, flags];
    }),
  ),
  'socket-loses-cloexec': liar(
    'stream.socket.kinds-and-flags',
    'socket forgets SOCK_CLOEXEC.',
    asking('socket', ([domain, type, protocol]) => [domain, type & ~S.SOCK_CLOEXEC, protocol]),
  ),
  'socketpair-one-end-waits': liar(
    'stream.socketpair.two-connected-unnamed-ends',
    'only the first end of a pair is non-blocking.',
    followed('socketpair', (kernel, _, { ret, out }) => {
      if (ret === 0) kernel.fcntl(out[1], F.F_SETFL, 0);
    }),
  ),
  'dup-keeps-cloexec': liar(
    'stream.socket.kinds-and-flags',
    'dup copies FD_CLOEXEC.',
    followed('dup', (kernel, [fd], { ret }) => {
      if (ret >= 0) kernel.fcntl(ret, F.F_SETFD, kernel.fcntl(fd, F.F_GETFD, 0).ret);
    }),
  ),
  'setfl-does-nothing': liar(
    'rights.recvmsg.same-open-file',
    'F_SETFL succeeds and sets nothing.',
    (kernel) => ({
      ...kernel,
      fcntl: (fd, command, argument) =>
        command === F.F_SETFL
          ? { ...kernel.fcntl(fd, F.F_GETFD, 0), ret: 0 }
          : kernel.fcntl(fd, command, argument),
    }),
  ),
  'shutdown-takes-the-other-half': liar(
    'stream.shutdown.each-half-by-itself',
    'SHUT_RD ends sending, SHUT_WR ends receiving.',
    asking('shutdown', ([fd, how]) => [fd, how === 0 ? 1 : how === 1 ? 0 : how]),
  ),
  'shutdown-both-is-one': liar(
    'stream.shutdown.each-half-by-itself',
    'SHUT_RDWR ends receiving alone.',
    asking('shutdown', ([fd, how]) => [fd, how === 2 ? 0 : how]),
  ),
  'listen-captures-once': liar(
    'peercred.connect.captured-at-the-moment',
    'a second listen does not capture credentials anew.',
    (kernel) => ({
      ...kernel,
      listen: (fd, backlog) =>
        optionOf(kernel, fd, S.SO_ACCEPTCONN) === 1 ? success : kernel.listen(fd, backlog),
    }),
  ),
  'recv-nothing-takes-a-byte': liar(
    'stream.walk.any-order-of-calls',
    'a receive of size 0 takes a byte.',
    (kernel) => ({
      ...kernel,
      recv: (fd, size, flags) => {
        const result = kernel.recv(fd, size, flags);
        if (size === 0 && result.ret === 0) kernel.recv(fd, 1, S.MSG_DONTWAIT);
        return result;
      },
    }),
  ),
  'read-keeps-descriptors': liar(
    'rights.close.canary-hangs-up-at-last',
    'a read leaves the descriptors of a message open.',
    (kernel) => ({
      ...kernel,
      read: (fd, size) => {
        if (size === 0 || optionOf(kernel, fd, S.SO_DOMAIN) !== S.AF_UNIX)
          return kernel.read(fd, size);
        const { out, ...told } = kernel.recvmsg(fd, { size, controlRoom: 2048, nameRoom: 0 }, 0);
        return { ...told, out: out.data };
      },
    }),
  ),
  'send-sends-twice': liar(
    'stream.recv.bytes-as-sent',
    'what is sent arrives twice.',
    followed('send', (kernel, [fd, data, flags], { ret }) => {
      if (ret > 0) kernel.send(fd, data, flags | S.MSG_DONTWAIT | S.MSG_NOSIGNAL);
    }),
  ),
} satisfies Liars;
