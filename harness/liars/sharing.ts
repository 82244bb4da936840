/** Liars about what is shared, what is inherited and what is told besides: duplicates, directories, lengths, senders. */

import * as F from '../abi/file.ts';
import { POLLOUT } from '../abi/poll.ts';
import * as S from '../abi/socket.ts';
import { unixPathAddress } from '../kernel/index.ts';
import {
  asking,
  failure,
  followed,
  forgiven,
  isStream,
  type Liars,
  liar,
  optionOf,
  parsed,
  success,
  telling,
} from './lie.ts';

const DUPLICATES = 'stream.fd.duplicates-are-one-socket';
const connected = (kernel: Parameters<typeof isStream>[0], fd: number): boolean =>
  kernel.getpeername(fd, 128).ret === 0;

export default {
  'dup-takes-flags-of-its-own': liar(
    DUPLICATES,
    'the status flags of a duplicate stay what they were when it was made.',
    (kernel) => {
      const flags = new Map<number, number>();
      return {
        ...kernel,
        dup: (fd) => {
          const result = kernel.dup(fd);
          flags.set(result.ret, kernel.fcntl(fd, F.F_GETFL, 0).ret);
          return result;
        },
        close: (fd) => {
          flags.delete(fd);
          return kernel.close(fd);
        },
        fcntl: (fd, command, argument) => {
          const ret = command === F.F_GETFL ? flags.get(fd) : undefined;
          if (command === F.F_SETFL) flags.delete(fd);
          return ret === undefined ? kernel.fcntl(fd, command, argument) : { ...success, ret };
        },
      };
    },
  ),
  'setfd-reaches-duplicates': liar(
    DUPLICATES,
    'F_SETFD on a duplicate counts for its original, too.',
    (kernel) => {
      const originals = new Map<number, number>();
      return {
        ...kernel,
        dup: (fd) => {
          const result = kernel.dup(fd);
          originals.set(result.ret, fd);
          return result;
        },
        close: (fd) => {
          originals.delete(fd);
          return kernel.close(fd);
        },
        fcntl: (fd, command, argument) => {
          const original = originals.get(fd);
          if (command === F.F_SETFD && original !== undefined)
            kernel.fcntl(original, command, argument);
          return kernel.fcntl(fd, command, argument);
        },
      };
    },
  ),
  'dupfd-forgets-cloexec': liar(
    DUPLICATES,
    'F_DUPFD_CLOEXEC is F_DUPFD.',
    asking('fcntl', ([fd, command, argument]) => [
      fd,
      command === F.F_DUPFD_CLOEXEC ? F.F_DUPFD : command,
      argument,
    ]),
  ),
  'dupfd-takes-the-lowest': liar(
    DUPLICATES,
    'F_DUPFD takes the lowest number there is.',
    asking('fcntl', ([fd, command, argument]) => [
      fd,
      command,
      command === F.F_DUPFD ? Math.min(argument, 0) : argument,
    ]),
  ),
  'getfl-follows-shutdown': liar(
    DUPLICATES,
    'a socket that sends no more is open for reading only.',
    telling('fcntl', (result, [fd, command], kernel) => {
      if (result.ret < 0 || command !== F.F_GETFL) return result;
      const { out } = kernel.poll([{ fd, events: POLLOUT }], 0);
      const told = out[0] !== POLLOUT && connected(kernel, fd);
      return told ? { ...result, ret: result.ret & ~F.O_RDWR } : result;
    }),
  ),
  'bind-ignores-the-group-of-the-directory': liar(
    'inode.bind.makes-a-socket-inode',
    'a socket in a set-group-ID directory belongs to the group of its maker.',
    followed('bind', (kernel, [, address], { ret }) => {
      const to = parsed(address);
      if (ret === 0 && to.kind === 'path') kernel.chown(to.path, -1, kernel.getresgid().out[1]);
    }),
  ),
  'rename-renames-the-socket': liar(
    'inode.rename.names-move-sockets-stay',
    'getsockname tells the new name of a path that was renamed.',
    (kernel) => {
      const names = new Map<string, string>();
      return {
        ...kernel,
        rename: (from, to) => {
          const result = kernel.rename(from, to);
          if (result.ret === 0) names.set(from, to);
          return result;
        },
        getsockname: (fd, room) => {
          const result = kernel.getsockname(fd, room);
          const name = parsed(result.out.bytes);
          const now = name.kind === 'path' ? names.get(name.path) : undefined;
          const bytes = now === undefined ? result.out.bytes : unixPathAddress(now);
          return now === undefined || bytes.length > room
            ? result
            : { ...result, out: { bytes, length: bytes.length } };
        },
      };
    },
  ),
  'open-duplicates-through-proc': liar(
    'inode.open.enxio-through-proc',
    'open of a descriptor in /proc duplicates a socket.',
    telling('open', (result, [path], kernel) => {
      const fd = /\/fd\/(\d+)$/.exec(path)?.[1];
      return result.errno === 6 && fd !== undefined ? kernel.dup(Number(fd)) : result;
    }),
  ),
  'unlink-ignores-sticky-directories': liar(
    'inode.unlink.sticky-directories-keep-names',
    'anybody may remove a socket from a sticky directory.',
    forgiven('unlink', 'EPERM'),
  ),
  'rename-ignores-sticky-directories': liar(
    'inode.unlink.sticky-directories-keep-names',
    'anybody may rename a socket in a sticky directory.',
    forgiven('rename', 'EPERM'),
  ),
  'listen-refuses-large-backlogs': liar(
    'stream.walk.any-order-of-calls',
    'a backlog above a million is EINVAL, not cut.',
    telling('listen', (result, [, backlog]) =>
      result.ret === 0 && backlog > 1_000_000 ? failure(22, undefined) : result,
    ),
  ),
  'write-ignores-broken-pipe': liar(
    'stream.close.end-or-reset',
    'write on a stream whose peer is gone succeeds.',
    telling('write', (result, [fd, data], kernel) =>
      result.errno === 32 && isStream(kernel, fd) ? { ...success, ret: data.length } : result,
    ),
  ),
  'read-forgets-reset': liar(
    'stream.close.end-or-reset',
    'read on a stream tells the end where recv tells a reset.',
    telling('read', (result, [fd], kernel) =>
      result.errno === 104 && isStream(kernel, fd) ? { ...result, ret: 0, errno: 0 } : result,
    ),
  ),
  'poll-full-stream-is-writable': liar(
    'stream.send.as-much-as-the-buffer-holds',
    'poll tells that a full stream may be written to.',
    telling('poll', (result, [[entry]], kernel) => {
      if (entry === undefined || (entry.events & POLLOUT) === 0) return result;
      if (!isStream(kernel, entry.fd) || !connected(kernel, entry.fd)) return result;
      return { ...result, ret: 1, out: [(result.out[0] ?? 0) | POLLOUT] };
    }),
  ),
  'so-type-fills-the-room': liar(
    'stream.socket.kinds-and-flags',
    'SO_TYPE tells the room as its length.',
    telling('getsockopt', (result, [, level, option, room]) =>
      result.ret === 0 && level === S.SOL_SOCKET && option === S.SO_TYPE && room > 4
        ? { ...result, out: Buffer.concat([result.out, Buffer.alloc(room - 4)]) }
        : result,
    ),
  ),
  'recvmsg-hides-the-sender': liar(
    'stream.walk.any-order-of-calls',
    'recvmsg tells no sender.',
    telling('recvmsg', (result) => ({
      ...result,
      out: { ...result.out, name: { bytes: Buffer.alloc(0), length: 0 } },
    })),
  ),
  'fchmod-through-a-duplicate-is-lost': liar(
    'inode.fchmod.counts-before-bind-alone',
    'fchmod through a duplicate changes nothing.',
    (kernel) => {
      const duplicates = new Set<number>();
      return {
        ...kernel,
        dup: (fd) => {
          const made = kernel.dup(fd);
          duplicates.add(made.ret);
          return made;
        },
        close: (fd) => {
          duplicates.delete(fd);
          return kernel.close(fd);
        },
        fchmod: (fd, mode) => (duplicates.has(fd) ? success : kernel.fchmod(fd, mode)),
      };
    },
  ),
  'rename-between-links-removes-one': liar(
    'inode.rename.names-move-sockets-stay',
    'a rename from one name of a file to another one of it removes the first.',
    followed('rename', (kernel, [from, to], { ret }) => {
      const [a, b] = [kernel.lstat(from).out, kernel.lstat(to).out];
      if (ret === 0 && from !== to && a.ino === b.ino && a.ino > 0) kernel.unlink(from);
    }),
  ),
  'datagrams-wait-for-more': liar(
    'stream.datagram.any-order-of-calls',
    'a datagram that is sent with MSG_MORE does not arrive.',
    (kernel) => ({
      ...kernel,
      send: (fd, data, flags) =>
        (flags & S.MSG_MORE) !== 0 && optionOf(kernel, fd, S.SO_TYPE) === S.SOCK_DGRAM
          ? { ...success, ret: data.length }
          : kernel.send(fd, data, flags),
    }),
  ),
} satisfies Liars;
