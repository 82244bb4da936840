/** Liars about other roots: whose absolute paths, and whose abstract names. */

import { ERRNO } from '../abi/errno.ts';
import { type Kernel, unixPathAddress } from '../kernel/index.ts';
import { failure, type Liars, liar, parsed, refused } from './lie.ts';

const ROOTS = 'stream.bind.absolute-paths-begin-at-the-root';

/** Wraps a kernel that knows its root: the path that led there, if it is another one. */
const rooted =
  (lie: (kernel: Kernel, root: () => string | undefined) => Partial<Kernel>) =>
  (kernel: Kernel): Kernel => {
    let root: string | undefined;
    return {
      ...kernel,
      ...lie(kernel, () => root),
      chroot: (path) => {
        const result = kernel.chroot(path);
        if (result.ret === 0) root = path.startsWith('..') ? undefined : path;
        return result;
      },
    };
  };

const pathOf = (address: Uint8Array): string => {
  const said = parsed(address);
  return said.kind === 'path' ? said.path : '';
};

export default {
  'absolute-paths-of-sockets-are-lost': liar(
    ROOTS,
    'connect finds no absolute path below another root.',
    rooted((kernel, root) =>
      refused(
        'connect',
        'ENOENT',
        ([, address]) => root() !== undefined && pathOf(address).startsWith('/'),
      )(kernel),
    ),
  ),
  'bind-leads-above-the-root': liar(
    ROOTS,
    'bind to a path that goes above the root is refused.',
    rooted((kernel, root) =>
      refused(
        'bind',
        'ENOENT',
        ([, address]) => root() !== undefined && pathOf(address).startsWith('/../'),
      )(kernel),
    ),
  ),
  'names-are-told-with-their-root': liar(
    ROOTS,
    'getsockname tells an absolute name as it is seen from outside.',
    rooted((kernel, root) => ({
      getsockname: (fd, room) => {
        const result = kernel.getsockname(fd, room);
        const path = result.ret === 0 ? pathOf(result.out.bytes) : '';
        if (root() === undefined || !path.startsWith('/')) return result;
        const bytes = unixPathAddress(`${root()}${path}`);
        return { ...result, out: { ...result.out, bytes, length: bytes.length } };
      },
    })),
  ),
  'abstract-names-have-a-root': liar(
    ROOTS,
    'abstract names of others are not found below another root.',
    rooted((kernel, root) => {
      const own = new Set<string>();
      const keyOf = (address: Uint8Array): string => Buffer.from(address).toString('hex');
      return {
        bind: (fd, address, length) => {
          const result = kernel.bind(fd, address, length);
          if (result.ret === 0) own.add(keyOf(address));
          return result;
        },
        connect: (fd, address, length) =>
          root() !== undefined && parsed(address).kind === 'abstract' && !own.has(keyOf(address))
            ? failure(ERRNO.ECONNREFUSED, undefined)
            : kernel.connect(fd, address, length),
      };
    }),
  ),
  'anybody-has-another-root': liar(ROOTS, 'chroot takes no capability.', (kernel) => ({
    ...kernel,
    chroot: (path) => {
      const caps = kernel.capget().out;
      kernel.capset({ ...caps, effective: caps.permitted });
      const result = kernel.chroot(path);
      kernel.capset(caps);
      return result;
    },
  })),
} satisfies Liars;
