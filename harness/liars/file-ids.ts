/** Liars about ids for files: the effective ones are taken where they should be, and the reverse. */

import type { Kernel } from '../kernel/index.ts';
import { type Liars, liar, parsed, telling } from './lie.ts';

const FILES = 'inode.bind.by-the-ids-for-files';
/** No id: what it is stays, and is told. */
const NONE = -1;

type Call = 'connect' | 'open' | 'bind' | 'unlink' | 'chmod' | 'socket';
type AnyCall = (...asked: unknown[]) => { readonly ret: number };

/** A call for which the ids for files are the effective ones. */
const asEffective =
  (name: Call) =>
  (kernel: Kernel): Kernel => {
    const honest = kernel[name] as unknown as AnyCall;
    const lying: AnyCall = (...asked) => {
      const [uid, gid] = [kernel.setfsuid(NONE).ret, kernel.setfsgid(NONE).ret];
      const caps = kernel.capget().out;
      kernel.setfsgid(kernel.getresgid().out[1]);
      kernel.setfsuid(kernel.getresuid().out[1]);
      kernel.capset(caps);
      const result = honest(...asked);
      kernel.capset({ ...caps, effective: caps.permitted });
      kernel.setfsgid(gid);
      kernel.setfsuid(uid);
      kernel.capset(caps);
      return result;
    };
    return { ...kernel, [name]: lying };
  };

/** A call for which the effective ids are those for files. */
function asFiles(kernel: Kernel, call: () => ReturnType<Kernel['connect']>) {
  const [uid, gid] = [kernel.setfsuid(NONE).ret, kernel.setfsgid(NONE).ret];
  const [euid, egid] = [kernel.getresuid().out[1], kernel.getresgid().out[1]];
  const caps = kernel.capget().out;
  const become = (user: number, group: number): void => {
    kernel.capset({ ...caps, effective: caps.permitted });
    kernel.setresgid(NONE, group, NONE);
    kernel.setresuid(NONE, user, NONE);
    kernel.setfsgid(gid);
    kernel.setfsuid(uid);
    kernel.capset(caps);
  };
  become(uid, gid);
  const result = call();
  become(euid, egid);
  return result;
}

export default {
  'names-belong-to-the-effective-ids': liar(
    FILES,
    'the inode that bind makes belongs to the effective ids.',
    telling('bind', (result, [, address], kernel) => {
      const said = parsed(address);
      if (result.ret === 0 && said.kind === 'path')
        kernel.chown(said.path, kernel.getresuid().out[1], kernel.getresgid().out[1]);
      return result;
    }),
  ),
  'connect-asks-the-effective-ids': liar(
    FILES,
    'permission to connect goes by the effective ids.',
    asEffective('connect'),
  ),
  'open-asks-the-effective-ids': liar(
    FILES,
    'permission to open goes by the effective ids.',
    asEffective('open'),
  ),
  'unlink-asks-the-effective-ids': liar(
    FILES,
    'permission to remove a name goes by the effective ids.',
    asEffective('unlink'),
  ),
  'sockets-belong-to-the-effective-ids': liar(
    FILES,
    'the inode of a socket itself belongs to the effective ids.',
    asEffective('socket'),
  ),
  'peercred-tells-the-ids-for-files': liar(
    FILES,
    'who connects is known by its ids for files.',
    (kernel) => ({
      ...kernel,
      connect: (fd, address, length) => asFiles(kernel, () => kernel.connect(fd, address, length)),
    }),
  ),
  'setfsuid-tells-the-new-id': liar(
    FILES,
    'setfsuid answers the id that is there now.',
    telling('setfsuid', (result, _, kernel) => ({ ...result, ret: kernel.setfsuid(NONE).ret })),
  ),
  'anybody-has-any-files': liar(FILES, 'setfsuid takes any id without a capability.', (kernel) => ({
    ...kernel,
    setfsuid: (uid) => {
      const caps = kernel.capget().out;
      kernel.capset({ ...caps, effective: caps.permitted });
      const result = kernel.setfsuid(uid);
      kernel.capset(caps);
      return result;
    },
  })),
} satisfies Liars;
