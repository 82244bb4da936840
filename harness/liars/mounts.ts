/** Liars about mount namespaces: what does not cross them, what is not told apart, and what is read-only. */

import { ERRNO } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import type { Kernel } from '../kernel/index.ts';
import {
  failure,
  forgiven,
  isSocketFile,
  isUnix,
  type Liars,
  liar,
  parsed,
  refused,
  success,
  swapped,
} from './lie.ts';

const CROSSING = 'stream.bind.names-cross-mount-namespaces';
const READ_ONLY = 'inode.mount.read-only-is-for-names-alone';

/** Answers in which mount namespace one is, and what is mounted there. */
function spaces(kernel: Kernel) {
  let space = 0;
  let made = 0;
  let mounted: readonly { readonly path: string; readonly readOnly: boolean }[] = [];
  const calls: Pick<Kernel, 'unshare' | 'setns' | 'mount' | 'umount2'> = {
    unshare: (flags) => {
      const result = kernel.unshare(flags);
      if (result.ret === 0 && (flags & F.CLONE_NEWNS) !== 0) space = ++made;
      return result;
    },
    setns: (fd, flags) => {
      const result = kernel.setns(fd, flags);
      if (result.ret === 0 && flags === F.CLONE_NEWNS) [space, mounted] = [0, []];
      return result;
    },
    mount: (source, path, type, flags, data) => {
      const result = kernel.mount(source, path, type, flags, data);
      const readOnly = (flags & F.MS_RDONLY) !== 0;
      if (result.ret === 0) mounted = [...mounted, { path, readOnly }];
      return result;
    },
    umount2: (path, flags) => {
      mounted = mounted.filter((one) => one.path !== path);
      return kernel.umount2(path, flags);
    },
  };
  const isUnder = (path: string | undefined, which: (readOnly: boolean) => boolean): boolean =>
    path !== undefined &&
    mounted.some((one) => which(one.readOnly) && `${path}/`.startsWith(`${one.path}/`));
  return {
    calls,
    here: () => space,
    isMounted: (path: string | undefined) => isUnder(path, () => true),
    isReadOnly: (path: string | undefined) => isUnder(path, (readOnly) => readOnly),
  };
}

const isAbstract = (address: Uint8Array): boolean =>
  isUnix(address) && address.length > 3 && address[2] === 0;

function pathOf(address: Uint8Array): string | undefined {
  const said = parsed(address);
  return said.kind === 'path' ? said.path : undefined;
}

type Spaces = ReturnType<typeof spaces>;

/** Wraps a kernel that knows where it is. */
const where =
  (lie: (kernel: Kernel, told: Spaces) => Partial<Kernel>) =>
  (kernel: Kernel): Kernel => {
    const told = spaces(kernel);
    return { ...kernel, ...lie(kernel, told), ...told.calls };
  };

/** Remembers in which space names were bound, by the key of their address. */
function bindings(kernel: Kernel, { here }: Spaces) {
  const held = new Map<string, number>();
  const keyOf = (address: Uint8Array): string => Buffer.from(address).toString('hex');
  const bind: Kernel['bind'] = (fd, address, length) => {
    const result = kernel.bind(fd, address, length);
    if (result.ret === 0) held.set(keyOf(address), here());
    return result;
  };
  const isElsewhere = (address: Uint8Array): boolean =>
    (held.get(keyOf(address)) ?? here()) !== here();
  return { bind, isElsewhere };
}

export default {
  'abstract-names-stay-behind': liar(
    CROSSING,
    'an abstract name is found in the mount namespace in which it was bound alone.',
    where((kernel, told) => {
      const { bind, isElsewhere } = bindings(kernel, told);
      const { connect } = refused(
        'connect',
        'ECONNREFUSED',
        ([, address]) => isAbstract(address) && isElsewhere(address),
      )(kernel);
      return { bind, connect };
    }),
  ),
  'abstract-names-are-free-elsewhere': liar(
    CROSSING,
    'an abstract name that is held in one mount namespace is free in another.',
    where((kernel, told) => {
      const { bind, isElsewhere } = bindings(kernel, told);
      return {
        bind: (fd, address, length) => {
          const isFree = isAbstract(address) && isElsewhere(address);
          const result = bind(fd, address, length);
          return isFree && result.errno === ERRNO.EADDRINUSE ? success : result;
        },
      };
    }),
  ),
  'paths-stay-behind': liar(
    CROSSING,
    'a socket is not found by its path from another mount namespace.',
    where((kernel, told) => {
      const { bind, isElsewhere } = bindings(kernel, told);
      const { connect } = refused(
        'connect',
        'ECONNREFUSED',
        ([, address], asked) => isElsewhere(address) && isSocketFile(asked, pathOf(address) ?? ''),
      )(kernel);
      return { bind, connect };
    }),
  ),
  'connections-end-at-the-border': liar(
    CROSSING,
    'what is connected is reset once its holder is in another mount namespace.',
    where((kernel, { here }) => ({
      send: (fd, data, flags) => {
        const result = kernel.send(fd, data, flags);
        return result.ret < 0 || here() === 0 ? result : failure(ERRNO.ECONNRESET, undefined);
      },
    })),
  ),
  'covered-sockets-are-found': liar(
    CROSSING,
    'connect looks below what is mounted.',
    where((kernel, { isMounted }) =>
      forgiven('connect', 'ENOENT', ([, address]) => isMounted(pathOf(address)))(kernel),
    ),
  ),
  'mounted-sockets-are-nobody': liar(
    CROSSING,
    'who is found through a mount is refused.',
    where((kernel, { isMounted }) =>
      refused(
        'connect',
        'ECONNREFUSED',
        ([, address], asked) =>
          isMounted(pathOf(address)) && isSocketFile(asked, pathOf(address) ?? ''),
      )(kernel),
    ),
  ),
  'names-vanish-with-the-namespace': liar(
    CROSSING,
    'who comes home finds no abstract name that was bound elsewhere.',
    where((kernel, told) => {
      const { bind, isElsewhere } = bindings(kernel, told);
      const { connect } = refused(
        'connect',
        'ECONNREFUSED',
        ([, address]) => told.here() === 0 && isAbstract(address) && isElsewhere(address),
      )(kernel);
      return { bind, connect };
    }),
  ),
  'bind-writes-behind-read-only': liar(
    READ_ONLY,
    'bind makes its name behind a read-only mount.',
    forgiven('bind', 'EROFS'),
  ),
  'bind-denies-read-only': liar(
    READ_ONLY,
    'bind behind a read-only mount is EACCES.',
    swapped('bind', 'EROFS', 'EACCES'),
  ),
  'connect-wants-to-write': liar(
    READ_ONLY,
    'connect behind a read-only mount is EROFS.',
    where((kernel, { isReadOnly }) =>
      refused(
        'connect',
        'EROFS',
        ([, address], asked) =>
          isReadOnly(pathOf(address)) && isSocketFile(asked, pathOf(address) ?? ''),
      )(kernel),
    ),
  ),
  'open-sees-read-only-first': liar(
    READ_ONLY,
    'a socket behind a read-only mount is EROFS when it is opened for writing.',
    where((kernel, { isReadOnly }) =>
      swapped(
        'open',
        'ENXIO',
        'EROFS',
        ([path, flags]) => (flags & (F.O_WRONLY | F.O_RDWR)) !== 0 && isReadOnly(path),
      )(kernel),
    ),
  ),
  'unlink-behind-read-only': liar(
    READ_ONLY,
    'names behind a read-only mount are removed.',
    forgiven('unlink', 'EROFS'),
  ),
  'rename-behind-read-only': liar(
    READ_ONLY,
    'names behind a read-only mount are moved.',
    forgiven('rename', 'EROFS'),
  ),
  'chmod-behind-read-only': liar(
    READ_ONLY,
    'modes behind a read-only mount are changed.',
    forgiven('chmod', 'EROFS'),
  ),
  'links-cross-mounts': liar(
    READ_ONLY,
    'link goes from one mount to another.',
    forgiven('link', 'EXDEV'),
  ),
} satisfies Liars;
