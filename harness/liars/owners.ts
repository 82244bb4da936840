/** Liars about whose a file is, and of what file system. */

import { ERRNO } from '../abi/errno.ts';
import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';
import {
  asking,
  capable,
  failure,
  followed,
  forgiven,
  isSocketFile,
  type Liars,
  liar,
  optionOf,
  parsed,
  success,
  swapped,
  telling,
} from './lie.ts';

const GIVEN = 'inode.chown.to-groups-of-ones-own';
const BIRTH = 'inode.bind.makes-a-socket-inode';

const effectiveGid = (kernel: Kernel): number => kernel.getresgid().out[1];
const TMPFS = 0x0102_1994;

export default {
  'chown-knows-one-group-alone': liar(
    GIVEN,
    'the owner may not give a socket inode to a supplementary group of his.',
    (kernel) => ({
      ...kernel,
      chown: (path, uid, gid) => {
        const { ret, out } = kernel.stat(path);
        const isOther = gid !== -1 && gid !== effectiveGid(kernel);
        return ret === 0 && isOther && gid !== out.gid && !capable(kernel, 'CHOWN')
          ? failure(ERRNO.EPERM, undefined)
          : kernel.chown(path, uid, gid);
      },
    }),
  ),
  'chown-keeps-no-group': liar(
    GIVEN,
    'a group of -1 is the caller’s.',
    asking('chown', ([path, uid, gid], kernel) => [
      ...([path, uid] as const),
      gid === -1 && isSocketFile(kernel, path) ? effectiveGid(kernel) : gid,
    ]),
  ),
  'chown-keeps-no-owner': liar(
    GIVEN,
    'an owner of -1 is the caller, where he may give files away.',
    asking('chown', ([path, uid, gid], kernel) => [
      path,
      uid === -1 && capable(kernel, 'CHOWN') ? kernel.getresuid().out[1] : uid,
      gid,
    ]),
  ),
  'fchown-reaches-the-path': liar(
    GIVEN,
    'fchown of a bound socket changes the owners of the path.',
    followed('fchown', (kernel, [fd, uid, gid], { ret }) => {
      const name = parsed(kernel.getsockname(fd, 128).out.bytes);
      if (ret === 0 && name.kind === 'path') kernel.chown(name.path, uid, gid);
    }),
  ),
  'fchown-does-nothing': liar(GIVEN, 'fchown of a socket changes nothing.', (kernel) => ({
    ...kernel,
    fchown: (fd, uid, gid) => {
      const isSocket = optionOf(kernel, fd, S.SO_TYPE) > 0;
      const { ret, out } = kernel.fstat(fd);
      const result = kernel.fchown(fd, uid, gid);
      if (ret === 0 && result.ret === 0 && isSocket) kernel.fchown(fd, out.uid, out.gid);
      return result;
    },
  })),
  'fchown-of-sockets-is-for-everybody': liar(
    GIVEN,
    'fchown of a socket is nobody’s privilege.',
    forgiven('fchown', 'EPERM', ([fd], kernel) => optionOf(kernel, fd, S.SO_TYPE) > 0),
  ),
  'fstat-says-that-sockets-are-of-root': liar(
    GIVEN,
    'fstat of a socket tells an owner of 0, whoever made it.',
    telling('fstat', (result, [fd], kernel) =>
      result.ret === 0 && optionOf(kernel, fd, S.SO_TYPE) > 0
        ? { ...result, out: { ...result.out, uid: 0 } }
        : result,
    ),
  ),
  'abstract-names-have-owners': liar(
    'stream.bind.abstract-names-have-no-modes',
    'after a fchown of the socket its owner alone connects to the abstract name.',
    (kernel) => {
      const owners = new Map<string, number>();
      return {
        ...kernel,
        fchown: (fd, uid, gid) => {
          const result = kernel.fchown(fd, uid, gid);
          const owner = uid === -1 ? kernel.fstat(fd).out?.uid : uid;
          const name = kernel.getsockname(fd, 128).out.bytes;
          if (result.ret === 0) owners.set(Buffer.from(name).toString('latin1'), owner);
          return result;
        },
        close: (fd) => {
          owners.delete(Buffer.from(kernel.getsockname(fd, 128).out.bytes).toString('latin1'));
          return kernel.close(fd);
        },
        connect: (fd, address, length) => {
          const owner = owners.get(Buffer.from(address).toString('latin1'));
          const isOther = owner !== undefined && kernel.getresuid().out[1] !== owner;
          return isOther && parsed(address).kind === 'abstract'
            ? failure(ERRNO.EACCES, undefined)
            : kernel.connect(fd, address, length);
        },
      };
    },
  ),
  'sockets-are-of-the-file-system': liar(
    BIRTH,
    'fstatfs of a socket tells a file system of names.',
    telling('fstatfs', (result, [fd], kernel) =>
      result.ret === 0 && optionOf(kernel, fd, S.SO_TYPE) > 0 ? { ...success, out: TMPFS } : result,
    ),
  ),
  'bind-to-the-root-is-a-directory': liar(
    BIRTH,
    'bind to the root directory says EINVAL.',
    swapped('bind', 'EADDRINUSE', 'EINVAL', ([, address]) => {
      const name = parsed(address);
      return name.kind === 'path' && /^\/+$/.test(name.path);
    }),
  ),
} satisfies Liars;
